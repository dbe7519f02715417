"""The archive of a case: everything that the lead office may read, in open formats, and nothing that an asked body keeps."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import PurePosixPath

import pytest
from django.test import Client
from story_world import World
from taken_away import traces

from kethop_office.accounts.models import Job, Office
from kethop_office.appraisal.actions.archiving import JOB, _cell, _path
from kethop_office.appraisal.models import Finding, Inquiry, Letter, ReportVersion, Response, Submission, SubmissionFile
from kethop_office.audit.models import AuditEvent
from kethop_office.common.files import read_blob

pytestmark = pytest.mark.one_database
CANARY = "giữ lại trong cơ quan được hỏi 7391"


def client(world, name: str) -> Client:
    found = Client()
    for cookie in world.desk.cookies(name, "http://testserver"):
        found.cookies[cookie["name"]] = cookie["value"]
    return found


def archive_of(world, case) -> zipfile.ZipFile:
    answer = client(world, "officer").post(f"/case/{case.reference}/archive")
    job = Job.objects.get(pk=answer["Location"].split("/")[2], kind=JOB)
    assert answer.status_code == 302
    assert job.state == "done", (job.error_code, job.error_fields, job.incident)
    return zipfile.ZipFile(io.BytesIO(read_blob(job.file)))


def table(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(f"tables/{name}.csv").decode("utf-8-sig"))))


def test_a_case_is_read_without_the_program(desk) -> None:
    world = World(desk)
    Response.objects.update(internal_reason=CANARY, note=CANARY)
    Response.objects.filter(state__in=["draft", "to_sign"]).update(text=CANARY)
    hidden = Finding.objects.filter(case=world.reported).first()
    Finding.objects.filter(pk=hidden.pk).update(level=30, text_vi=CANARY)
    bodies = tuple(Office.objects.values_list("name_vi", flat=True))  # the body that issues a paper is its author
    for case in (world.reported, world.asked):
        archive = archive_of(world, case)
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len({name.casefold() for name in names})
        assert not [name for name in names if ".." in PurePosixPath(name).parts or name.startswith("/")]
        manifest = {row["path"]: row for row in csv.DictReader(io.StringIO(archive.read("manifest.csv").decode()))}
        assert set(manifest) == set(names) - {"manifest.csv"}
        for path, row in manifest.items():
            data = archive.read(path)
            assert (str(len(data)), hashlib.sha256(data).hexdigest()) == (row["bytes"], row["sha256"])
            assert CANARY.encode() not in data
            assert traces(path, data, bodies=bodies) == []
            assert json.dumps(CANARY).encode()[1:-1] not in data
        said = json.loads(archive.read("case.json"))
        assert said["case"]["reference"] == case.reference
        assert {row["state"] for row in said["replies"]} == {"sent"}
        assert len(said["inquiries"]) == Inquiry.objects.filter(case=case).count()
        for name, rows in said.items():
            if name not in {"format", "case"}:
                assert len(table(archive, name)) == len(rows)
        held = {row["sha256"] for row in manifest.values()}
        assert papers(case) <= held
        assert AuditEvent.objects.filter(act="case.archived", object_key=f"case:{case.pk}").exists()

    archive = archive_of(world, world.reported)
    findings = json.loads(archive.read("case.json"))["findings"]
    assert len(findings) == Finding.objects.filter(case=world.reported).count() - 1
    assert [name for name in archive.namelist() if name.startswith("reports/") and archive.read(name)[:5] == b"%PDF-"]
    assert [name for name in archive.namelist() if name.endswith("proposal.yaml")]

    before = Job.objects.filter(kind=JOB).count()
    for name in ("proponent", "command"):
        page = client(world, name)
        answer = page.post(f"/case/{world.asked.reference}/archive")
        assert answer.status_code in {302, 404}
        assert "/archive" not in page.get(f"/case/{world.asked.reference}/documents").content.decode()
    assert client(world, "officer").post("/case/KH-2026-99999/archive").status_code == 404
    assert Job.objects.filter(kind=JOB).count() == before


def papers(case) -> set[str]:
    """Return the hashes that the archive must hold, asked for in another way."""
    rows = [
        *Letter.objects.filter(case=case).exclude(state="draft").values_list("pdf", "docx", "scan"),
        *ReportVersion.objects.filter(case=case).values_list("pdf", "docx"),
        *Submission.objects.filter(case=case).values_list("proposal", "site"),
        *SubmissionFile.objects.filter(submission__case=case).values_list("blob"),
        *case.runs.values_list("file"),
    ]
    found = {sha256 for row in rows for sha256 in row if sha256}
    assert len(found) > 2
    return found


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("a/b.pdf", "a/b.pdf"),
        ("a/../../etc/passwd", "a/_/_/etc/passwd"),
        ("a/..", "a/_"),
        ("a/x:y?.pdf", "a/x_y_.pdf"),
        ("a/Bản vẽ.pdf", "a/Bản vẽ.pdf"),
        ("a\\b\0c", "a_b_c"),
    ],
)
def test_a_path_stays_inside(given, path) -> None:
    assert _path(given, set()) == path


def test_two_files_of_one_name_are_two() -> None:
    used: set[str] = set()
    assert [_path("a/B.pdf", used), _path("a/b.pdf", used), _path("a/b.pdf", used)] == [
        "a/B.pdf",
        "a/b (2).pdf",
        "a/b (3).pdf",
    ]


def test_no_cell_is_a_formula() -> None:
    assert [_cell(value) for value in ("=1+1", "-x", "x", None, 5, ["=1"])] == ["'=1+1", "'-x", "x", "", "5", '["=1"]']
