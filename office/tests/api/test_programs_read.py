"""What a program reads: the same as the pages, and nothing of what the account may not know of."""

import uuid

import pytest

pytestmark = pytest.mark.django_db
CANARY = "chim-bao-7f3a"
CASE = "/api/v1/cases/KH-2026-00001"
READS = [
    "/api/v1/me",
    "/api/v1/tasks",
    "/api/v1/cases",
    CASE,
    f"{CASE}/findings",
    f"{CASE}/consultations",
    f"{CASE}/conditions",
    f"{CASE}/letters",
    f"{CASE}/submissions",
    f"{CASE}/submissions/1/site",
    "/api/v1/inquiries",
    "/api/v1/drafts",
    "/api/v1/parks",
    "/api/v1/layers",
    "/api/v1/units?text=Tam Đa",
    "/api/v1/units/commune:08851",
    "/ogc/",
    "/ogc/conformance",
    "/ogc/collections",
    "/ogc/collections/cases",
    "/ogc/collections/cases/items",
    "/ogc/collections/parks/items",
    "/ogc/collections/layer-communes/items",
]


def read(answer):
    """Return the bytes of an answer; a file is closed when it was read to its end."""
    return b"".join(answer) if answer.streaming else answer.content


def test_every_reading_opens_for_who_carries_the_case(programs) -> None:
    client = programs.as_("officer")
    found = {path: client.get(path) for path in READS}
    assert read(found[f"{CASE}/submissions/1/site"]) == b"1\t2344072\t552756"
    assert {path: answer.status_code for path, answer in found.items()} == dict.fromkeys(READS, 200)
    assert found["/api/v1/cases"].json()["items"][0]["reference"] == "KH-2026-00001"
    assert found[f"{CASE}/findings"].json()[0]["outcome"] == "unknown"
    assert found[f"{CASE}/conditions"].json()[0]["text"] == "Trình hồ sơ."
    assert found[f"{CASE}/letters"].json()
    assert found["/api/v1/units/commune:08851"].json()["made_of"][0]["unit"]["code"] == "08850"


@pytest.mark.one_database  # behind the wall `need_to_know` asks the same
def test_no_reading_tells_of_what_is_hidden(programs) -> None:
    for name in programs.world.users:
        client = programs.as_(name)
        for path in READS:
            answer = client.get(path)
            assert CANARY.encode() not in read(answer), (name, path)


@pytest.mark.parametrize("name", ["officer", "proponent", "command_officer", "stranger", "admin"])
def test_hidden_and_random_answer_the_same_bytes(programs, name) -> None:
    client = programs.as_(name)
    for hidden in programs.hidden:
        for section in (
            "",
            "/findings",
            "/consultations",
            "/conditions",
            "/letters",
            "/submissions",
            "/submissions/1/site",
        ):
            answers = [
                client.get(f"/api/v1/cases/{key}{section}")
                for key in (hidden.reference, hidden.pk, "KH-2026-77777", uuid.uuid4())
            ]
            assert {answer.status_code for answer in answers} == {404}
            assert len({(answer.content, str(sorted(answer.headers.items()))) for answer in answers}) == 1
        items = [client.get(f"/ogc/collections/cases/items/{key}") for key in (hidden.pk, uuid.uuid4())]
        assert len({(item.status_code, item.content) for item in items}) == 1


def test_each_reads_as_far_as_its_standing_allows(programs) -> None:
    open_to = {
        "officer": {"findings", "consultations", "conditions", "letters", "submissions"},
        "proponent": {"letters", "submissions"},
        "command_officer": {"submissions"},
    }
    for name, sections in open_to.items():
        client = programs.as_(name)
        found = {section for section in open_to["officer"] if client.get(f"{CASE}/{section}").status_code == 200}
        assert found == sections, name
    assert programs.as_("stranger").get(CASE).status_code == 404


def test_a_page_goes_on_after_a_row_and_a_foreign_place_is_refused(programs) -> None:
    client = programs.as_("officer")
    answer = client.get("/api/v1/cases", {"page": "a-place-of-nothing"})
    assert (answer.status_code, answer.json()["code"]) == (422, "api.page")
    assert client.get("/api/v1/cases", {"limit": 201}).status_code == 422
    wrong = client.get("/api/v1/cases", {"stage": "nothing", "filed_from": "31/31/2026"})
    assert {fault["pointer"] for fault in wrong.json()["errors"]} == {"/query/stage", "/query/filed_from"}
    assert client.get("/api/v1/cases", {"text": "mẫu"}).json()["count"] in {0, 1}


def test_files_come_as_they_were_filed_and_leave_an_event(programs) -> None:
    from kethop_office.audit.models import AuditEvent  # noqa: PLC0415

    client = programs.as_("command_officer")
    answer = client.get(f"{CASE}/documents/{programs.document.pk}")
    assert read(answer) == b"%PDF to trinh"
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEvent.objects.filter(act="file.downloaded").count() == 1
    assert programs.as_("stranger").get(f"{CASE}/documents/{programs.document.pk}").status_code == 404


def test_the_language_is_the_one_that_is_asked_for(programs) -> None:
    path = f"{CASE}/findings"
    assert programs.as_("officer", "en").get(path).json()[0]["topic"] == "Height"
    assert programs.as_("officer", "vi").get(path).json()[0]["topic"] == "Độ cao"
    english = programs.as_("officer", "en").get("/api/v1/cases/none").json()["detail"]
    assert english == "There is no such thing, or this account may not see it."
