"""A proponent's system files a proposal, an asked office's system answers: the same rules and refusals as the pages."""

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kethop_office.api.models import MadeOnce
from kethop_office.appraisal.models import Case, ProposalDraft, Response, Submission

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}
DETAILS = {"title": "Kho hàng mẫu", "proponent": "Công ty mẫu", "communes": ["08851"], "facts": {}}


def post(client, path, body=None, **headers):
    return client.post(path, json.dumps(body or {}), headers=headers, **JSON)


def put(client, path, body, tag):
    return client.put(path, json.dumps(body), headers={"if-match": tag} if tag else {}, **JSON)


def started(client, key="a"):
    answer = post(client, "/api/v1/drafts", {}, **{"idempotency-key": key})
    assert answer.status_code == 201, answer.content
    return answer.json(), answer["ETag"]


def filled(programs, client):
    """Begin a draft and answer every step of it."""
    draft, tag = started(client)
    path = f"/api/v1/drafts/{draft['id']}"
    tag = put(client, f"{path}/kind", {"kind": "project", "lead_office": str(programs.world.lead.pk)}, tag)["ETag"]
    tag = put(client, f"{path}/details", DETAILS, tag)["ETag"]
    answer = client.post(f"{path}/site", {"way": "none"}, headers={"if-match": tag})
    assert answer.status_code == 200, answer.content
    return path, answer["ETag"]


def test_a_proposal_is_filed_once_however_often_it_is_sent(programs) -> None:
    client = programs.as_("proponent")
    path, tag = filled(programs, client)
    assert client.get(path).json()["missing"] == []
    before = Case.objects.count()
    sent = [post(client, f"{path}/submission", **{"if-match": tag, "idempotency-key": "send-1"}) for _ in range(3)]
    assert {(answer.status_code, answer.content) for answer in sent} == {(201, sent[0].content)}
    assert Case.objects.count() == before + 1
    reference = sent[0].json()["reference"]
    shown = client.get(f"/api/v1/cases/{reference}")
    assert shown.status_code == 200, shown.content
    assert shown.json()["title"] == "Kho hàng mẫu"
    assert programs.as_("clerk").get(f"/api/v1/cases/{reference}").status_code == 200
    assert client.get(path).status_code == 404, "what was sent is no draft any more"


def test_a_key_serves_one_request(programs) -> None:
    client = programs.as_("proponent")
    first, _ = started(client)
    again, _ = started(client)
    assert first["id"] == again["id"]
    other = post(client, "/api/v1/drafts", {"office": str(programs.world.proponent.pk)}, **{"idempotency-key": "a"})
    assert (other.status_code, other.json()["code"]) == (422, "api.key_reused")
    assert post(client, "/api/v1/drafts").json()["code"] == "api.key_missing"
    assert MadeOnce.objects.count() == 1
    assert ProposalDraft.objects.filter(user=programs.world.users["proponent"]).count() == 2


def test_a_key_of_a_refused_request_stays_free(programs) -> None:
    client = programs.as_("proponent")
    draft, tag = started(client)
    path = f"/api/v1/drafts/{draft['id']}/submission"
    refused = post(client, path, **{"if-match": tag, "idempotency-key": "b"})
    assert (refused.status_code, refused.json()["code"]) == (409, "draft.incomplete")
    assert MadeOnce.objects.filter(key="b").count() == 0


def test_an_older_version_is_refused_and_nothing_is_lost(programs) -> None:
    client = programs.as_("proponent")
    draft, tag = started(client)
    path = f"/api/v1/drafts/{draft['id']}"
    kind = {"kind": "project", "lead_office": str(programs.world.lead.pk)}
    assert put(client, f"{path}/kind", kind, "").status_code == 428
    assert put(client, f"{path}/kind", kind, '"x"').status_code == 428
    assert put(client, f"{path}/kind", kind, tag).status_code == 200
    stale = put(client, f"{path}/details", DETAILS, tag)
    assert (stale.status_code, stale.json()["code"]) == (412, "draft.changed")
    site = client.post(f"{path}/site", {"way": "none"}, headers={"if-match": tag})
    assert site.status_code == 412
    assert set(client.get(path).json()["answers"]) == {"heights", "kind"}


def test_the_forms_of_the_pages_say_what_is_wrong(programs) -> None:
    client = programs.as_("proponent", "en")
    draft, tag = started(client)
    path = f"/api/v1/drafts/{draft['id']}"
    wrong = put(client, f"{path}/kind", {"kind": "castle", "lead_office": str(uuid.uuid4())}, tag)
    assert wrong.status_code == 422
    assert {fault["pointer"] for fault in wrong.json()["errors"]} == {"/body/kind", "/body/lead_office"}
    tag = put(client, f"{path}/kind", {"kind": "project", "lead_office": str(programs.world.lead.pk)}, tag)["ETag"]
    wrong = put(client, f"{path}/details", {**DETAILS, "communes": ["Nowhere"], "facts": {"colour": "red"}}, tag)
    assert [fault["pointer"] for fault in wrong.json()["errors"]] == ["/body/facts/colour"]
    wrong = put(client, f"{path}/heights", {"ground_elevation": 10, "height": 5, "top_elevation": 99}, tag)
    assert [fault["pointer"] for fault in wrong.json()["errors"]] == ["/body/top_elevation"]
    assert put(client, f"{path}/heights", {"height": 1.234}, tag).json()["answers"]["heights"]["height"] == "1.234"


