"""Pages: versions, the drawing in both languages, a case's steps in words, and moving cases to another version."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from sessions_at import works_at

from kethop_office.accounts.models import AccessGrant, Clearance, Compartment, Membership, User
from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions, queries
from kethop_office.procedures.models import ProcedureVersion

NOW = clock.now()


def signed_in(house, *roles, rank=0, office=None):
    user = User.objects.create_user(f"u{User.objects.count()}", title="Tài khoản")
    for role in roles:
        Membership.objects.create(user=user, office=office or house.lead, role=role, starts=date(2026, 1, 1))
    if rank:
        Clearance.objects.create(user=user, rank=rank, starts=date(2026, 1, 1), ends=date(2099, 1, 1), decision="1/QĐ")
    client = Client()
    client.force_login(user)
    if rank:
        works_at(client, rank)
    return client


@pytest.fixture
def client(house):
    return signed_in(house, "rule_officer")


def redrawn(text, **changes):
    """Return the drawing of projects with one step renamed, or with a second review put in."""
    for old, new in changes.items():
        text = text.replace(f'"{old}"', f'"{new}"').replace(f">{old}<", f">{new}<")
    return text


@pytest.fixture
def versions(drawings):
    """Return the first version and a second one in which the review has another name."""
    first = next(each for each in drawings if each.key == "project_appraisal")
    second = actions.take_in("project_appraisal", redrawn(first.bpmn, review="second_look").encode(), pack="vn")
    return ProcedureVersion.objects.get(pk=first.pk), second


def go(house, run, *steps):
    for step in steps:
        element, _, outcome = step.partition("=")
        role = queries.graph_of(run.version_id).nodes[element].lane
        actions.finish(run, element, actor=house.actors[role], outcome=outcome)


def at_review(house):
    run = house.start()
    go(house, run, "receive", "validate=valid", "screen", "prepare_consultation")
    actions.close_items(run, "consult", actor=house.actors["officer"])
    go(house, run, "draft_report")
    return run


def test_unchanged_file_is_no_new_version_and_a_changed_one_is(drawings):
    first = next(each for each in drawings if each.key == "project_appraisal")
    assert actions.take_in("project_appraisal", first.bpmn.encode(), pack="vn") == first
    second = actions.take_in("project_appraisal", (first.bpmn + "<!-- again -->").encode(), pack="vn")
    assert (second.number, second.is_current) == (2, True)
    first.refresh_from_db()
    assert not first.is_current
    third = actions.take_in("project_appraisal", first.bpmn.encode(), pack="vn")
    assert third.number == 3


def test_running_case_stays_on_its_version(house, drawings):
    run = house.start()
    first = next(each for each in drawings if each.key == "project_appraisal")
    actions.take_in("project_appraisal", redrawn(first.bpmn, validate="examine").encode(), pack="vn")
    go(house, run, "receive")
    assert queries.is_running(run, "validate")
    assert house.start().version.number == 2


def test_list_shows_versions_and_counts_within_permission(house, versions, client):
    house.start()
    actions.start("project_appraisal", actor=house.actors["clerk"], offices=house.offices, level=10, compartment=None)
    page = client.get(reverse("procedures:index")).content.decode()
    assert "Thẩm định dự án, bản 2" in page
    assert "Thẩm định dự án, bản 1" in page
    rows = {
        row.version.number: row.count
        for row in client.get(reverse("procedures:index")).context["rows"]
        if row.version.key == "project_appraisal"
    }
    assert rows == {2: 1, 1: 0}
    cleared = signed_in(house, "officer", rank=10)
    rows = cleared.get(reverse("procedures:index")).context["rows"]
    assert {row.count for row in rows if row.version.number == 2} == {2}


def test_compartment_without_a_grant_is_not_counted(house, drawings, client):
    compartment = Compartment.objects.create(kind="case")
    actions.start(
        "project_appraisal", actor=house.actors["clerk"], offices=house.offices, level=0, compartment=compartment
    )
    first = next(each for each in drawings if each.key == "project_appraisal")
    path = reverse("procedures:version", kwargs={"key": first.pk})
    assert {step.count for step in client.get(path).context["steps"]} == {0}
    AccessGrant.objects.create(
        compartment=compartment,
        office=house.lead,
        mode="read",
        starts=NOW - timedelta(1),
        ends=NOW + timedelta(9),
        event="x",
    )
    assert next(step.count for step in client.get(path).context["steps"]) == 1


def test_stranger_is_sent_to_sign_in_and_other_roles_do_not_find_the_acts(house, versions):
    first, second = versions
    paths = [reverse("procedures:migrate", kwargs={"key": first.pk}), reverse("procedures:read")]
    assert Client().get(reverse("procedures:index")).status_code == 302
    officer = signed_in(house, "officer")
    assert [officer.post(path).status_code for path in paths] == [404, 404]
    assert officer.get(reverse("procedures:version", kwargs={"key": second.pk})).status_code == 200


def test_version_page_tells_the_ways_on_in_words(client, versions):
    page = client.get(reverse("procedures:version", kwargs={"key": versions[0].pk}))
    validate = page.context["steps"][1]
    assert [(way.outcome, way.steps) for way in validate.ways] == [
        ("hợp lệ", "Sàng lọc"),
        ("đề nghị bổ sung", "Bổ sung hồ sơ"),
        ("trả hồ sơ", "kết thúc"),
    ]
    draft = page.context["steps"][6]
    assert [(way.outcome, way.steps) for way in draft.ways] == [
        ("lấy ý kiến thêm", "Chuẩn bị lấy ý kiến"),
        ("trình thẩm tra", "Thẩm tra báo cáo"),
        ("Hồ sơ được sửa đổi, bổ sung", "Sàng lọc"),
    ]


def test_drawing_is_given_in_both_languages_and_no_other(client, versions):
    path = "procedures:drawing"
    vi = client.get(reverse(path, kwargs={"key": versions[0].pk, "language": "vi"}))
    en = client.get(reverse(path, kwargs={"key": versions[0].pk, "language": "en"}))
    assert (vi["Content-Type"], vi["X-Content-Type-Options"]) == ("application/xml; charset=utf-8", "nosniff")
    assert 'name="Tiếp nhận hồ sơ"' in vi.content.decode()
    assert 'name="Receive the file"' in en.content.decode()
    assert "Tiếp nhận hồ sơ" not in en.content.decode()
    assert client.get(reverse(path, kwargs={"key": versions[0].pk, "language": "fr"})).status_code == 404


@pytest.mark.parametrize(("language", "word"), [("vi", "đang thực hiện"), ("en", "in progress")])
def test_list_beside_the_diagram_says_what_the_diagram_marks(house, drawings, language, word):
    run = house.start()
    go(house, run, "receive", "validate=valid", "screen", "prepare_consultation")
    actions.add_item(
        run, "consult", "q1", office=house.command, due_on=date(2026, 12, 4), actor=house.actors["officer"]
    )
    with translation.override(language):
        diagram = queries.diagram_of(run, house.actors["officer"])
        html = render_to_string("procedures/_diagram.html", {"diagram": diagram})
    assert diagram.running == "consult"
    assert diagram.done.split() == ["receive", "validate", "screen", "prepare_consultation"]
    assert html.count("<li") >= len(diagram.rows) == 10
    assert word in html
    assert "2026" in html
    assert "Bộ Chỉ huy quân sự" in html


def test_who_is_asked_is_shown_to_the_offices_of_the_case_and_to_each_body_only_itself(house, drawings):
    run = house.start()
    officer = house.actors["officer"]
    go(house, run, "receive", "validate=valid", "screen", "prepare_consultation")
    for item, office in (("q1", house.command), ("q2", house.police)):
        actions.add_item(run, "consult", item, office=office, due_on=None, actor=officer)

    def asked(actor):
        return {
            item.whom for row in queries.diagram_of(run, actor).rows if row.element == "consult" for item in row.items
        }

    assert asked(officer) == {"Bộ Chỉ huy quân sự", "Công an tỉnh"}
    assert asked(house.actors["consultee_officer"]) == {"Bộ Chỉ huy quân sự"}
    assert asked(house.actors["proponent"]) == set()
    assert asked(house.actor("officer", house.police)) == {"Công an tỉnh"}


def test_case_moves_by_the_mapping_and_keeps_what_was_done(house, versions):
    first, second = versions
    second.is_current = False
    second.save()
    first.is_current = True
    first.save()
    run = at_review(house)
    rule_officer = house.actor("rule_officer", house.lead)
    actions.migrate(run, second, {"review": "second_look"}, actor=rule_officer)
    run.refresh_from_db()
    assert run.version_id == second.pk
    assert [step.element for step in queries.running(run)] == ["second_look"]
    assert "receive" in [step.element for step in queries.steps_of(run)]
    go(house, run, "second_look=accepted")
    assert queries.is_running(run, "approve")
    event = AuditEvent.objects.get(act="procedure.migrated")
    assert "review>second_look" in event.body


@pytest.fixture
def standing(house, versions):
    """One case at the review of the first version, which is no longer the current one."""
    first, second = versions
    ProcedureVersion.objects.filter(pk=second.pk).update(is_current=False)
    ProcedureVersion.objects.filter(pk=first.pk).update(is_current=True)
    run = at_review(house)
    ProcedureVersion.objects.filter(pk=first.pk).update(is_current=False)
    ProcedureVersion.objects.filter(pk=second.pk).update(is_current=True)
    return run


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({}, "migration.no_target"),
        ({"review": "review"}, "migration.target_unknown"),
        ({"review": "approve"}, "migration.kind_differs"),
        ({"draft_report": "draft_report"}, "migration.no_target"),
    ],
)
def test_case_whose_running_step_has_no_counterpart_stays(house, versions, standing, mapping, code):
    rule_officer = house.actor("rule_officer", house.lead)
    with pytest.raises(Refused) as caught:
        actions.migrate(standing, versions[1], mapping, actor=rule_officer)
    assert caught.value.code == "procedure.migration_refused"
    assert [each.code for each in caught.value.fields["obstacles"]] == [code]
    assert queries.is_running(standing, "review")
    assert not AuditEvent.objects.filter(act="procedure.migrated").exists()


def test_only_a_rule_officer_of_the_case_moves_it_and_only_within_its_procedure(house, drawings, versions, standing):
    plan = next(each for each in drawings if each.key == "plan_appraisal")
    mapping = {"review": "second_look"}
    for actor in (house.actors["officer"], house.actor("rule_officer", house.police)):
        with pytest.raises(Refused, match="not_rule_officer"):
            actions.migrate(standing, versions[1], mapping, actor=actor)
    with pytest.raises(Refused, match="other_procedure"):
        actions.migrate(standing, plan, {"review": "review"}, actor=house.actor("rule_officer", house.lead))


def test_page_refuses_an_open_choice_shows_what_happens_and_moves(client, versions, standing):
    first, second = versions
    path = reverse("procedures:migrate", kwargs={"key": first.pk})
    page = client.get(path)
    assert page.context["target"] == second
    refused = client.post(path, {"review": ""})
    assert refused.status_code == 422
    assert "chưa chọn bước tương ứng" in refused.content.decode()
    shown = client.post(path, {"review": "second_look"})
    assert "Xác nhận chuyển hồ sơ" in shown.content.decode()
    assert queries.is_running(standing, "review")
    done = client.post(path, {"review": "second_look", "act": "move"}, follow=True)
    assert "Đã chuyển 1 hồ sơ sang bản 2" in done.content.decode()
    assert queries.is_running(standing, "second_look")


def test_page_tells_why_no_case_moves(client, versions, standing, draw, house):
    nodes = [
        ("start", "s", {}),
        ("and", "g", {}),
        ("user", "a", {}),
        ("user", "b", {}),
        ("and", "h", {}),
        ("end", "e", {}),
    ]
    flows = [("s", "g", ""), ("g", "a", ""), ("g", "b", ""), ("a", "h", ""), ("b", "h", ""), ("h", "e", "")]
    third = actions.take_in(
        "project_appraisal", draw.drawing(nodes, flows, key="project_appraisal").encode(), pack="vn"
    )
    path = reverse("procedures:migrate", kwargs={"key": versions[0].pk}) + f"?to={third.pk}"
    page = client.post(path, {"review": "a"})
    assert page.status_code == 422
    assert "1 hồ sơ: Bản mới không có lúc nào chỉ thực hiện các bước: a" in page.content.decode()


def test_faulty_drawing_leaves_the_versions_as_they_are(client, versions, monkeypatch):
    bad = (
        versions[0]
        .bpmn.replace("<bpmn:businessRuleTask", "<bpmn:scriptTask")
        .replace("</bpmn:businessRuleTask", "</bpmn:scriptTask")
    )
    monkeypatch.setattr("kethop_office.procedures.bridge.drawings_of", lambda _: [("project_appraisal", bad.encode())])
    page = client.post(reverse("procedures:read"))
    assert page.status_code == 422
    assert "scriptTask" in page.content.decode()
    assert ProcedureVersion.objects.filter(key="project_appraisal").count() == 2


def test_changed_drawing_is_taken_in_on_the_word_of_a_rule_officer(client, versions):
    page = client.post(reverse("procedures:read"), follow=True)
    assert "Đã nạp bản mới: Thẩm định dự án 3" in page.content.decode()
    page = client.post(reverse("procedures:read"), follow=True)
    assert "Không sơ đồ nào thay đổi" in page.content.decode()
