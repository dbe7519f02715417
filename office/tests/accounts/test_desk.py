"""The work list, drafts, the calendar feed, mail and the log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy

import icalendar
import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from kethop_office.accounts import mail as office_mail
from kethop_office.accounts.actions.drafts import drop_old_drafts, keep_draft
from kethop_office.accounts.actions.own import close_feed, renew_feed
from kethop_office.accounts.models import Draft, Notice, Role, User
from kethop_office.accounts.notices import tell
from kethop_office.accounts.queries import actor_of, draft_for
from kethop_office.accounts.queries.tasks import GROUP_LIMIT, desk
from kethop_office.audit.models import AuditEvent
from kethop_office.audit.queries import verify
from kethop_office.common import registrations
from kethop_office.common.refusal import Refused
from kethop_office.common.registrations import TaskRow

pytestmark = pytest.mark.django_db
Open = Callable[[User], Client]
ROW = TaskRow(
    verb="Trả lời ý kiến",
    reference="KH-2026-00001",
    title="Cầu cảng bí danh",
    path="/case/KH-2026-00001/",
    group="mine",
    due_on=None,
    state="running",
    whom="",
    since=None,
    kind="reply",
    is_own=True,
)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch, time) -> list[TaskRow]:
    """Lines of the work list that a test fills, on Monday 23 November 2026."""
    found: list[TaskRow] = []
    monkeypatch.setattr(registrations, "_tasks", [lambda _actor: list(found)])
    return found


def day(number: int) -> date:
    return date(2026, 11, number)


def groups(user: User, **asked: str) -> dict[str, int]:
    return {group.key: group.total for group in desk(actor_of(user), **asked).groups if group.total}


def test_tasks_stand_in_groups_by_working_days(rows: list[TaskRow], officer: User) -> None:
    # 24 November is a day off, so three working days reach to Friday 27.
    rows += [replace(ROW, due_on=day(number)) for number in (20, 23, 27, 30)]
    rows += [ROW, replace(ROW, group="waiting", whom="SXD"), replace(ROW, state="paused", since=day(2))]
    assert groups(officer) == {"overdue": 1, "soon": 2, "later": 1, "waiting": 1, "undated": 1}
    assert desk(actor_of(officer)).paused == 1
    assert desk(actor_of(officer)).days_off == (day(24),)
    left = [line.left for group in desk(actor_of(officer)).groups for line in group.lines if line.task.due_on]
    assert left == [-1, 0, 3, 4]


def test_the_work_list_is_filtered_by_whose_and_kind(rows: list[TaskRow], officer: User) -> None:
    rows += [ROW, replace(ROW, is_own=False), replace(ROW, kind="sign")]
    assert groups(officer) == {"undated": 2}
    assert groups(officer, whose="office") == {"undated": 1}
    assert groups(officer, whose="all", kind="reply") == {"undated": 2}


def test_a_long_group_says_what_it_leaves_out(rows: list[TaskRow], officer: User, open_as: Open) -> None:
    rows += [replace(ROW, reference=f"KH-2026-{number:05}") for number in range(GROUP_LIMIT + 7)]
    page = open_as(officer).get("/tasks/").content.decode()
    assert "KH-2026-00199" in page
    assert "KH-2026-00200" not in page
    assert "full=undated" in page
    assert "KH-2026-00206" in open_as(officer).get("/tasks/?full=undated").content.decode()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_of_the_desk_show(rows: list[TaskRow], officer: User, open_as: Open, language: str) -> None:
    rows += [replace(ROW, due_on=day(20)), replace(ROW, state="paused", since=day(2))]
    User.objects.update(language=language)
    client = open_as(officer)
    assert client.get("/")["Location"] == "/tasks/"
    for path in ("/tasks/", "/tasks/paused/", "/notice/", "/account/", "/job/"):
        assert client.get(path).status_code == 200
    assert "20/11/2026" in client.get("/tasks/").content.decode() or language == "en"


def test_a_draft_is_kept_replaced_and_shown_to_its_account_alone(officer: User, account, open_as: Open) -> None:
    client, other = open_as(officer), open_as(account("other"))
    sent = {"form": "reply", "object": "inquiry:1", "path": "/inbox/1/", "version": 4, "data": '{"text": "một"}'}
    assert client.post("/draft/", sent).json()["saved"]
    client.post("/draft/", {**sent, "data": '{"text": "hai", "password": "x"}'})
    draft = draft_for(actor_of(officer), "reply", "inquiry:1")
    assert draft is not None
    assert (draft.data, draft.base_version) == ({"text": "hai"}, 4)
    assert "inquiry:1" in client.get("/tasks/").content.decode()
    assert "inquiry:1" not in other.get("/tasks/").content.decode()
    other.post(f"/draft/{draft.pk}/drop/")
    assert Draft.objects.exists()
    client.post(f"/draft/{draft.pk}/drop/")
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"form": "a", "path": "/a/", "data": "[]"},
        {"form": "a", "path": "//elsewhere.example/", "data": "{}"},
        {"form": "a", "path": "/a/", "data": "{"},
    ],
)
def test_a_draft_that_cannot_be_read_is_refused(officer: User, open_as: Open, sent: dict[str, str]) -> None:
    answer = open_as(officer).post("/draft/", sent)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_draft_above_the_account_or_too_long_is_refused(officer: User, time) -> None:
    actor = actor_of(officer)
    with pytest.raises(Refused, match="draft.label"):
        keep_draft(actor, "a", path="/a/", data={}, level=20)
    with pytest.raises(Refused, match="draft.too_long"):
        keep_draft(actor, "a", path="/a/", data={"text": "x" * 500_001})
    keep_draft(actor, "a", path="/a/", data={"text": "x"})
    time.forward(days=29)
    assert drop_old_drafts() == 0
    time.forward(days=2)
    assert draft_for(actor_of(officer), "a") is None
    assert drop_old_drafts() == 1


def events_of(client: Client, path: str) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(client.get(path).content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_the_feed_keeps_its_events_changes_and_cancels_them(rows: list[TaskRow], officer: User, time) -> None:
    client, path = Client(), f"/calendar/{renew_feed(actor_of(officer))}.ics"
    rows.append(replace(ROW, due_on=day(30), whom="Bộ CHQS tỉnh"))
    first = events_of(client, path)
    due = first["KH-2026-00001: hạn Trả lời ý kiến"]
    warning = first["KH-2026-00001: còn 3 ngày làm việc, Trả lời ý kiến"]
    assert (due["dtstart"].dt, warning["dtstart"].dt) == (day(30), day(25))
    assert due["sequence"] == 0
    text = client.get(path).content.decode()
    assert "bí danh" not in text
    assert "CHQS" not in text
    assert client.get(path).content.decode() == text, "asking again changes nothing"
    rows[0] = replace(rows[0], due_on=date(2026, 12, 1))
    moved = events_of(client, path)["KH-2026-00001: hạn Trả lời ý kiến"]
    assert (moved["uid"], moved["sequence"], moved["dtstart"].dt) == (due["uid"], 1, date(2026, 12, 1))
    rows.clear()
    gone = events_of(client, path)["KH-2026-00001: hạn Trả lời ý kiến"]
    assert (gone["status"], gone["sequence"]) == ("CANCELLED", 2)
    time.forward(days=31)
    assert not events_of(client, path)


def test_a_feed_is_opened_by_its_key_alone_and_closes(officer: User) -> None:
    assert Client().get("/calendar/none.ics").status_code == 404
    old, new = renew_feed(actor_of(officer)), renew_feed(actor_of(officer))
    assert Client().get(f"/calendar/{old}.ics").status_code == 404
    assert Client().get(f"/calendar/{new}.ics").status_code == 200
    close_feed(actor_of(officer))
    assert Client().get(f"/calendar/{new}.ics").status_code == 404


class Said:
    """A job's progress that says nothing."""

    actor = None

    def stage(self, key: str, done: int = 0, total: int = 0) -> None: ...

    def is_stop_asked(self) -> bool:
        return False


