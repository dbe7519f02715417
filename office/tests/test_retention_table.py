"""The page of periods says what the program does: each figure is the program's own, and every table of the office stands on it."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from kethop_office.accounts.models import AppPassword, Draft, FeedEntry, Job, Notice, Office, User
from kethop_office.api.models import MadeOnce
from kethop_office.appraisal.models import ProposalDraft, Rescreening
from kethop_office.common import clock, schedule
from kethop_office.common.files import store_bytes
from kethop_office.common.models import Blob, LifeSign

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "retention.md"
ROW = re.compile(r"^\| (?P<what>[^|]+) \| (?P<tables>[^|]+) \| (?P<period>[^|]+) \| `?(?P<place>[^|`]+)`? \|$")
UNITS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def rows(heading):
    text = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    found = [ROW.match(line) for line in text.splitlines() if line.startswith("| ")]
    return [match.groupdict() for match in found[1:] if match and not set(match["what"]) <= {"-", " "}]


LEFTOVERS = rows("Technical leftovers")
RECORDS = rows("Records")


@pytest.mark.parametrize("row", LEFTOVERS, ids=lambda row: row["what"])
def test_each_period_is_the_programs_own(row):
    number, unit = re.match(r"(\d+) (hour|day)s?", row["period"]).groups()
    said = int(number) * UNITS[unit]
    place = row["place"]
    is_setting = place.startswith("KETHOP_")
    value = getattr(settings, place) if is_setting else import_string(f"kethop_office.{place}")
    in_seconds = "SECONDS" in place or "sweeping" in place
    assert said == (
        value if isinstance(value, timedelta) else timedelta(**{"seconds" if in_seconds else "days": value})
    )


def tables(found):
    return {name for row in found for name in re.findall(r"`([a-z_]+\.[A-Za-z_]+)`", row["tables"])}


def test_every_table_of_the_office_is_a_leftover_or_a_record():
    known = tables(LEFTOVERS) | tables(RECORDS)
    models = {model._meta.label for model in apps.get_models() if not model._meta.proxy}
    assert tables(LEFTOVERS) & tables(RECORDS) == {"appraisal.ProposalDraft"}, (
        "sent it is a record, not sent it is none"
    )
    assert models - known == set(), "a table without a line in docs/reference/retention.md"
    assert known - models == set(), "a line without a table"


@pytest.fixture
def leave(db):
    """Return what leaves one of each leftover behind, as of a moment."""
    user = User.objects.create(username="officer.1", title="Tài khoản ví dụ")
    office = Office.objects.create(kind="authority", name_vi="x", name_en="x", short_vi="x", short_en="x")
    own = AppPassword.objects.create(
        user=user, name="x", scope="read", secret_hash="0" * 64, made_at=NOON, ends_on=NOON.date()
    )

    def left(at, mark):
        Notice.objects.create(user=user, kind=mark, path="/", at=at)
        Draft.objects.create(user=user, form=mark, path="/", saved_at=at)
        ProposalDraft.objects.create(user=user, office=office, saved_at=at, site_name=mark)
        Job.objects.create(user=user, kind=mark, fingerprint=mark, state="done", created_at=at, ended_at=at)
        FeedEntry.objects.create(user=user, task_key=mark, day=NOON.date(), text="x", changed_at=at, cancelled_at=at)
        MadeOnce.objects.create(app_password=own, key=mark, asked="0" * 64, at=at)
        Rescreening.objects.create(subject="pack", phase="before", layer=mark, state="done", ordered_at=at, ended_at=at)
        Session.objects.create(session_key=mark, session_data="x", expire_date=at)
        LifeSign.objects.create(name=mark, at=at)
        task = DBTaskResult.objects.create(task_path="x", backend_name="default", run_after=at, args_kwargs={})
        DBTaskResult.objects.filter(pk=task.pk).update(status="SUCCESSFUL", finished_at=at, queue_name=mark)
        blob = store_bytes(mark.encode())
        Blob.objects.filter(pk=blob.pk).update(stored_at=at)

    return left


LEFT = {
    Notice: "kind",
    Draft: "form",
    ProposalDraft: "site_name",
    Job: "kind",
    FeedEntry: "task_key",
    Rescreening: "layer",
    MadeOnce: "key",
    DBTaskResult: "queue_name",
    Session: "session_key",
}


def test_the_clock_takes_every_leftover_away_and_no_young_one(leave, monkeypatch, settings, tmp_path):
    settings.KETHOP_FILES = tmp_path / "files"
    now = timezone.localtime(clock.now()).replace(
        hour=12
    )  # from 3 to 4 the next day's tidying would not be due 23 hours later
    monkeypatch.setattr(clock, "now", lambda: now)
    leave(now - timedelta(days=400), "old")
    leave(now + timedelta(days=2), "young")
    caches["default"].set("old", 1, 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kethop_cache SET expires = %s", [connection.ops.adapt_datetimefield_value(NOON)])
    caches["default"].set("young", 1, 3600)
    schedule.tick()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1, hours=-1))
    done = schedule.tick()
    assert all(done[key] for key in done if key != "audit.heads"), done  # this office has no chain to sign
    for model, name in LEFT.items():
        left = set(model.objects.values_list(name, flat=True)) & {"old", "young"}
        assert left == {"young"}, model._meta.label
    assert not Blob.objects.filter(stored_at__lt=now - timedelta(days=2)).exists()
    assert Blob.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kethop_cache")
        assert cursor.fetchone()[0] == 1
