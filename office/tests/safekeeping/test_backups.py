"""Backups: whole or not there, incremental, sealed, and every damage is seen."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from sticks import act, quiet

from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock, disk
from kethop_office.common.files import blob_path
from kethop_office.common.models import Blob
from kethop_office.common.refusal import Refused
from kethop_office.common.sweeping import sweep
from kethop_office.project.safekeeping import backup, place
from kethop_office.project.safekeeping.checking import check_backup, check_office
from kethop_office.project.safekeeping.fault import Fault
from kethop_office.project.safekeeping.seal import new_pair

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_second_backup_copies_only_what_is_new(stick) -> None:
    first = stick.backup()
    assert (first.files, first.new, first.missing, first.broken) == (5, 5, [], None)
    act(99)
    second = stick.backup()
    assert (second.files, second.new) == (6, 1)
    assert second.new_bytes < first.new_bytes + 1_000
    assert len(list((stick.to / "pieces").glob("??/*"))) == 6
    assert [stick.wrong(wanted=made.id) for made in (first, second)] == [[], []]


def test_it_is_told_in_the_chain_before_and_after(stick) -> None:
    made = stick.backup()
    acts = list(AuditEvent.objects.order_by("seq").values_list("act", "object_key"))
    assert acts[-2:] == [("backup.begun", f"backup:{made.id}"), ("backup.made", f"backup:{made.id}")]
    assert made.events == len(acts) - 1  # the copy knows that it was being made
    assert '"reader":"backup"' in AuditEvent.objects.get(act="backup.begun").body


def test_while_others_write_it_is_one_moment(stick) -> None:
    """Each act is a file and an event; whatever moment is copied, it has as many of one as of the other, and every file."""
    end, failed = threading.Event(), []

    def write():
        number = 1_000
        try:
            while not end.wait(0.02):  # else it writes faster than any backup copies
                act(number)
                number += 1
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [stick.backup() for _ in range(3)]
    finally:
        end.set()
        writer.join(30)
    assert failed == []
    for earlier, one in enumerate(made):
        assert one.missing == []
        assert one.files == one.events - 2 * earlier - 1
        assert stick.wrong(wanted=one.id) == []
    assert Blob.objects.count() > made[0].files


@pytest.mark.parametrize("seam", ["sealed_file", "write_listing", "packed"])
def test_one_that_is_cut_off_leaves_nothing_that_looks_whole(stick, monkeypatch, seam) -> None:
    first = stick.backup()
    act(50)
    act(51)
    calls = 0
    whole = getattr(backup, seam)

    def cut(*given):
        nonlocal calls
        calls += 1
        if calls == (2 if seam == "sealed_file" else 1):
            raise KeyboardInterrupt
        return whole(*given)

    with monkeypatch.context() as patch:
        patch.setattr(backup, seam, cut)
        with pytest.raises(KeyboardInterrupt):
            stick.backup()
    assert place.backups_in(stick.to) == [first.id]
    assert stick.wrong() == []
    assert not list(Path(stick.to.parent / "data").glob(".backup-*"))
    again = stick.backup()
    assert again.new == 2  # what was cut off is written again: nobody knows its hash
    assert stick.wrong() == []
    assert not list((stick.to / "backups").glob(".*"))


def test_a_full_stick_leaves_nothing_that_looks_whole(stick, monkeypatch) -> None:
    def full(*_given):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "write_whole", full)
        with pytest.raises(OSError, match="No space") as raised:
            stick.backup()
    assert disk.is_full(raised.value)
    assert place.backups_in(stick.to) == []
    with pytest.raises(Fault, match="There is no backup"):
        stick.wrong()


def test_every_damage_is_seen_with_and_without_the_identity(stick) -> None:
    made = stick.backup()
    sealed = sorted(path for path in stick.to.rglob("*.age"))
    assert len(sealed) == 5 + 3
    for path in sealed:
        whole = path.read_bytes()
        for damaged in (whole[:-1], whole[:100] + bytes([whole[100] ^ 1]) + whole[101:], b""):
            path.write_bytes(damaged)
            assert len(stick.wrong(opened=False)) == 1
            assert path.name in stick.wrong(opened=False)[0]
        path.unlink()
        is_apart = path.name == "keys.age"  # it may be kept elsewhere
        assert bool(stick.wrong(opened=False)) != is_apart
        path.write_bytes(whole)
    assert stick.wrong(wanted=made.id) == []


def test_a_sealed_file_that_is_lost_is_written_again(stick) -> None:
    stick.backup()
    next((stick.to / "pieces").glob("??/*")).unlink()
    assert stick.wrong(opened=False)
    assert stick.backup().new == 1
    assert stick.wrong() == []


def test_a_damaged_manifest_does_not_stop_the_next_backup(stick) -> None:
    first, second = stick.backup(), stick.backup()
    (stick.to / "backups" / second.id / "manifest.json").write_text("{")
    third = stick.backup()
    assert third.new == 0  # the one before is readable
    assert [stick.wrong(wanted=one.id) for one in (first, third)] == [[], []]


def test_a_role_that_may_not_read_every_row_makes_no_backup(stick) -> None:
    """Row security is told to fail rather than to hide: a backup without some rows must never pass for one."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE half_blind LOGIN NOSUPERUSER NOBYPASSRLS")
        cursor.execute("GRANT half_blind TO CURRENT_USER")
        cursor.execute("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO half_blind")
        cursor.execute("GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO half_blind")
        cursor.execute("ALTER TABLE common_blob ENABLE ROW LEVEL SECURITY")
        cursor.execute("CREATE POLICY half_seen ON common_blob USING (size > 20)")
    user = connection.settings_dict["USER"]
    try:
        connection.settings_dict["USER"] = "half_blind"
        with pytest.raises(Fault, match="may not read every row"):
            stick.backup()
    finally:
        connection.settings_dict["USER"] = user
        with connection.cursor() as cursor:
            cursor.execute("DROP POLICY half_seen ON common_blob")
            cursor.execute("ALTER TABLE common_blob DISABLE ROW LEVEL SECURITY")
            cursor.execute("DROP OWNED BY half_blind; DROP ROLE half_blind")
    assert place.backups_in(stick.to) == []


