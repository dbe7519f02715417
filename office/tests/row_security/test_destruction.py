"""A case is destroyed when its time is over, by two persons, after its archive; until then anything can still stop it."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from ground import NOON
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from kethop_office.accounts import sessions
from kethop_office.accounts.models import AccessGrant, Compartment, Job, Membership, Notice, User
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.row_security.reader import reader_of, reading
from kethop_office.appraisal.actions.archiving import order_archive
from kethop_office.appraisal.actions.destroying import ask_destruction, settle_destruction, take_back
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.retention import set_retention_period
from kethop_office.appraisal.models import Case, CaseArchive, CaseLink, Destruction, Inquiry, RetentionPeriod
from kethop_office.appraisal.queries.retention import _latest_end, over_cases, over_on, period_for
from kethop_office.audit.chain.canonical import salted
from kethop_office.audit.models import AuditEvent
from kethop_office.audit.queries.verifying import verify
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

pytestmark = pytest.mark.django_db
DECISION = "Quyết định số 12/QĐ-UBND ngày 05/01/2026 (ví dụ)"
WISH = {"deposited": "Kho lưu trữ, hộp 12", "reason": "Hết thời hạn lưu giữ", "is_undisputed": True}


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.KETHOP_FILES = tmp_path / "files"


@pytest.fixture
def by(ground, monkeypatch):
    people = {
        "officer": ground.account("officer.2"),
        "approver": ground.account("approver.1", role="approver"),
        "both": ground.account("approver.2", role="approver"),
        "clerk": ground.account("clerk.1", role="clerk"),
        "admin": ground.account("admin.1", role="admin"),
        "stranger": ground.account("officer.3"),
    }
    Membership.objects.create(user=people["both"], office=ground.own, role="officer", starts=date(2026, 1, 1))
    people["stranger"].memberships.update(office=ground.other)

    def acting(name):
        return actor_of(people[name])

    def wait(**time):
        now = clock.now() + timedelta(**time)
        monkeypatch.setattr(clock, "now", lambda: now)

    acting.wait = wait
    return acting


@pytest.fixture
def ended(ground, by):
    """Return what makes a case that ended on a day, in a compartment of its own."""

    def make(closed_on=date(2006, 11, 22), **values):
        compartment = Compartment.objects.create(kind="case")
        ground.grant(compartment, office=ground.own, ends=3000)
        case = ground.case("Khu công nghiệp mẫu", compartment=compartment)
        Case.objects.filter(pk=case.pk).update(stage="withdrawn", closed_on=closed_on, **values)
        case.refresh_from_db()
        return case

    return make


@pytest.fixture
def case(ended, by):
    period(by, 20)
    return ended()


def period(by, years, *, starts=date(2026, 1, 5), kind="project"):
    return set_retention_period(by("admin"), case_kind=kind, years=years, document=DECISION, starts=starts)


def archived(by, case):
    by.wait(minutes=1)
    order_archive(by("officer"), case)
    return CaseArchive.objects.filter(case=case).latest("made_at")


def ask(by, case, who="officer", **changed):
    sha256 = changed.pop("archive_sha256", None) or archived(by, case).sha256
    return ask_destruction(by(who), case, archive_sha256=sha256, **{**WISH, **changed})


def confirm(by, case, who="approver", **changed):
    return settle_destruction(by(who), case, **{"is_confirmed": True, "is_undisputed": True, **changed})


def begin(client, user):
    client.force_login(user)
    session = client.session
    sessions.begin(session)
    session.save()


def refused(code):
    return pytest.raises(Refused, match=f"^{code.replace('.', '[.]')}")


class TestPeriods:
    def test_nothing_is_proposed_until_a_period_is_set(self, ended, by):
        old = ended(date(1976, 1, 1))
        assert not over_cases(by("officer"), NOON.date())
        with refused("destruction.no_period"):
            ask(by, old)
        period(by, 20)
        assert list(over_cases(by("officer"), NOON.date())) == [old]

    def test_only_an_administrator_sets_one_and_on_a_decision(self, by):
        given = {"case_kind": "project", "years": 20, "document": DECISION, "starts": NOON.date()}
        for who, changed, code in (
            ("approver", {}, "retention.not_admin"),
            ("admin", {"years": 0}, "retention.wrong_length"),
            ("admin", {"years": 201}, "retention.wrong_length"),
            ("admin", {"document": " "}, "retention.no_document"),
        ):
            with refused(code):
                set_retention_period(by(who), **{**given, **changed})
        assert not RetentionPeriod.objects.exists()

    def test_history_is_kept_and_the_day_says_which_holds(self, by, case):
        period(by, 30, starts=date(2026, 6, 1))
        period(by, 5, starts=date(2027, 1, 1))
        period(by, 7, kind="plan")
        assert [period_for("project", day).years for day in (date(2026, 5, 31), NOON.date(), date(2027, 1, 1))] == [
            20,
            30,
            5,
        ]
        assert period_for("project", date(2026, 1, 4)) is None
        assert not over_cases(by("officer"), NOON.date())
        period(by, None, starts=date(2026, 7, 1))
        with refused("destruction.for_ever"):
            ask(by, case)
        assert RetentionPeriod.objects.count() == 5
        assert AuditEvent.objects.filter(act="retention.period_set").count() == 5

    @given_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(ended_on=st.dates(date(1900, 1, 1), date(2400, 12, 31)), years=st.integers(1, 200), today=st.dates())
    def test_the_list_and_the_day_agree(self, ended_on, years, today):
        assert (ended_on <= _latest_end(today, years)) == (over_on(ended_on, years) <= today) or today.year <= years


class TestRefusals:
    def test_before_its_time_or_while_it_goes_on(self, ended, by):
        period(by, 20)
        day_short, goes_on = ended(NOON.date().replace(year=2006) + timedelta(days=1)), ended(closed_on=None)
        Case.objects.filter(pk=goes_on.pk).update(stage="review")
        with refused("destruction.too_early"):
            ask(by, day_short)
        with refused("destruction.not_ended"):
            ask(by, goes_on)
        assert not over_cases(by("officer"), NOON.date())
        assert list(over_cases(by("officer"), NOON.date() + timedelta(days=1))) == [day_short]

    def test_without_an_archive_or_with_an_old_one(self, case, by):
        with refused("destruction.no_archive"):
            ask(by, case, archive_sha256="0" * 64)
        with refused("destruction.archive_old"):
            archived(by, case)
            ask(by, case, archive_sha256="0" * 64)
        sha256 = archived(by, case).sha256
        Case.objects.filter(pk=case.pk).update(content_version=9)
        with refused("destruction.archive_old"):
            ask(by, case, archive_sha256=sha256)

    def test_what_happens_in_the_case_makes_the_archive_old(self, case, by):
        row = ask(by, case)
        by.wait(minutes=1)
        tell(case, "case.linked", actor=by("officer"))
        with refused("destruction.archive_old"):
            confirm(by, case)
        take_back(by("officer"), case)
        ask(by, case)
        row.refresh_from_db()
        assert row.state == "taken_back"

    def test_what_is_not_said(self, case, by):
        for changed, code in (
            ({"reason": " "}, "destruction.no_reason"),
            ({"deposited": ""}, "destruction.not_deposited"),
            ({"is_undisputed": False}, "destruction.disputed"),
        ):
            with refused(code):
                ask(by, case, **changed)
        row = ask(by, case)
        with refused("destruction.asked"):
            ask(by, case, archive_sha256=row.archive_sha256)
        with refused("destruction.disputed"):
            confirm(by, case, is_undisputed=False)
        with refused("destruction.no_reason"):
            confirm(by, case, is_confirmed=False)
        assert Case.objects.filter(pk=case.pk).exists()

    def test_who_may_not(self, case, by):
        for who in ("clerk", "approver"):
            with refused("destruction.not_officer"):
                ask(by, case, who)
        with refused("destruction.not_asked"):
            confirm(by, case)
        ask(by, case, "both")
        with refused("destruction.same_person"):
            confirm(by, case, "both")
        with refused("destruction.not_head"):
            confirm(by, case, "officer")
        with refused("destruction.not_officer"):
            take_back(by("clerk"), case)

    def test_running_inquiries_links_and_amendments(self, case, ended, by):
        Inquiry.objects.filter(case=case).update(state="sent")
        with refused("destruction.inquiries_run"):
            ask(by, case)
        Inquiry.objects.filter(case=case).update(state="answered")
        other = ended(closed_on=None)
        link = CaseLink.objects.create(case=other, other=case, relation="follows", compartment=other.compartment)
        Case.objects.filter(pk=other.pk).update(stage="review")
        with refused("case.needed"):
            ask(by, case)
        link.ended_at = NOON
        link.save()
        ask(by, case)
        Case.objects.filter(pk=other.pk).update(amendment_of=case)
        with refused("case.needed"):
            confirm(by, case)
        Case.objects.filter(pk=other.pk).update(amendment_of=None)
        confirm(by, case)
        assert not CaseLink.objects.filter(pk=link.pk).exists()

    def test_a_link_to_an_ended_case_is_no_obstacle(self, case, ended, by):
        other = ended(date(2025, 1, 1))
        CaseLink.objects.create(case=case, other=other, relation="same_site", compartment=case.compartment)
        ask(by, case)
        confirm(by, case)
        assert list(Case.objects.all()) == [other]


class TestDestroying:
    def test_the_rows_go_the_register_and_the_chain_stay(self, case, by, ground):
        sha256 = archived(by, case).sha256
        job = Job.objects.get(kind="appraisal.case_archive")
        assert job.file_id == sha256
        ask(by, case, archive_sha256=sha256)
        assert Notice.objects.filter(compartment=case.compartment, user__username="approver.1").exists()
        declined = confirm(by, case, is_confirmed=False, note="Chờ ý kiến kho lưu trữ")
        row = ask(by, case)
        ground.grant(case.compartment, office=ground.other)
        confirm(by, case)
        assert not Case.objects.exists()
        assert not Job.objects.filter(pk=job.pk).exists()
        assert not Destruction.objects.filter(pk=declined.pk).exists()
        row.refresh_from_db()
        assert (row.state, row.reference, row.asked_by.username, row.settled_by.username) == (
            "done",
            case.reference,
            "officer.2",
            "approver.1",
        )
        event = AuditEvent.objects.get(act="destruction.done")
        body = json.loads(event.body)
        assert (body["object"], body["detail"]["asked_by"]) == (f"case:{case.pk}", str(row.asked_by_id))
        for name, text in (("reference", case.reference), ("archive", row.archive_sha256), ("reason", row.reason)):
            assert body["detail"][f"salted_{name}"] == salted(row.salt, text)
            assert text not in event.body
        assert row.rows == body["detail"]["rows"] > 8
        assert verify().broken_seq is None
        assert set(AccessGrant.objects.values_list("office", flat=True)) == {ground.own.pk}, (
            "the register is the lead's"
        )

    def test_the_archive_is_known_by_its_hash(self, case, by, settings):
        made = archived(by, case)
        data = (settings.KETHOP_FILES / made.sha256[:2] / made.sha256).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (made.sha256, made.size)
        told = json.loads(AuditEvent.objects.get(act="case.archived").body)
        assert told["detail"] == {"files": made.files, "salted_sha256": salted(made.pk.hex, made.sha256)}

    def test_a_wish_is_taken_back_by_an_officer_or_the_head(self, case, by):
        for who in ("officer", "approver"):
            ask(by, case)
            take_back(by(who), case)
            with refused("destruction.not_asked"):
                take_back(by(who), case)
        assert Case.objects.get().stage == "withdrawn"

    def test_if_it_breaks_off_nothing_is_gone(self, case, by, monkeypatch):
        ask(by, case)

        def breaks(*_given, **_named):
            raise OSError("no more")

        monkeypatch.setattr("kethop_office.appraisal.actions.destroying.record", breaks)
        with pytest.raises(OSError, match="no more"):
            confirm(by, case)
        assert Case.objects.filter(pk=case.pk).exists()
        assert Destruction.objects.get().state == "asked"


class TestPages:
    @pytest.fixture
    def opened(self, client, monkeypatch):
        monkeypatch.setattr("kethop_office.accounts.access.get_authentication_records", lambda *_given: [{"at": 9e12}])

        def sign_in(user):
            begin(client, user)
            return client

        return sign_in

    def test_the_way_of_a_case_through_the_pages(self, case, by, opened):
        users = accounts()
        path = f"/case/{case.reference}/destroy"
        client = opened(users["officer.2"])
        assert case.reference in client.get("/retention/").content.decode()
        page = client.get(path).content.decode()
        assert "ý kiến nội bộ" in page
        assert "Chưa xuất hồ sơ lưu trữ" in page
        sha256 = archived(by, case).sha256
        wish = {"archive": sha256, "deposited": "Kho", "reason": "", "is_undisputed": "on"}
        assert client.post(path, wish).status_code == 200
        assert client.post(path, {**wish, "reason": "Hết thời hạn"}).status_code == 302
        assert client.get(f"{path}/settle").status_code == 404, "who asked cannot confirm"
        assert path not in client.get("/tasks/").content.decode()
        client = opened(users["approver.1"])
        assert path in client.get("/tasks/").content.decode()
        assert "Hết thời hạn" in client.get(f"{path}/settle").content.decode()
        assert client.post(f"{path}/settle", {"is_confirmed": "yes"}).status_code == 422
        answer = client.post(f"{path}/settle", {"is_confirmed": "yes", "is_undisputed": "on"})
        assert answer.headers["Location"] == "/retention/register/"
        assert client.get(path).status_code == 404
        assert sha256 in client.get("/retention/register/").content.decode()

    def test_taking_back_and_declining(self, case, by, opened):
        users = accounts()
        path = f"/case/{case.reference}/destroy"
        ask(by, case)
        client = opened(users["officer.2"])
        assert client.post(f"{path}/take-back").status_code == 302
        assert client.post(f"{path}/take-back", follow=True).status_code == 200
        ask(by, case)
        client = opened(users["approver.1"])
        answer = client.post(f"{path}/settle", {"is_confirmed": "no", "note": "Còn cần"}, follow=True)
        assert "Còn cần" in answer.content.decode()
        assert Case.objects.filter(pk=case.pk).exists()

    def test_confirming_asks_who_it_is_again(self, case, by, client):
        users = accounts()
        ask(by, case)
        begin(client, users["approver.1"])
        answer = client.post(f"/case/{case.reference}/destroy/settle", {"is_confirmed": "yes", "is_undisputed": "on"})
        assert answer.headers["Location"].startswith("/sign-in/again/")
        assert Case.objects.filter(pk=case.pk).exists()

    def test_who_is_of_another_office_finds_none_of_it(self, case, by, opened):
        users = accounts()
        ask(by, case)
        client = opened(users["officer.3"])
        pages = ["/retention/", "/retention/register/"]
        assert all(case.reference not in client.get(path).content.decode() for path in pages)
        for part in ("", "/settle", "/take-back"):
            assert client.post(f"/case/{case.reference}/destroy{part}").status_code == 404
        assert client.get("/admin/retention/").status_code == 404

    def test_the_administrator_sets_a_period(self, by, opened):
        users = accounts()
        by("admin")
        client = opened(users["admin.1"])
        assert "/admin/retention/" in client.get("/admin/").content.decode()
        given = {"case_kind": "plan", "how": "years", "years": "", "document": DECISION, "starts": "05/01/2026"}
        assert client.post("/admin/retention/", given).status_code == 400
        assert client.post("/admin/retention/", {**given, "how": "for_ever", "years": "5"}).status_code == 400
        assert client.post("/admin/retention/", {**given, "years": "20"}).status_code == 302
        assert client.post("/admin/retention/", {**given, "how": "for_ever"}).status_code == 302
        assert list(RetentionPeriod.objects.order_by("set_at").values_list("years", flat=True)) == [20, None]
        assert client.get("/retention/").status_code == 404, "an administrator holds no case"


def accounts():
    return {user.username: user for user in User.objects.all()}


def test_behind_the_wall_the_head_destroys_with_its_own_rights(case, by):
    """The session of the head sees its office's rows at its level; the rows go, the register stays its office's."""
    with reading(reader_of(by("officer"))):
        ask(by, case)
    with reading(reader_of(by("approver"))):
        confirm(by, case)
        assert Destruction.objects.get().state == "done"
    assert not Case.objects.exists()
