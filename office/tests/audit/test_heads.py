"""Heads are signed by the clock and on request, leave as files, and are shown, printed and checked; the commands around the log."""

import json
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from kethop_office.accounts.models import Role
from kethop_office.audit.actions.heads import begin_chain, deliver, sign_due, sign_head, verifier_key
from kethop_office.audit.chain.heads import VerifierKey, check_digits, opened
from kethop_office.audit.keys import read_key
from kethop_office.audit.models import AuditEvent, Chain, SignedHead
from kethop_office.audit.queries import head_line, verify
from kethop_office.audit.queries.heads import key_of, key_texts
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.project.commands.audit import audit

pytestmark = pytest.mark.django_db
PASSPHRASE = "một mật khẩu dài"  # noqa: S105 - of this test's own key
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # nine o'clock in Hà Nội


@pytest.fixture
def now(monkeypatch):
    moments = [MORNING]
    monkeypatch.setattr(clock, "now", lambda: moments[0])

    def move(**by: float) -> None:
        moments[0] += timedelta(**by)

    return move


def test_the_key_is_made_once_and_only_its_owner_reads_it(begun, folders) -> None:
    path = folders / "audit-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert str(begin_chain(clock.now())) == begun == str(verifier_key())
    assert list(AuditEvent.objects.order_by("seq").values_list("act", flat=True)) == ["audit.begun", "audit.key_made"]
    name = VerifierKey.read(begun).name
    assert name == f"kethop/kethop/{Chain.objects.get().pk}"


def test_a_key_with_a_passphrase_opens_with_it_alone(db, folders, settings) -> None:
    settings.KETHOP_AUDIT_PASSPHRASE = PASSPHRASE
    key = begin_chain(clock.now())
    assert b"ENCRYPTED" in (folders / "audit-key").read_bytes()
    for passphrase in ("", "another"):
        settings.KETHOP_AUDIT_PASSPHRASE = passphrase
        with pytest.raises(Refused, match="audit.key_locked"):
            read_key()
    settings.KETHOP_AUDIT_PASSPHRASE = PASSPHRASE
    assert verifier_key() == key


def test_what_is_wrong_with_a_key_is_said(begun, folders) -> None:
    (folders / "audit-key").write_text("no key", encoding="utf-8")
    with pytest.raises(Refused, match="audit.key_unreadable"):
        sign_head(None)
    (folders / "audit-key").unlink()
    with pytest.raises(Refused, match="audit.no_key"):
        sign_head(None)
    Chain.objects.all().delete()
    with pytest.raises(Refused, match="audit.not_begun"):
        sign_head(None)


def test_a_head_is_due_each_day_and_every_thousand_events(begun, now, happen, monkeypatch) -> None:
    monkeypatch.setattr("kethop_office.audit.actions.heads.MANY", 20)
    happen()
    assert sign_due().cause == "day", "the first at once"
    assert sign_due() is None
    now(hours=7, minutes=59)
    assert sign_due() is None
    now(minutes=2)
    assert sign_due().cause == "day"
    assert sign_due() is None
    now(days=3)
    assert sign_due().cause == "day", "once after days without a worker"
    assert sign_due() is None
    for _ in range(18):
        happen()
    assert sign_due() is None
    happen()
    assert sign_due().cause == "many"
    found = verify()
    assert (found.broken_seq, found.heads) == (None, 4)


def test_a_head_leaves_as_a_file_and_waits_while_it_cannot(
    begun, happen, folders, settings, django_capture_on_commit_callbacks
) -> None:
    (folders / "blocked").write_text("", encoding="utf-8")
    settings.KETHOP_OUTBOX = folders / "blocked" / "outbox"
    happen()
    with django_capture_on_commit_callbacks(execute=True):
        head = sign_head(None)
    assert SignedHead.objects.get().written_at is None
    with pytest.raises(Refused, match="audit.outbox"):
        deliver()
    settings.KETHOP_OUTBOX = folders / "outbox"
    assert deliver() == 1
    assert deliver() == 0
    (file,) = (folders / "outbox").iterdir()
    assert file.name == head_line(head.size).file_name
    assert opened(file.read_text(encoding="utf-8"), VerifierKey.read(begun)).size == head.size
    assert SignedHead.objects.get().written_at is not None


def test_nothing_new_is_not_signed_twice(begun, happen) -> None:
    first = sign_head(None)
    AuditEvent.objects.filter(seq__gt=first.size)
    second = sign_head(None)
    assert second.size == first.size + 1, "the signing itself is an event"