@pytest.fixture
def mailed(officer: User) -> User:
    officer.email = "officer@example.vn"
    officer.save()
    return officer


def test_the_digest_has_numbers_and_dates_only(rows: list[TaskRow], mailed: User, settings) -> None:
    rows += [replace(ROW, due_on=day(20)), replace(ROW, reference="KH-2026-00002", due_on=day(30), whom="SXD")]
    assert office_mail.send_digest(Said(), "2026-11-23") == {"sent": 1, "day": "2026-11-23"}
    message = mail.outbox[0]
    assert message.subject == "[Kết hợp] 1 việc có hạn, 23/11/2026"
    assert "KH-2026-00001: hạn 20/11/2026" in message.body
    assert "00002" not in message.body, "later than three working days"
    for word in (ROW.title, ROW.verb, "SXD", "KH-2026-00001/"):
        assert word not in message.subject + message.body
    mailed.notice_choices = {"digest": False}
    mailed.save()
    assert office_mail.send_digest(Said(), "2026-11-23")["sent"] == 0


def test_a_new_inquiry_is_mailed_once_and_others_wait(mailed: User) -> None:
    where = {"reference": "KH-2026-00001", "path": "/inbox/1/"}
    tell(mailed, "inquiry.sent", fields={"due_on": "27/11/2026", "title": "Cầu"}, **where)
    tell(mailed, "case.validated", **where)
    assert office_mail.send_notices(Said()) == {"sent": 1}
    assert mail.outbox[0].subject == "[Kết hợp] KH-2026-00001: hạn 27/11/2026"
    assert "Cầu" not in mail.outbox[0].body
    assert office_mail.send_notices(Said()) == {"sent": 0}
    mailed.notice_choices = {"inquiry": False}
    mailed.save()
    tell(mailed, "inquiry.sent", **where)
    assert office_mail.send_notices(Said()) == {"sent": 0}