def test_documents_are_added_once_and_taken_out(programs) -> None:
    client = programs.as_("proponent")
    draft, tag = started(client)
    path = f"/api/v1/drafts/{draft['id']}/documents"

    def add(data, with_tag):
        file = SimpleUploadedFile("to-trinh.pdf", data, "application/pdf")
        return client.post(path, {"document": file, "component": "tờ trình"}, headers={"if-match": with_tag})

    added = add(b"%PDF-1.7", tag)
    assert added.status_code == 201, added.content
    assert add(b"%PDF-1.7", tag).status_code == 412
    assert add(b"", added["ETag"]).json()["code"] == "file.empty"
    (kept,) = added.json()["documents"]
    assert (kept["name"], kept["size"], kept["component"]) == ("to-trinh.pdf", 8, "tờ trình")
    out = client.delete(f"{path}/{kept['sha256']}", headers={"if-match": added["ETag"]})
    assert out.json()["documents"] == []


@pytest.mark.parametrize("name", ["officer", "command_officer", "stranger"])
def test_anothers_draft_is_not_found(programs, name) -> None:
    client = programs.as_(name)
    for key in (programs.draft.pk, uuid.uuid4()):
        path = f"/api/v1/drafts/{key}"
        for answer in (
            client.get(path),
            client.delete(path),
            put(client, f"{path}/heights", {}, '"1"'),
            post(client, f"{path}/submission", **{"if-match": '"1"', "idempotency-key": str(uuid.uuid4())}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "api.not_found")


def test_an_office_that_files_nothing_begins_no_draft(programs) -> None:
    answer = post(programs.as_("command_officer"), "/api/v1/drafts", **{"idempotency-key": "a"})
    assert answer.status_code == 404


def test_an_asked_office_takes_drafts_and_brings_to_its_head(programs) -> None:
    client = programs.as_("command_officer")
    (row,) = client.get("/api/v1/inquiries").json()["items"]
    path = f"/api/v1/inquiries/{row['id']}"
    shown = client.get(path)
    assert (shown["ETag"], shown.json()["draft"], shown.json()["may_answer"]) == ('"0"', None, True)
    assert client.post(f"{path}/take").status_code == 200
    reply = {
        "outcome": "no_objection_with_conditions",
        "text": "Thống nhất.",
        "internal_reason": "Không rời cơ quan.",
        "conditions": [{"text": "Trình hồ sơ độ cao.", "trigger": "before_permit", "due_on": "2026-12-31"}],
    }
    saved = put(client, f"{path}/reply", reply, shown["ETag"])
    assert saved.status_code == 200, saved.content
    assert put(client, f"{path}/reply", reply, shown["ETag"]).status_code == 412
    sent = post(client, f"{path}/reply/submission", **{"if-match": saved["ETag"]})
    assert sent.json()["draft"]["state"] == "to_sign"
    assert Response.objects.get().drafted_conditions[0]["due_on"] == "2026-12-31"
    lead = programs.as_("officer").get("/api/v1/cases/KH-2026-00001/consultations")
    assert "Không rời" not in lead.content.decode()
    assert lead.json()[0]["replies"] == [], "what is not signed is not told"


def test_a_reply_that_is_unfit_is_refused_as_on_its_page(programs) -> None:
    client = programs.as_("command_officer", "en")
    path = f"/api/v1/inquiries/{programs.asked.pk}"
    wrong = put(client, f"{path}/reply", {"outcome": "maybe", "conditions": [{"trigger": "never"}]}, '"0"')
    assert "/body/outcome" in {fault["pointer"] for fault in wrong.json()["errors"]}
    saved = put(client, f"{path}/reply", {"outcome": "objection"}, '"0"')
    refused = post(client, f"{path}/reply/submission", **{"if-match": saved["ETag"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "response.no_text")
    for name in ("officer", "proponent", "police_officer"):
        assert programs.as_(name).get(path).status_code == 404


def test_there_is_no_way_to_sign(programs) -> None:
    from kethop_office.api.urls import FEATURES, VERSION_1  # noqa: PLC0415

    paths = [*VERSION_1.get_openapi_schema()["paths"], *FEATURES.get_openapi_schema()["paths"]]
    assert not [path for path in paths if any(word in path for word in ("sign", "approve", "decision", "withdraw"))]
    assert Submission.objects.count() == 1