def test_a_file_that_is_gone_or_changed_is_told_and_the_rest_is_kept(stick) -> None:
    gone, changed = act(0), act(1)
    blob_path(gone.pk).unlink()
    blob_path(changed.pk).write_bytes(b"x" * changed.size)
    made = stick.backup()
    assert sorted(made.missing) == sorted([gone.pk, changed.pk])
    assert made.files == 3
    told = stick.wrong()
    assert len(told) == 1
    assert gone.pk in told[0]
    wrong = [one for one in check_office(quiet) if one.wrong]
    assert len(wrong) == 1
    assert changed.pk in wrong[0].wrong


def test_what_an_earlier_backup_holds_is_kept_when_the_office_loses_it(stick) -> None:
    stick.backup()
    blob_path(act(0).pk).unlink()
    assert stick.backup().missing == []


def test_another_identity_opens_nothing(stick) -> None:
    stick.backup()
    told = [one.wrong for one in check_backup(stick.to, new_pair()[0], quiet) if one.wrong]
    assert len(told) == 1
    assert "wrong identity" in told[0]


@pytest.mark.parametrize("hours", [-5, 24 * 3650])
def test_the_latest_is_the_latest_whatever_the_clock_does(stick, hours) -> None:
    with clock.at(clock.now() + timedelta(hours=max(hours, 0))):
        first = stick.backup()
    with clock.at(clock.now() - timedelta(hours=max(-hours, 0))):
        second = stick.backup()
    assert place.chosen(stick.to).id == second.id
    assert place.backups_in(stick.to) == [first.id, second.id]


def test_nothing_is_swept_and_no_second_backup_runs_meanwhile(stick, monkeypatch) -> None:
    told = []

    def meanwhile(*given):
        with pytest.raises(Refused, match="files.busy"):
            sweep()
        with pytest.raises(Fault, match="Another backup"):
            stick.backup()
        told.append(1)
        return taken(*given)

    taken = backup.office.take_copy
    monkeypatch.setattr(backup.office, "take_copy", meanwhile)
    stick.backup()
    assert told == [1]
