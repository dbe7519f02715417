"""Files: durable before their row, whole or not there, and swept only when no row can name them."""

import errno
import os
import time
from itertools import count
from pathlib import Path

import pytest
from django.db import OperationalError, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from kethop_office.accounts.actions.sweeping import sweep_files
from kethop_office.audit.models import AuditEvent
from kethop_office.common import disk, sweeping
from kethop_office.common.files import blob_path, read_blob, store_bytes
from kethop_office.common.models import Blob
from kethop_office.common.refusal import Refused
from kethop_office.common.sweeping import ASIDE, DAY, files_kept, sweep

OLD = time.time() - 3 * DAY


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.KETHOP_FILES = tmp_path / "files"


def orphan(text: bytes = b"nobody names me", *, age: float = OLD) -> Path:
    """Leave a file behind as an act that was rolled back leaves it."""
    blob = store_bytes(text)
    path = blob_path(blob.sha256)
    blob.delete()
    os.utime(path, (age, age))
    return path


def roll_back(text: bytes) -> None:
    """Store a text in an act that is given up."""
    with transaction.atomic():
        store_bytes(text)
        transaction.set_rollback(True)


def put_aside_long_ago(path: Path, monkeypatch) -> Path:
    there = path.parents[1] / ASIDE / path.name
    assert there.exists()
    monkeypatch.setattr(sweeping, "_changed", lambda _path: OLD)
    return there


class Breaking:
    """The seam to the disk, which fails at call number ``at``."""

    def __init__(self, monkeypatch, at: int, error: OSError):
        numbers = count(1)

        def breaking(function):
            def call(*given, **options):
                if next(numbers) == at:
                    raise error
                return function(*given, **options)

            return call

        for name in ("open", "fsync", "replace", "utime"):
            monkeypatch.setattr(disk.os, name, breaking(getattr(os, name)))
        self.numbers = numbers


@pytest.mark.django_db(transaction=True)
class TestWriting:
    def test_bytes_names_and_folders_are_on_the_disk_before_the_row(self, monkeypatch) -> None:
        told: list[str] = []
        fsync, replace, create = os.fsync, os.replace, Blob.objects.get_or_create
        monkeypatch.setattr(
            disk.os,
            "fsync",
            lambda handle: (told.append(str(Path(f"/proc/self/fd/{handle}").readlink())), fsync(handle)),
        )
        monkeypatch.setattr(disk.os, "replace", lambda old, new: (told.append("rename"), replace(old, new)))
        monkeypatch.setattr(Blob.objects, "get_or_create", lambda **given: (told.append("row"), create(**given))[1])
        path = blob_path(store_bytes(b"durable").sha256)
        renamed = told.index("rename")
        assert Path(told[renamed - 1]).name.startswith(f".{path.name}")
        assert told[renamed + 1 :] == [str(path.parent), "row"]
        assert {str(path.parents[1]), str(path.parents[2])} <= set(told[:renamed])  # new folders, in those above

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
    def test_whichever_write_fails_the_state_is_old_or_new(self, monkeypatch, number) -> None:
        kept = store_bytes(b"was there before")
        reached = 0
        for at in range(1, 40):
            data = b"new %d" % at
            with monkeypatch.context() as patch:
                seam = Breaking(patch, at, OSError(number, "broken"))
                failed: OSError | None = None
                try:
                    with transaction.atomic():
                        store_bytes(data)
                except OSError as error:
                    failed = error
                if failed is not None:
                    reached = at
                else:
                    assert next(seam.numbers) <= at + 1  # the call that should fail was never made
                    break
            assert disk.is_full(failed) == (number == errno.ENOSPC)
            assert [read_blob(blob) for blob in Blob.objects.all()] == [b"was there before"]
            assert read_blob(store_bytes(data)) == data  # what failed can be done again at once
            Blob.objects.exclude(pk=kept.pk).delete()
        assert reached >= 4
        assert not list(Path(sweeping.settings.KETHOP_FILES).glob("??/.*"))

    def test_changed_bytes_are_written_anew(self) -> None:
        blob = store_bytes(b"as it was")
        blob_path(blob.sha256).write_bytes(b"as it is!")
        with pytest.raises(OSError, match="have changed"):
            read_blob(blob)
        store_bytes(b"as it was")
        assert read_blob(blob) == b"as it was"

    def test_a_full_disk_is_known_through_every_wrapping(self) -> None:
        error = OperationalError("database or disk is full")
        error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
        assert disk.is_full(error)
        assert not disk.is_full(OperationalError("database is locked"))
        assert not disk.is_full(None)


