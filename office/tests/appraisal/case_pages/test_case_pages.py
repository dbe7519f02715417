"""The frame of a case, its overview, log and officer: what each reader sees."""

import re
from datetime import date

import pytest
from django.db import transaction

from kethop_office.appraisal.actions.assigning import assign, take_back
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.models import Case, CaseEvent, Inquiry
from kethop_office.appraisal.queries.duties import case_tasks
from kethop_office.audit.models import AuditEvent
from kethop_office.common.refusal import Refused


@pytest.fixture
def others(make):
    company = make.office("Công ty Minh Họa", kind="proponent")
    command = make.office("Bộ CHQS tỉnh", kind="military", body="provincial_military_command")
    return company, command


@pytest.fixture
def case(make, finance, officer, others):
    company, command = others
    case = make.case(
        finance,
        "Khu công nghiệp Minh Họa",
        seen_by=others,
        proponent=company,
        officer=officer,
        due_on=date(2026, 12, 31),
        next_due_on=date(2026, 11, 27),
        title_en="Illustrative industrial park",
    )
    Inquiry.objects.create(
        case=case,
        body_vi="Bộ CHQS tỉnh",
        body_en="PMC",
        consultee=command,
        role="advice",
        origin="screening",
        state="sent",
        created_at=case.created_at,
        level=0,
        compartment=case.compartment,
    )
    return case


@pytest.fixture
def clients(make, officer, others):
    company, command = others
    return {
        "officer": make.client(officer),
        "proponent": make.client(make.user("chu-dau-tu", (company, "proponent"))),
        "asked": make.client(make.user("can-bo-1", (command, "consultee_officer"))),
        "stranger": make.client(make.user("nguoi-la", (make.office("Sở khác"), "officer"))),
    }


def test_the_officer_sees_every_section(case, clients):
    page = clients["officer"].get(f"/case/{case.reference}/")
    keys = [link.key for link in page.context["shell"].sections]
    assert keys == [
        "",
        "submission",
        "site",
        "findings",
        "consultations",
        "conditions",
        "report",
        "approvals",
        "documents",
        "events",
        "related",
    ]
    counts = {link.key: link.count for link in page.context["shell"].sections}
    assert counts["consultations"] == "0/1"
    text = page.content.decode()
    assert "Khu công nghiệp Minh Họa" in text
    assert "hạn 31/12/2026" in text


def _same(response, reference):
    """Return a page without its own address and the token of its form."""
    text = response.content.decode().replace(reference, "")
    return re.sub(r'(csrf-token" content=|csrfmiddlewaretoken" value=)"[^"]*"', "", text)


@pytest.mark.parametrize("who", ["proponent", "asked"])
def test_who_does_not_carry_the_case_sees_no_result_and_nobody_asked(case, clients, who):
    page = clients[who].get(f"/case/{case.reference}/")
    keys = {link.key for link in page.context["shell"].sections}
    assert not keys & {"findings", "consultations", "conditions", "report", "approvals", "related"}
    if who == "proponent":
        assert "Bộ CHQS tỉnh" not in page.content.decode()
    assert "27/11/2026" not in page.content.decode()


def test_a_case_that_is_not_for_the_reader_is_not_found_as_a_wrong_number_is(case, clients):
    for path in (
        "",
        "events",
        "events.xlsx",
        "site",
        "site/print",
        "site/picture.svg",
        "site/site.geojson",
        "site/table.xlsx",
    ):
        hidden = clients["stranger"].get(f"/case/{case.reference}/{path}")
        wrong = clients["stranger"].get(f"/case/KH-2026-99999/{path}")
        assert hidden.status_code == wrong.status_code == 404
        assert _same(hidden, case.reference) == _same(wrong, "KH-2026-99999")


def test_the_log_shows_each_reader_its_own_part(case, clients, make, officer, others, db):
    _company, command = others
    actor = make.actor(officer)
    with transaction.atomic():
        tell(case, "case.filed", actor=actor, fields={"number": 1}, is_internal=False)
        tell(case, "case.assigned", actor=actor, fields={"officer": "Chuyên viên 9"})
        tell(case, "inquiry.sent", actor=actor, fields={"body": "Bộ CHQS tỉnh"}, office=command)
    codes = {}
    for who in ("officer", "proponent", "asked"):
        page = clients[who].get(f"/case/{case.reference}/events")
        codes[who] = {line.code for _day, lines in page.context["days"] for line in lines}
    assert codes["officer"] == {"case.filed", "case.assigned", "inquiry.sent"}
    assert codes["proponent"] == {"case.filed"}
    assert codes["asked"] == {"case.filed", "inquiry.sent"}
    kept = clients["officer"].get(f"/case/{case.reference}/events", {"kind": "inquiry"}).context["days"]
    assert [line.code for _day, lines in kept for line in lines] == ["inquiry.sent"]
    assert clients["officer"].get(f"/case/{case.reference}/events.xlsx").content[:2] == b"PK"