def test_without_a_mail_server_mail_lies_in_a_folder(mailed: User, settings, tmp_path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    tell(mailed, "step.overdue", reference="KH-2026-00001", path="/tasks/", fields={"title": "Cầu"})
    assert office_mail.send_notices(Said()) == {"sent": 1}
    (kept,) = (tmp_path / "mail").iterdir()
    letter = message_from_bytes(kept.read_bytes(), policy=policy.default)
    assert letter["To"] == "officer@example.vn"
    text = letter.get_content()
    assert "KH-2026-00001" in str(letter["Subject"])
    assert "Cầu" not in str(letter["Subject"]) + text
    assert Notice.objects.get().mailed_at is not None


def test_a_mail_server_that_is_away_leaves_the_notice_to_be_sent(mailed: User, settings) -> None:
    tell(mailed, "step.overdue", reference="KH-2026-00001", path="/tasks/")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert office_mail.send_notices(Said()) == {"sent": 0}
    assert Notice.objects.get().mailed_at is None


def test_the_chain_is_checked_on_its_page(admin: User, open_as: Open) -> None:
    client = open_as(admin)
    page = client.post("/admin/audit/verify/").content.decode()
    assert "không có sai lệch" in page
    lines = b"".join(client.post("/admin/audit/export/").streaming_content).decode().splitlines()
    assert len(lines) == 1 + AuditEvent.objects.count()


def test_a_change_behind_the_office_is_found_at_its_event(admin: User) -> None:
    for _ in range(4):
        renew_feed(actor_of(admin))
    whole = verify()
    assert (whole.broken_seq, whole.checked) == (None, AuditEvent.objects.count())
    with connection.cursor() as cursor:
        for trigger in _triggers(cursor):
            cursor.execute(f"DROP TRIGGER {trigger}")
        cursor.execute("UPDATE audit_auditevent SET level = 7 WHERE seq = 3")
        assert (verify().broken_seq, verify().reason) == (3, "columns")
        cursor.execute("UPDATE audit_auditevent SET level = 0, body = replace(body, 'feed', 'food') WHERE seq = 3")
        assert (verify().broken_seq, verify().reason, verify().checked) == (3, "hash", 2)
        cursor.execute("DELETE FROM audit_auditevent WHERE seq = 3")
        assert (verify().broken_seq, verify().reason) == (3, "gap")


def _triggers(cursor) -> list[str]:
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_auditevent'::regclass AND NOT tgisinternal"
        )
        return [f"{name} ON audit_auditevent" for (name,) in cursor.fetchall()]
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_auditevent'")
    return [name for (name,) in cursor.fetchall()]


def test_own_settings_are_chosen(officer: User, open_as: Open) -> None:
    client = open_as(officer)
    client.post("/account/", {"language": "en", "prefers_static_map": "on", "mailed": ["overdue"]})
    officer.refresh_from_db()
    assert (officer.language, officer.is_dense, officer.prefers_static_map) == ("en", False, True)
    assert officer.notice_choices == {"digest": False, "overdue": True, "inquiry": False}
    assert client.post("/account/", {"language": "fr"}).status_code == 400
    client.post("/account/feed/", {"act": "renew"})
    officer.refresh_from_db()
    assert officer.feed_key in client.get("/account/").content.decode()


def test_a_notice_is_listed_and_opened(officer: User, account, open_as: Open, time) -> None:
    notice = tell(officer, "case.x", reference="KH-2026-00001", path="/account/")[0]
    client = open_as(officer)
    assert "KH-2026-00001" in client.get("/notice/").content.decode()
    assert open_as(account("other", Role.CLERK)).post(f"/notice/{notice.pk}/").status_code == 404
    assert client.post(f"/notice/{notice.pk}/")["Location"] == "/account/"
    notice.refresh_from_db()
    assert notice.read_at
    assert client.post("/notice/read/").status_code == 302
    time.forward(minutes=1)
    Notice.objects.update(at=time.at - timedelta(days=91))
    assert "KH-2026-00001" not in client.get("/notice/").content.decode()