@pytest.mark.django_db(transaction=True)
class TestSweeping:
    def test_an_old_orphan_is_set_aside_and_deleted_a_day_later(self, monkeypatch) -> None:
        path = orphan()
        kept = store_bytes(b"kept")
        swept = sweep_files()
        assert (swept.set_aside, swept.deleted, swept.missing, swept.rows, swept.files) == (1, 0, (), 1, 2)
        assert not path.exists()
        assert sweep().deleted == 0  # not the same day
        there = put_aside_long_ago(path, monkeypatch)
        assert sweep_files().deleted == 1
        assert not there.exists()
        assert read_blob(kept) == b"kept"
        assert list(AuditEvent.objects.order_by("seq").values_list("act", flat=True)) == ["files.swept"] * 2

    def test_a_young_file_stays_whatever_names_it(self) -> None:
        path = orphan(age=time.time() - DAY / 2)
        assert sweep().set_aside == 0
        assert path.exists()

    def test_counting_touches_nothing(self) -> None:
        path = orphan()
        assert sweep_files(dry_run=True).set_aside == 1
        assert path.exists()
        assert not AuditEvent.objects.exists()

    def test_an_orphan_that_is_stored_again_is_young(self) -> None:
        path = orphan(b"again")
        roll_back(b"again")
        assert sweep().set_aside == 0
        assert path.exists()

    def test_what_a_row_names_after_all_is_put_back(self) -> None:
        path = orphan(b"late")
        assert sweep().set_aside == 1
        Blob.objects.create(sha256=path.name, size=4)  # a long transaction commits only now
        assert sweep().returned == 1
        assert path.read_bytes() == b"late"

    def test_a_row_that_comes_between_looking_and_moving(self, monkeypatch) -> None:
        path = orphan(b"just now")
        replace = os.replace

        def slow(old, new):
            if Path(old) == path:
                Blob.objects.get_or_create(sha256=path.name, defaults={"size": 8})
            return replace(old, new)

        monkeypatch.setattr(sweeping.os, "replace", slow)
        assert sweep().set_aside == 0
        assert path.read_bytes() == b"just now"

    def test_a_row_without_its_file_is_told(self) -> None:
        gone, short = store_bytes(b"gone"), store_bytes(b"short")
        blob_path(gone.sha256).unlink()
        blob_path(short.sha256).write_bytes(b"s")
        assert set(sweep_files().missing) == {gone.sha256, short.sha256}
        assert '"missing":2' in AuditEvent.objects.get().body

    def test_what_a_write_cut_off_left_is_deleted_when_old(self) -> None:
        path = blob_path(store_bytes(b"whole").sha256)
        for name, age in ((".torn.1", OLD), (".torn.2", time.time())):
            (path.parent / name).write_bytes(b"half")
            os.utime(path.parent / name, (age, age))
        assert sweep().deleted == 1
        assert sorted(found.name for found in path.parent.iterdir()) == [".torn.2", path.name]

    def test_not_while_a_backup_runs(self) -> None:
        with files_kept(), files_kept(), pytest.raises(Refused, match="files.busy"):
            sweep()
        sweep()

    @pytest.mark.parametrize("step", [-3600.0, 10 * 365 * DAY])
    def test_a_clock_that_steps_loses_nothing(self, step, monkeypatch) -> None:
        """An hour back: nothing is old. Ten years ahead: all is old, yet what has a row, or gets one soon, is there."""
        kept, waiting = store_bytes(b"kept"), orphan(b"its row is not committed yet", age=time.time())
        now = time.time
        monkeypatch.setattr(sweeping.time, "time", lambda: now() + step)
        swept = sweep()
        assert swept.set_aside == (step > 0)
        Blob.objects.create(sha256=waiting.name, size=28)
        sweep()
        assert waiting.read_bytes() == b"its row is not committed yet"
        assert read_blob(kept) == b"kept"


ACTS = st.lists(
    st.tuples(st.sampled_from(["store", "roll back", "forget", "sweep", "day"]), st.integers(0, 3)), max_size=25
)


@pytest.mark.django_db(transaction=True)
@given_settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_every_row_has_its_file(acts, settings, tmp_path_factory) -> None:
    """Against a plain model: the set of texts that have a row."""
    settings.KETHOP_FILES = tmp_path_factory.mktemp("files")
    Blob.objects.all().delete()
    days, rows, now, changed = 0, set(), time.time, sweeping._changed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweeping.time, "time", lambda: now() + days * DAY)
        patch.setattr(sweeping, "_changed", changed)
        for act, number in acts:
            text = b"text %d" % number
            if act == "store":
                rows.add(store_bytes(text).sha256)
            elif act == "roll back":
                roll_back(text)
            elif act == "forget":
                Blob.objects.filter(pk__in=sorted(rows)[:number]).delete()
                rows -= set(sorted(rows)[:number])
            elif act == "sweep":
                assert sweep().missing == ()
            else:
                days += 2
            assert set(Blob.objects.values_list("pk", flat=True)) == rows
            for blob in Blob.objects.all():
                read_blob(blob)