def test_cases_are_given_and_taken_back(make, case, finance, officer):
    other = make.user("chuyen-vien-2", (finance, "officer"))
    actor = make.actor(officer)
    before = assign(actor, [case.pk], other.pk)
    assert before == {case.pk: officer.pk}
    case.refresh_from_db()
    assert case.officer == other
    assert CaseEvent.objects.filter(case=case, code="case.assigned").count() == 1
    assert AuditEvent.objects.filter(act="case.assigned").count() == 1
    assert take_back(actor, before, other.pk) == 1
    case.refresh_from_db()
    assert case.officer == officer
    assert take_back(actor, before, other.pk) == 0  # it went on since: left alone


def test_giving_is_refused(make, case, finance, officer, others, clients):
    company, _command = others
    stranger = make.actor(make.user("ngoai", (make.office("Sở ngoài"), "officer")))
    for actor, officer_key, code in (
        (stranger, officer.pk, "assign.not_own_case"),
        (make.actor(make.user("cdt-2", (company, "proponent"))), officer.pk, "assign.not_own_case"),
        (make.actor(officer), make.user("khong-vai").pk, "assign.not_officer"),
    ):
        with pytest.raises(Refused) as refused:
            assign(actor, [case.pk], officer_key)
        assert refused.value.code == code
    Case.objects.filter(pk=case.pk).update(stage=Case.Stage.APPROVED)
    with pytest.raises(Refused, match=r"assign\.closed"):
        assign(make.actor(officer), [case.pk], None)
    with pytest.raises(Refused, match=r"assign\.none_chosen"):
        assign(make.actor(officer), [], None)


def test_many_cases_are_given_from_the_list_and_undone(make, case, finance, officer, clients):
    other = make.user("chuyen-vien-2", (finance, "officer"))
    client = clients["officer"]
    second = make.case(finance, "Thứ hai")
    sent = {"case": [str(case.pk), str(second.pk)], "officer": str(other.pk), "back": "/case/?sort=name"}
    assert client.post("/case/bulk/give", sent).url == "/case/?sort=name"
    assert set(Case.objects.values_list("officer__username", flat=True)) == {"chuyen-vien-2"}
    assert "Hoàn tác" in client.get("/case/").content.decode()
    client.post("/case/bulk/give-back", {"back": "https://elsewhere.example/"})
    assert {one.reference: one.officer_id for one in Case.objects.all()} == {
        case.reference: officer.pk,
        second.reference: None,
    }
    assert client.post("/case/bulk/give-back", {}).url == "/case/"


def test_views_are_saved_shared_and_removed(make, case, finance, officer, clients):
    client = clients["officer"]
    client.post("/case/view/save", {"name": "Của tôi", "query": "text=minh&sort=name&column=area"})
    client.post("/case/view/save", {"name": "Chung", "query": "clock=late", "shared_with": str(finance.pk)})
    colleague = make.client(make.user("chuyen-vien-3", (finance, "officer")))
    mine = {str(view.name): path for view, path in client.get("/case/").context["views"]}
    theirs = {str(view.name): view for view, _path in colleague.get("/case/").context["views"]}
    assert mine["Của tôi"] == "/case/?text=minh&sort=name&column=area"
    assert "Của tôi" not in theirs
    assert "Chung" in theirs
    stranger = clients["stranger"]
    key = theirs["Chung"].key
    assert stranger.post(f"/case/view/{key}/remove").status_code == 404
    assert colleague.post(f"/case/view/{key}/remove").status_code == 302
    assert "Chung" not in {str(view.name) for view, _path in client.get("/case/").context["views"]}
    client.post("/case/view/save", {"name": " ", "query": ""})
    assert "Nhập tên cho bộ lọc" in client.get("/case/").content.decode()


def test_work_list_source_needs_no_procedure(make, case, officer):
    assert list(case_tasks(make.actor(officer))) == []


def test_overview_asks_few_queries(case, clients, django_assert_max_num_queries):
    clients["officer"].get(f"/case/{case.reference}/")
    with django_assert_max_num_queries(25):
        clients["officer"].get(f"/case/{case.reference}/")