def test_who_watches_sees_signs_prints_and_takes_heads(begun, happen, account, open_as) -> None:
    client = open_as(account("auditor.1", Role.AUDITOR))
    assert "Chưa có đầu chuỗi nào" in client.get("/admin/audit/head/").content.decode()
    page = client.post("/admin/audit/head/sign/", follow=True).content.decode()
    head = SignedHead.objects.get()
    checkpoint = opened(head.note, VerifierKey.read(begun))
    assert check_digits(checkpoint) in page
    assert head.note.split("\n")[2].replace("+", "&#x2B;") in page.replace("+", "&#x2B;")
    assert check_digits(checkpoint) in client.get("/admin/audit/head/").content.decode()
    taken = client.get(f"/admin/audit/head/{head.size}/file/")
    assert opened(taken.content.decode(), VerifierKey.read(begun)) == checkpoint
    assert client.get("/admin/audit/head/999999/").status_code == 404
    assert client.get("/admin/audit/head/999999/file/").status_code == 404
    assert b"is_signed" in client.get("/admin/audit/verifier/").content
    event = AuditEvent.objects.get(act="audit.head_signed")
    assert json.loads(event.body)["detail"]["root"] == head.root


@pytest.mark.parametrize("role", [Role.OFFICER, Role.STEWARD, Role.UPPER])
def test_others_do_not_find_the_heads(begun, account, open_as, role) -> None:
    client = open_as(account("other.1", role))
    for path in ("", "head/", "head/1/", "head/1/file/", "verifier/"):
        assert client.get(f"/admin/audit/{path}").status_code == 404
    assert client.post("/admin/audit/head/sign/").status_code == 404


def test_a_key_that_is_gone_is_said_on_the_page(begun, happen, account, open_as, folders) -> None:
    (folders / "audit-key").unlink()
    page = open_as(account("auditor.1", Role.AUDITOR)).post("/admin/audit/head/sign/", follow=True).content.decode()
    assert "kethop-office init" in page
    assert not SignedHead.objects.exists()


def test_an_export_shows_no_more_than_the_reader_may_know(begun, log, account, open_as) -> None:
    client = open_as(account("auditor.1", Role.AUDITOR))
    lines = b"".join(client.post("/admin/audit/export/").streaming_content).decode().splitlines()
    rows = [json.loads(line) for line in lines]
    assert rows[0] == {"kethop_audit": 2, "key": begun, "level": 0}
    events = [row for row in rows if "seq" in row]
    hidden = set(AuditEvent.objects.filter(level__gt=0).values_list("seq", flat=True))
    assert hidden
    assert {row["seq"] for row in events if "body" not in row} == hidden
    page = client.get("/admin/audit/?act=test.").content.decode()
    assert f">{min(hidden)}</th>" not in page


