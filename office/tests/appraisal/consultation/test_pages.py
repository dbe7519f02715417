"""The pages: what each side sees, does and may not know of."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kethop_office.appraisal.actions.follow_up import remind
from kethop_office.appraisal.actions.library import ModelText, add_model, retire_model, revise_model
from kethop_office.appraisal.actions.removals import ask_removal
from kethop_office.appraisal.actions.replies import ReplyText, save_reply
from kethop_office.appraisal.actions.replying import release_to_others, sign_reply, withdraw_reply
from kethop_office.appraisal.models import (
    DecisionCondition,
    Inquiry,
    Letter,
    ModelCondition,
    OpinionTreatment,
    Response,
)
from kethop_office.appraisal.queries.conditions import library
from kethop_office.appraisal.queries.consultation_tasks import consultation_tasks
from kethop_office.common.refusal import Refused

KEPT_INSIDE = "BIMATNOIBO7291"
FORM = {"condition-TOTAL_FORMS": "0", "condition-INITIAL_FORMS": "0"}


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.fixture
def base(world):
    return f"/case/{world.case.reference}/consultations"


def test_the_officer_asks_over_the_pages(world, base):
    client = world.client("officer")
    assert "Chưa lấy ý kiến" in page(client, base)
    response = client.post(
        f"{base}/new", {"consultee": str(world.command.pk), "role": "advice", "question": "Độ cao có vướng không?"}
    )
    assert response.status_code == 302
    inquiry = Inquiry.objects.get()
    assert "Gửi lấy ý kiến" in page(client, f"{base}/send?inquiry={inquiry.pk}")
    assert client.post(f"{base}/send", {"inquiry": str(inquiry.pk)}).status_code == 302
    shown = page(client, base)
    assert world.command.name_vi in shown
    inquiry.refresh_from_db()
    assert inquiry.reference in shown
    assert client.post(f"{base}/{inquiry.pk}/remind").status_code == 302
    again = client.post(f"{base}/{inquiry.pk}/remind")
    assert again.status_code == 422
    assert "Có thể đôn đốc tiếp từ ngày mai" in again.content.decode()


def test_who_may_lengthen_a_period_is_offered_it(world, base):
    extend = f"{base}/{world.sent().pk}/extend"
    assert extend not in page(world.client("officer"), base)
    page(world.client("officer"), extend, 404)
    approver = world.client("approver")
    assert extend in page(approver, base)
    assert "Gia hạn trả lời" in page(approver, extend)


def test_the_sum_of_the_last_day_and_the_paused_days_stand_on_the_page(world, base):
    inquiry = world.sent(world.command)
    world.day(2026, 11, 10)
    world.answered(inquiry, "further_information", "", asked_items=["Thuyết minh"])
    shown = page(world.client("officer"), base)
    assert "đang tạm dừng" in shown
    assert "Thuyết minh" in shown
    world.client("officer").post(f"{base}/{inquiry.pk}/supplement")
    assert "ngày đầu không tính" in page(world.client("officer"), base)


@pytest.mark.parametrize("who", ["command_officer", "police_head", "proponent", "stranger", "region_head"])
def test_nobody_else_opens_the_consultation(world, base, who):
    inquiry = world.sent(world.command)
    client = world.client(who)
    page(client, base, 404)
    page(client, f"{base}/new", 404)
    page(client, f"{base}/{inquiry.pk}/recall", 404)
    page(client, f"/case/{world.case.reference}/conditions", 404)


def test_the_inbox_and_the_inquiry_are_of_the_asked_office_alone(world):
    inquiry = world.sent(world.command)
    hidden = world.proposed(world.command)
    shown = page(world.client("command_officer"), "/inbox/")
    assert inquiry.reference in shown
    page(world.client("command_officer"), f"/inbox/{hidden.pk}/", 404)
    for who in ("police_officer", "region_head"):
        client = world.client(who)
        assert inquiry.reference not in page(client, "/inbox/")
        page(client, f"/inbox/{inquiry.pk}/", 404)
    for who in ("officer", "proponent", "stranger"):
        page(world.client(who), f"/inbox/{inquiry.pk}/", 404)


def test_the_body_that_is_asked_reads_the_question_its_possibilities_as_a_list(world):
    inquiry = world.sent(world.command)
    type(inquiry).objects.filter(pk=inquiry.pk).update(question="Có thể:\n– một <b>.\n– hai.\nXin ý kiến.")
    shown = page(world.client("command_officer"), f"/inbox/{inquiry.pk}/")
    items = '<li>một &lt;b&gt;.</li><li>hai.</li></ul><p class="govuk-body">Xin ý kiến.</p>'
    assert f'Có thể:</p><ul class="govuk-list govuk-list--bullet">{items}' in shown


def test_a_reply_from_draft_to_signature_over_the_pages(world):
    inquiry = world.sent(world.command, "concurrence")
    officer, head = world.client("command_officer"), world.client("command_head")
    path = f"/inbox/{inquiry.pk}/"
    assert "không chấp thuận" in page(officer, path)
    rows = {
        "condition-TOTAL_FORMS": "1",
        "condition-0-text": "Trình hồ sơ độ cao.",
        "condition-0-trigger": "before_start",
    }
    typed = {
        **FORM,
        **rows,
        "version": "0",
        "outcome": "no_objection_with_conditions",
        "text": "Chấp thuận kèm điều kiện.",
        "internal_reason": KEPT_INSIDE,
    }
    assert officer.post(path, typed).status_code == 302
    draft = Response.objects.get()
    assert draft.drafted_conditions[0]["text"] == "Trình hồ sơ độ cao."
    stale = officer.post(path, {**typed, "text": "Bản cũ của tôi"})
    assert stale.status_code == 409
    assert "Bản cũ của tôi" in stale.content.decode()
    assert "Chấp thuận kèm điều kiện." in stale.content.decode()
    assert officer.post(path, {**typed, "version": draft.version, "submit": "1"}).url == f"{path}submit"
    draft.refresh_from_db()
    assert officer.post(f"{path}submit", {"version": draft.version}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "to_sign"
    page(officer, f"{path}sign", 302)
    sign_reply(world.by("command_head"), draft, version=draft.version)
    assert "Rút ý kiến" in page(head, path)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"outcome": ""}, "id_outcome"),
        ({"outcome": "objection", "text": ""}, "id_text"),
        ({"outcome": "holding", "text": "Chờ.", "promised_on": ""}, "id_promised_on"),
        ({"outcome": "further_information", "text": "Thiếu.", "asked_items": ""}, "id_asked_items"),
        ({"outcome": "objection", "text": "X 2344072,76 Y 552756,73"}, "id_text"),
    ],
)
def test_what_keeps_a_reply_from_leaving_is_said_at_its_field(world, typed, field):
    inquiry = world.sent(world.command)
    path = f"/inbox/{inquiry.pk}/"
    officer = world.client("command_officer")
    shown = officer.post(path, {**FORM, **typed, "version": "0", "submit": "1"})
    assert shown.status_code == 422
    draft = Response.objects.get()
    assert draft.state == "draft", "it is saved, and goes nowhere"
    page = shown.content.decode()
    assert f'href="#{field}' in page
    assert f'name="version" value="{draft.version}"' in page


def test_the_internal_reason_never_leaves(world, base):
    inquiry = world.sent(world.command, "concurrence")
    reply = {
        "internal_reason": KEPT_INSIDE,
        "conditions": [{"model": None, "text": "Điều kiện A", "trigger": "lasting"}],
    }
    signed = world.answered(inquiry, "no_objection_with_conditions", "Thống nhất.", **reply)
    other = world.sent(world.police)
    reference = world.case.reference
    sections = [
        "",
        "consultations",
        "conditions",
        "events",
        "report",
        "approvals",
        "documents",
        "findings",
        "submission",
    ]
    lead = [f"/case/{reference}/{section}" for section in sections]
    lead += [f"{base}/{inquiry.pk}/again", f"{base}/reply/{signed.pk}/split", "/tasks/", "/case/"]
    lead += [f"{base}/opinion/{row.pk}" for row in OpinionTreatment.objects.all()]
    lead += [f"/case/{reference}/conditions/{row.pk}/settle" for row in DecisionCondition.objects.all()]
    for who in ("officer", "reviewer", "approver", "clerk"):
        client = world.client(who)
        for path in lead:
            assert KEPT_INSIDE not in client.get(path).content.decode(), (who, path)
    release_to_others(world.by("officer"), world.case)
    assert KEPT_INSIDE not in page(world.client("police_officer"), f"/inbox/{other.pk}/")
    withdraw_reply(world.by("command_head"), signed, reason="Xem lại")
    assert KEPT_INSIDE not in page(world.client("officer"), base)


def test_what_is_not_sent_is_nowhere_on_the_lead_side(world, base):
    inquiry = world.sent(world.command)
    reply = ReplyText(
        "no_objection_with_conditions",
        KEPT_INSIDE,
        conditions=[{"model": None, "text": KEPT_INSIDE, "trigger": "lasting"}],
    )
    save_reply(world.by("command_officer"), inquiry, version=0, reply=reply)
    client = world.client("officer")
    for path in (base, f"/case/{world.case.reference}/conditions", "/tasks/"):
        assert KEPT_INSIDE not in page(client, path)


def test_the_second_person_decides_on_a_page(world, base):
    removal = ask_removal(world.by("officer"), world.proposed(world.command), reason="Trùng")
    path = f"{base}/removal/{removal.pk}"
    page(world.client("officer"), path, 404)
    client = world.client("reviewer")
    assert "Trùng" in page(client, path)
    assert client.post(path, {"choice": "decline", "note": ""}).status_code == 422
    assert client.post(path, {"choice": "confirm", "note": ""}).status_code == 302
    assert "Cơ quan không lấy ý kiến" in page(client, base)


def test_a_conflict_in_the_table_of_opinions_loses_nothing(world, base):
    world.answered(world.sent(world.command), "objection", "Không nên.")
    row = OpinionTreatment.objects.get()
    path = f"{base}/opinion/{row.pk}"
    client = world.client("officer")
    mine = {"version": "1", "treatment": "explained", "text": "Lời của tôi", "place": ""}
    assert world.client("officer2").post(path, {**mine, "text": "Lời của người khác"}).status_code == 302
    conflict = client.post(path, mine)
    assert conflict.status_code == 409
    shown = conflict.content.decode()
    assert "Lời của tôi" in shown
    assert "Lời của người khác" in shown
    chosen = {
        "version": "2",
        "keep-treatment": "hand",
        "hand-treatment": "explained",
        "keep-text": "theirs",
        "theirs-text": "Lời của người khác",
        "keep-place": "hand",
        "hand-place": "Mục 4",
    }
    assert client.post(path, chosen).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.place) == ("Lời của người khác", "Mục 4")


def test_conditions_are_taken_up_reordered_and_superseded(world):
    two = [{"model": None, "text": f"Điều kiện {name} về độ cao công trình", "trigger": "lasting"} for name in "AB"]
    world.answered(world.sent(world.command), "no_objection_with_conditions", "Được.", conditions=two)
    path = f"/case/{world.case.reference}/conditions"
    client = world.client("officer")
    first, second = DecisionCondition.objects.order_by("order")
    typed = {"version": "1", "state": "taken_up", "text": "Lời đã sửa", "trigger": "lasting"}
    assert client.post(f"{path}/{first.pk}/settle", typed).status_code == 302
    first.refresh_from_db()
    assert first.state == "taken_up_changed"
    stale = client.post(f"{path}/{first.pk}/settle", {**typed, "text": "Lời cũ"})
    assert stale.status_code == 409
    assert "Lời cũ" in stale.content.decode()
    no_reason = {**typed, "version": "2", "state": "not_taken_up"}
    assert client.post(f"{path}/{first.pk}/settle", no_reason).status_code == 422
    assert client.post(f"{path}/{second.pk}/move", {"up": "1"}).status_code == 302
    assert DecisionCondition.objects.order_by("order").first() == second
    given = {"version": "1", "other": str(first.pk), "explanation": "Đã gộp ý"}
    assert client.post(f"{path}/{second.pk}/supersede", given).status_code == 302
    second.refresh_from_db()
    assert second.superseded_by == first
    assert client.post(f"{path}/new", {"text": "Của cơ quan chủ trì", "trigger": "before_use"}).status_code == 302
    assert "Của cơ quan chủ trì" in page(client, path)


def test_a_code_that_is_taken_at_a_higher_level_is_free_below_it(world):
    text = ModelText("Độ cao", "Trình hồ sơ độ cao.", "before_permit")
    by = world.by("command_officer")
    hidden = add_model(by, world.command, "QP-01", text)
    ModelCondition.objects.filter(pk=hidden.pk).update(level=20, number=7)
    own = add_model(by, world.command, "QP-01", text)
    assert (own.level, own.number) == (0, 1)
    assert [row.model.pk for row in library(by)] == [own.pk]
    newer = revise_model(by, own, text)
    assert newer.number == 2
    hidden.refresh_from_db()
    assert revise_model(by, hidden, text).level == 20, "a new version is no lower than what it was written from"


def test_the_library_keeps_versions_and_counts_uses_within_permission(world):
    text = ModelText("Độ cao", "Trình hồ sơ độ cao.", "before_permit")
    model = add_model(world.by("command_officer"), world.command, "QP-01", text)
    with pytest.raises(Refused, match="library.code_taken"):
        add_model(world.by("command_officer"), world.command, "QP-01", text)
    with pytest.raises(Refused, match="library.not_allowed"):
        add_model(world.by("police_officer"), world.command, "QP-02", text)
    newer = revise_model(world.by("command_officer"), model, ModelText("Độ cao", "Lời mới.", "before_permit"))
    with pytest.raises(Refused, match="library.not_newest"):
        revise_model(world.by("command_officer"), model, text)
    used = [{"model": str(newer.pk), "text": "Lời mới.", "trigger": "before_permit"}]
    world.answered(world.sent(world.command), "no_objection_with_conditions", "Được.", conditions=used)
    (row,) = library(world.by("command_officer"))
    assert (row.model, row.uses, row.versions) == (newer, 1, 2)
    assert library(world.by("police_officer")) == []
    client = world.client("command_officer")
    assert "Lời mới." in page(client, "/inbox/library/")
    assert "Trình hồ sơ độ cao." in page(client, f"/inbox/library/{newer.pk}/")
    page(world.client("police_officer"), f"/inbox/library/{newer.pk}/", 404)
    retire_model(world.by("command_officer"), newer)
    assert library(world.by("command_officer")) == []
    assert ModelCondition.objects.count() == 2


def test_the_work_list_of_both_sides(world):
    inquiry = world.sent(world.command)
    mine = list(consultation_tasks(world.by("command_officer")))
    assert [(row.group, row.due_on) for row in mine] == [("mine", date(2026, 11, 27))]
    waiting = list(consultation_tasks(world.by("officer")))
    assert [(row.group, row.whom) for row in waiting] == [("waiting", world.command.name_vi)]
    assert list(consultation_tasks(world.by("police_officer"))) == []
    world.day(2026, 11, 28)
    assert [row.group for row in consultation_tasks(world.by("officer"))] == ["mine"]
    world.answered(inquiry, "further_information", "", asked_items=["A"])
    assert [row.state for row in consultation_tasks(world.by("command_officer"))] == ["paused"]


def test_pages_carry_no_inline_script_or_style(world, base):
    inquiry = world.sent(world.command)
    paths = [("officer", base), ("command_officer", "/inbox/"), ("command_officer", f"/inbox/{inquiry.pk}/")]
    for who, path in paths:
        shown = page(world.client(who), path)
        assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*(src|application/json))", shown), path
        assert shown.count("<h1") == 1, path


def test_queries_do_not_grow_with_inquiries(world, base, django_assert_max_num_queries):
    client = world.client("officer")
    for _ in range(2):
        world.answered(world.sent(world.command))
        world.sent(world.police)
    page(client, base)
    with CaptureQueriesContext(connection) as few:
        page(client, base)
    for _ in range(4):
        world.answered(world.sent(world.command))
        world.sent(world.police)
    with django_assert_max_num_queries(len(few)):
        page(client, base)
    assert len(few) <= 35


def test_near_wordings_are_warned_of_and_never_joined(world):
    text = "Công trình không cao quá mức cho phép tính từ mặt đất tự nhiên"
    two = [{"model": None, "text": f"{text}{end}", "trigger": "lasting"} for end in ("", ".")]
    world.answered(world.sent(world.command), "no_objection_with_conditions", "Được.", conditions=two)
    path = f"/case/{world.case.reference}/conditions"
    client = world.client("officer")
    assert "gần giống nhau" in page(client, path)
    first, second = DecisionCondition.objects.order_by("order")
    typed = {"version": "1", "other": str(first.pk)}
    assert client.post(f"{path}/{second.pk}/duplicate", typed).status_code == 302
    assert "gần giống nhau" not in page(client, path)
    assert DecisionCondition.objects.count() == 2


def test_letters_are_drafted_for_the_register(world):
    inquiry = world.sent(world.command)
    remind(world.by("officer"), inquiry)
    world.answered(inquiry)
    assert sorted(Letter.objects.values_list("form", flat=True)) == ["F1", "F2", "F3"]


def test_the_proponent_is_not_told_how_many_letters_it_may_not_see(world):
    path = f"/case/{world.case.reference}/documents"
    links = {}
    world.sent(world.command)
    for who in ("officer", "proponent"):
        found = re.search(rf'href="{path}"[^>]*>(.*?)</a>', page(world.client(who), path), re.DOTALL)
        links[who] = re.sub(r"<[^>]+>|\s", "", found[1])
    assert links == {"officer": "Vănbản1", "proponent": "Vănbản"}
