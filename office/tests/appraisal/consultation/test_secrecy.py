"""What the consulted office writes for itself stays there: drafts carry the case's label, no page or row of others has it."""

import io
import os
import zipfile

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse
from sessions_at import works_at

from kethop_office.accounts.models import AccessGrant, Draft
from kethop_office.accounts.queries import draft_for
from kethop_office.appraisal.actions.report import prepare
from kethop_office.appraisal.models import DecisionCondition, Inquiry, Letter, OpinionTreatment, Response
from kethop_office.appraisal.urls import urlpatterns
from kethop_office.common.files import blob_path

CANARY = "CHIMHOANGYEN5083"
IS_PROOF = os.environ.get("KETHOP_PROVE") == "1"
LEAD_SIDE = ("clerk", "officer", "officer2", "reviewer", "approver")
MAY_HOLD = {Response: {"internal_reason"}, Draft: {"data"}}


def typed(client, inquiry, **more):
    sent = {
        "form": "reply",
        "object": str(inquiry.pk),
        "path": f"/inbox/{inquiry.pk}/",
        "data": f'{{"internal_reason": "{CANARY}"}}',
    }
    return client.post("/draft/", {**sent, **more})


def test_what_is_typed_carries_the_label_of_the_case_and_is_its_authors_alone(world):
    inquiry = world.sent(world.command)
    page = world.client("command_officer").get(f"/inbox/{inquiry.pk}/").content.decode()
    assert f'data-draft-compartment="{world.case.compartment_id}"' in page
    assert typed(world.client("command_officer"), inquiry).status_code == 200
    draft = Draft.objects.get()
    assert (draft.level, draft.compartment_id) == (world.case.level, world.case.compartment_id)
    assert CANARY in world.client("command_officer").get(f"/inbox/{inquiry.pk}/").content.decode()
    for who in ("command_head", *LEAD_SIDE):
        client = world.client(who)
        assert draft_for(world.by(who), "reply", str(inquiry.pk)) is None
        for path in (f"/inbox/{inquiry.pk}/", "/tasks/"):
            assert CANARY not in client.get(path).content.decode()
    AccessGrant.objects.filter(office=world.command).update(revoked_at=world.now)
    assert draft_for(world.by("command_officer"), "reply", str(inquiry.pk)) is None


def test_a_page_cannot_lower_the_label_of_what_is_typed_there(world):
    inquiry = world.sent(world.command)
    Inquiry.objects.filter(pk=inquiry.pk).update(level=10)
    world.users["command_officer"].clearances.create(
        rank=10, starts="2026-01-01", ends="2027-01-01", decision="Quyết định mẫu"
    )
    officer = world.client("command_officer")
    works_at(officer, 10)
    typed(officer, inquiry, level="0")
    assert Draft.objects.get().level == 10


def test_a_page_that_one_may_not_know_of_keeps_nothing(world):
    inquiry = world.sent(world.command)
    answers = [
        typed(world.client("stranger"), inquiry, path=path)
        for path in (f"/inbox/{inquiry.pk}/", f"/case/{world.case.reference}/report", "/case/KH-2026-09999/report")
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(409, answers[0].content)}
    assert not Draft.objects.exists()


def test_what_is_sent_after_the_session_has_ended_keeps_the_label_too(world):
    inquiry = world.sent(world.command)
    client = world.client("command_officer")
    world.forward(hours=2)
    path = f"/inbox/{inquiry.pk}/"
    sent = {"version": "0", "internal_reason": CANARY, "draft_form": "reply", "draft_object": str(inquiry.pk)}
    assert client.post(path, sent, headers={"Referer": f"http://testserver{path}"}).status_code == 302
    draft = Draft.objects.get()
    assert (draft.form, draft.compartment_id) == ("reply", world.case.compartment_id)
    assert CANARY in world.client("command_officer").get(path).content.decode()


@pytest.fixture
def answered(world):
    inquiry = world.sent(world.command, "concurrence")
    conditions = [{"model": None, "text": "Điều kiện A", "trigger": "lasting"}]
    world.answered(
        inquiry, "no_objection_with_conditions", "Thống nhất.", internal_reason=CANARY, conditions=conditions
    )
    typed(world.client("command_officer"), world.sent(world.command))
    prepare(world.by("officer"), world.case)
    return inquiry


@pytest.mark.prove  # a sample in a test run: each page as one of the readers
@pytest.mark.one_database
def test_no_page_of_the_lead_side_has_it(world, answered):
    rows = [answered, *answered.responses.all(), Letter.objects.first()]
    rows += [OpinionTreatment.objects.first(), DecisionCondition.objects.first()]
    paths = {"/tasks/", "/notice/", "/job/", *pages_of(world.case, rows)}
    assert len(paths) > 60
    readers = ("officer", "reviewer", "approver")
    for number, who in enumerate(readers):
        client = world.client(who)
        seen = 0
        for path in sorted(paths) if IS_PROOF else sorted(paths)[number :: len(readers)]:
            answer = client.get(path)
            seen += answer.status_code == 200
            assert CANARY not in readable(b"".join(answer)), (who, path)
        assert seen > 8, who


def test_no_row_and_no_file_of_the_office_has_it(world, answered, papers):
    world.client("officer").post("/case/export", {"format": "xlsx"})
    holders = set()
    for model in apps.get_models():
        for row in model._base_manager.all().values():
            holders |= {(model, name) for name, value in row.items() if CANARY in str(value)}
    assert holders == {(model, name) for model, names in MAY_HOLD.items() for name in names}
    assert CANARY not in repr(papers)
    for sha256 in apps.get_model("common", "Blob").objects.values_list("sha256", flat=True):
        assert CANARY not in readable(blob_path(sha256).read_bytes())


def pages_of(case, rows):
    """Every address of this room, with every key there is: the ones that fit open, the others are not found."""
    for pattern in urlpatterns:
        wanted = set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
        fixed = {"reference": case.reference, "kind": "pdf", "section": "findings", "name": "again", "act": "withdraw"}
        fixed |= {"number": 1, "layer": "provinces", "z": 5, "x": 1, "y": 1, "crs": 5899, "step": "kind"}
        kwargs = {name: fixed[name] for name in wanted if name in fixed}
        for key in [row.pk for row in rows if row] if "key" in wanted else [None]:
            whole = kwargs | ({"key": key} if key else {})
            try:
                yield reverse(f"appraisal:{pattern.name}", kwargs=whole)
            except NoReverseMatch:
                continue


def readable(data):
    """Return bytes as text, those of a zip file unpacked."""
    if data[:2] != b"PK" or not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