class TestCommands:
    """``kethop-office audit``, in this process, on the test's database."""

    @pytest.fixture(autouse=True)
    def _ready(self, monkeypatch) -> None:
        for name in ("begin", "refuse_unready"):
            monkeypatch.setattr(f"kethop_office.project.commands.audit.{name}", lambda: None)

    def run(self, *arguments: object):
        return CliRunner().invoke(audit, [str(argument) for argument in arguments])

    @pytest.mark.usefixtures("log")
    def test_a_whole_log_is_said_to_be_whole(self, begun, folders) -> None:
        printed = self.run("head")
        assert printed.exit_code == 0
        line = head_line(SignedHead.objects.get().size)
        assert line.root in printed.output
        assert line.digits in printed.output
        (file,) = (folders / "outbox").iterdir()
        done = self.run("verify", "--heads", file, "--public-key", begun)
        assert (done.exit_code, "2 đầu chuỗi khớp" in done.output) == (0, True)
        assert AuditEvent.objects.filter(act="audit.verified").count() == 1

    @pytest.mark.usefixtures("begun", "log", "unguarded")
    def test_a_broken_log_ends_with_one_and_the_number(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_auditevent SET body = replace(body, 'happened', 'x') WHERE seq = 9")
        done = self.run("verify")
        assert done.exit_code == 1
        assert "sự kiện 9 " in done.output
        assert "event 9 was changed" in done.output

    @pytest.mark.usefixtures("begun", "log", "unguarded")
    def test_a_cut_log_is_found_with_a_head_that_was_kept(self, folders) -> None:
        self.run("head")
        (file,) = (folders / "outbox").iterdir()
        SignedHead.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_auditevent WHERE seq > 20")
        assert self.run("verify").exit_code == 0
        done = self.run("verify", "--heads", file)
        assert done.exit_code == 1
        assert "event 22 was cut off" in done.output, "the check before has left event 21"

    @pytest.mark.parametrize("text", ["", "Tệp khác", "a\n1\nAAAA\n\n— a AAAA\n"])
    @pytest.mark.usefixtures("begun")
    def test_a_file_that_is_no_head_is_refused_with_the_cure(self, tmp_path, text) -> None:
        (tmp_path / "x.head").write_text(text, encoding="utf-8")
        done = self.run("verify", "--heads", tmp_path / "x.head")
        assert done.exit_code == 2
        assert ".head" in done.output

    def test_an_export_is_checked_by_the_file_beside_it(self, begun, folders) -> None:
        self.run("head")
        target = folders / "taken" / "log.jsonl"
        assert self.run("export", "--to", target).exit_code == 2, "no such folder"
        target.parent.mkdir()
        done = self.run("export", "--level", "0", "--to", target)
        assert done.exit_code == 0
        assert sorted(path.name for path in target.parent.iterdir()) == ["kethop_verify.py", "log.jsonl"]
        command = [sys.executable, "-I", target.with_name("kethop_verify.py"), target, "--key", begun]
        checked = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        count = AuditEvent.objects.count()
        assert (checked.returncode, checked.stdout) == (0, f"WHOLE: {count} events and 1 heads agree\n")
        shown = self.run("export", "--level", "40")
        assert shown.output.count('"body"') == AuditEvent.objects.count()

    def test_a_key_is_changed_and_heads_of_before_stay_checkable(self, begun, log, folders) -> None:  # noqa: ARG002 - a log
        self.run("head")
        asked = self.run("new-key")
        assert (asked.exit_code, begun in asked.output) == (2, True)
        assert str(verifier_key()) == begun, "nothing is done without --yes"
        done = self.run("new-key", "--yes")
        assert done.exit_code == 0, done.output
        now = str(verifier_key())
        assert now != begun
        assert now in done.output
        (aside,) = folders.glob("audit-key.until-*")
        assert stat.S_IMODE(aside.stat().st_mode) == 0o600
        assert str(aside) in done.output
        assert key_texts() == [now, begun]
        files = sorted((folders / "outbox").iterdir())
        assert len(files) == 3, "one of before, the old key's last, the new key's first"
        kept = [item for file in files for item in ("--heads", file)]
        assert self.run("verify", *kept).exit_code == 0
        assert self.run("verify", *kept, "--public-key", now, "--public-key", begun).exit_code == 0
        refused = self.run("verify", *kept, "--public-key", now)
        assert (refused.exit_code, str(files[0]) in refused.output) == (2, True)
        assert self.run("verify", "--heads", files[-1], "--public-key", begun).exit_code == 2, (
            "no longer signed by the old"
        )
        assert [key_of(head) for head in SignedHead.objects.order_by("size")] == [begun, begun, now]

    def test_an_export_of_two_keys_is_checked_by_both(self, begun, log, folders) -> None:  # noqa: ARG002 - a log
        self.run("head")
        self.run("new-key", "--yes")
        target = folders / "log.jsonl"
        told = self.run("export", "--to", target)
        now = str(verifier_key())
        assert f"--key {now} --key {begun}" in told.stderr

        def checked(*keys):
            given = [item for key in keys for item in ("--key", key)]
            command = [sys.executable, "-I", target.with_name("kethop_verify.py"), target, *given]
            return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

        assert checked().returncode == checked(now, begun).returncode == 0
        assert "4 heads agree" in checked().stdout or "3 heads agree" in checked().stdout
        assert checked(now).returncode == 2, "who noted only the new key cannot check what the old one signed"

    def test_a_change_that_was_ended_on_the_way_is_gone_on_with_by_init(
        self, begun, happen, folders, monkeypatch
    ) -> None:
        happen()
        monkeypatch.setattr("kethop_office.audit.actions.heads.begin_chain", lambda _at: 1 / 0)
        assert isinstance(self.run("new-key", "--yes").exception, ZeroDivisionError)
        assert not (folders / "audit-key").exists()
        now = str(begin_chain(clock.now()))
        assert now != begun
        assert key_texts() == [now, begun]
        assert verify().broken_seq is None

    def test_a_clock_is_accepted_only_on_request(self, now, begun, happen) -> None:  # noqa: ARG002 - begun once the clock is set
        assert "không cần" in self.run("accept-clock").output
        happen()
        now(hours=-3)
        assert self.run("accept-clock").exit_code == 2
        done = self.run("accept-clock", "--yes")
        assert done.exit_code == 0
        assert "06:00:00" in done.output
        assert "không cần" in self.run("accept-clock").output
