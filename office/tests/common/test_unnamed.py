"""A file is forgotten when nothing names it any more, and only then."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kethop_office.accounts.actions.tidying import tidy
from kethop_office.accounts.models import Job, Office, User
from kethop_office.appraisal.models import ProposalDraft
from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock
from kethop_office.common.files import blob_path, store_bytes
from kethop_office.common.models import Blob
from kethop_office.common.sweeping import sweep
from kethop_office.common.unnamed import forget_unnamed

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.KETHOP_FILES = tmp_path / "files"


@pytest.fixture
def user():
    return User.objects.create(username="officer.1", title="Tài khoản ví dụ")


def old(text: bytes) -> Blob:
    blob = store_bytes(text)
    Blob.objects.filter(pk=blob.pk).update(stored_at=LONG_AGO)
    return blob


def job(user, **values) -> Job:
    named = {"user": user, "kind": "k", "state": Job.State.DONE, "created_at": LONG_AGO, "ended_at": timezone.now()}
    return Job.objects.create(fingerprint=str(values)[-60:], **{**named, **values})


def kept() -> set[str]:
    return set(Blob.objects.values_list("pk", flat=True))


def test_what_nothing_names_goes_when_a_day_old():
    store_bytes(b"young")
    old(b"stored again")
    store_bytes(b"stored again")
    gone = old(b"gone")
    assert forget_unnamed() == 1
    assert len(kept()) == 2
    assert gone.pk not in kept()
    assert blob_path(gone.pk).exists(), "the file is the sweeper's"


def test_what_a_record_a_draft_or_a_job_names_stays(user):
    office = Office.objects.create(kind="authority", name_vi="x", name_en="x", short_vi="x", short_en="x")
    export, document, taken_out, site, layer = (old(text) for text in (b"e", b"d", b"t", b"s", b"l"))
    job(user, file=export)
    job(user, arguments={"layer": "communes", "file": layer.pk, "rows": 3})
    files = {"items": [{"sha256": document.pk}], "removed": {"sha256": taken_out.pk}, "place": 0}
    for answers in ({"files": files}, {"files": {"items": []}}, {}):
        ProposalDraft.objects.create(user=user, office=office, answers=answers, site_file=site, saved_at=LONG_AGO)
    assert forget_unnamed() == 0
    ProposalDraft.objects.all().delete()
    assert forget_unnamed() == 3
    assert kept() == {export.pk, layer.pk}


def test_the_export_of_a_job_goes_with_it_and_its_file_is_swept(user, monkeypatch):
    export = old(b"a list of cases")
    job(user, file=export, ended_at=clock.now() - timedelta(days=91))
    assert tidy() == 1
    assert kept() == set()
    assert set(AuditEvent.objects.values_list("act", flat=True)) == {"files.forgotten", "job.deleted"}
    monkeypatch.setattr("kethop_office.common.sweeping.time.time", lambda: datetime.now(UTC).timestamp() + 2 * 86_400)
    assert sweep().set_aside == 1


def test_bytes_stored_while_their_row_is_forgotten_get_a_new_one(monkeypatch):
    blob = store_bytes(b"again")
    found = Blob.objects.get_or_create

    def forgotten_meanwhile(**given):
        row = found(**given)
        Blob.objects.all().delete()
        return row

    monkeypatch.setattr(Blob.objects, "get_or_create", forgotten_meanwhile)
    assert store_bytes(b"again").pk == blob.pk
    assert kept() == {blob.pk}


def test_every_model_that_names_a_file_is_asked():
    naming = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Blob
    }
    with CaptureQueriesContext(connection) as queries:
        forget_unnamed()
    asked = " ".join(query["sql"] for query in queries.captured_queries)
    assert len(naming) > 8
    assert {table for table in naming if f'"{table}"' not in asked} == set()
