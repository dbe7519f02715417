"""What the engine says of a case, and what two persons make of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from kethop_office.accounts.models import AccessGrant, Notice
from kethop_office.appraisal.actions import run_screening, screening, validation
from kethop_office.appraisal.actions.links import link_cases, unlink_cases
from kethop_office.appraisal.actions.overruling import ask_override, settle_override
from kethop_office.appraisal.actions.proposing import propose_inquiries
from kethop_office.appraisal.bridge import desk
from kethop_office.appraisal.models import (
    CaseLink,
    Finding,
    FindingOverride,
    Inquiry,
    ScreeningRun,
    ValidatedSubmission,
)
from kethop_office.appraisal.queries.effective import counting_run, effective_outcome
from kethop_office.appraisal.queries.findings import finding_row, findings_view, run_changes
from kethop_office.appraisal.queries.related import related_view
from kethop_office.common.files import blob_path, read_blob
from kethop_office.common.refusal import Refused


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def test_a_run_keeps_what_the_engine_said(house):
    case = house.valid()
    run = case.runs.get()
    assert [item.outcome for item in run.findings.order_by("order")] == sorted(
        run.findings.values_list("outcome", flat=True), key=["hit", "unknown", "clear"].index
    )
    assert run.pack_sha256
    assert run.engine_version
    assert case.area_ha == Decimal("37.2126")
    assert case.west < case.lon < case.east
    assert [(unit.code, unit.province_code) for unit in case.units.filter(is_declared=False)] == [("09208", "24")]
    assert case.has_unknown


def test_the_bytes_of_a_run_give_the_same_bytes_again(house):
    run = house.valid().runs.get()
    answer = desk.ask("replay", run=str(blob_path(run.file.sha256)))
    assert answer["is_identical"], answer
    assert read_blob(run.file).startswith(b"{")


def test_inquiries_stand_as_the_engine_says_them(house):
    case = house.valid()
    command = case.inquiries.filter(consultee=house.command)
    assert command.exists()
    assert set(case.inquiries.values_list("state", "origin")) == {("proposed", "screening")}
    for inquiry in case.inquiries.all():
        assert inquiry.findings.exists()
        assert (inquiry.period is None) == (inquiry.unit == "")
        assert inquiry.period_state in {"stated", "none_stated", "unverified", "not_determined"}
        assert inquiry.silence in {"nothing", "deemed_agreed"}


def test_screening_again_keeps_what_is_the_same(house):
    case = house.valid()
    before = set(case.inquiries.values_list("pk", flat=True))
    screening.screen_again(house.actor("officer"), case)
    assert set(case.inquiries.values_list("pk", flat=True)) == before
    runs = list(case.runs.order_by("number"))
    assert [run.state for run in runs] == ["done", "done"]
    assert set(case.inquiries.values_list("run", flat=True)) == {runs[1].pk}
    assert run_changes(house.actor("officer"), runs[1]) == []


def test_an_inquiry_that_is_no_longer_asked_for_goes_unless_it_was_sent(house):
    case = house.valid()
    gone, out = case.inquiries.order_by("pk")[:2]
    for row in (gone, out):
        row.body_vi = "Cơ quan không còn được hỏi"
        row.save()
    out.state = Inquiry.State.SENT
    out.save()
    screening.screen_again(house.actor("officer"), case)
    gone.refresh_from_db()
    out.refresh_from_db()
    assert (gone.state, out.state) == ("removed", "sent")


def test_a_failed_run_clears_nothing(house, monkeypatch):
    case = house.valid()
    before = list(case.findings.values_list("pk", "outcome"))

    def ended(*_asked, **_given):
        raise desk.EngineEnded

    monkeypatch.setattr(run_screening, "ask", ended)
    screening.screen_again(house.actor("officer"), case)
    run = case.runs.order_by("-number").first()
    assert (run.state, run.error_code) == ("failed", "engine.ended")
    assert list(case.findings.values_list("pk", "outcome")) == before
    assert counting_run(case).number == 1
    view = findings_view(house.actor("officer"), case, None)
    assert view.failed == run
    assert view.run.number == 1
    assert Notice.objects.filter(kind="screening.failed").exists()


def test_a_file_that_the_engine_cannot_read_says_so_in_both_languages(house):
    case = house.received()
    submission = case.submissions.get()
    answers = {**submission.answers, "site": {**submission.answers["site"], "crs": "EPSG:9212"}}
    type(submission).objects.filter(pk=submission.pk).update(answers=answers)
    validation.accept(house.actor("officer"), case, house.validity(), version=1)
    run = house.fresh(case).runs.get()
    assert run.state == "failed"
    assert run.error_code == "site.meridian_differs"
    assert "kinh tuyến trục" in run.error_fields["vi"]
    assert "central meridian" in run.error_fields["en"]
    assert house.fresh(case).stage == "screening"


def test_equal_runs_are_joined_while_one_waits(house):
    case = house.valid()
    waiting = ScreeningRun.objects.create(
        case=case,
        validation=case.validations.get(),
        number=2,
        law_date=case.law_date,
        requested_by=house.users["officer"],
        requested_at=house.at,
        compartment=case.compartment,
    )
    assert screening.screen_again(house.actor("officer"), case) == waiting


def test_a_run_that_a_newer_file_overtook_counts_for_nothing(house):
    case = house.valid()
    officer = house.actor("officer")
    old = case.runs.get()
    place = (case.area_ha, case.inquiries.count())
    answer = {"run": {}, "shape": None, "provinces": [], "reasons": {}, "opened": {}}
    late = ScreeningRun.objects.create(
        case=case,
        validation=case.validations.get(),
        number=0,
        law_date=case.law_date,
        requested_by=house.users["officer"],
        requested_at=house.at,
        compartment=case.compartment,
    )
    said = {
        "pack": {"version": "1", "sha256": "0"},
        "engine_version": "0",
        "layers": [],
        "site": None,
        "findings": [],
        "inquiries": [],
    }
    screening.keep_run(late, officer, {**answer, "run": said}, b"{}")
    case = house.fresh(case)
    assert counting_run(case) == old
    assert (case.area_ha, case.inquiries.count()) == place


def test_a_finding_is_overruled_by_two_persons_and_stays(house):
    case = house.valid()
    finding = case.findings.filter(outcome="unknown").first()
    officer, reviewer = house.actor("officer"), house.actor("reviewer")
    with refused("case.no_reason"):
        ask_override(officer, finding, outcome="clear", reason=" ")
    with refused("override.same"):
        ask_override(officer, finding, outcome="unknown", reason="x")
    override = ask_override(officer, finding, outcome="clear", reason="Đã hỏi cơ quan quản lý ngày 20/11/2026")
    assert effective_outcome(finding) == "unknown"
    with refused("override.asked"):
        ask_override(officer, finding, outcome="clear", reason="x")
    with refused("override.not_reviewer"):
        settle_override(house.actor("second_officer"), override, is_confirmed=True, note="")
    settle_override(reviewer, override, is_confirmed=True, note="")
    finding.refresh_from_db()
    assert finding.outcome == "unknown"
    assert effective_outcome(finding) == "clear"
    with refused("override.settled"):
        settle_override(reviewer, override, is_confirmed=False, note="x")


def test_nobody_confirms_what_they_asked_for(house):
    house.account("both", house.lead, "officer", "reviewer")
    case = house.valid()
    finding = case.findings.filter(outcome="hit").first()
    override = ask_override(house.actor("both"), finding, outcome="clear", reason="x")
    with refused("override.same_person"):
        settle_override(house.actor("both"), override, is_confirmed=True, note="")
    with refused("case.no_reason"):
        settle_override(house.actor("reviewer"), override, is_confirmed=False, note="")
    settle_override(house.actor("reviewer"), override, is_confirmed=False, note="Chưa đủ căn cứ")
    assert effective_outcome(finding) == "hit"


def test_when_every_unknown_is_settled_the_case_has_none(house):
    case = house.valid()
    for finding in case.findings.filter(outcome="unknown"):
        override = ask_override(house.actor("officer"), finding, outcome="hit", reason="x")
        settle_override(house.actor("reviewer"), override, is_confirmed=True, note="")
    assert not house.fresh(case).has_unknown
    screening.screen_again(house.actor("officer"), house.fresh(case))
    assert house.fresh(case).has_unknown
    old = FindingOverride.objects.first().finding
    with refused("override.old_run"):
        ask_override(house.actor("officer"), old, outcome="clear", reason="x")
    assert Finding.objects.filter(run__number=1).count() == Finding.objects.filter(run__number=2).count()


def test_cases_on_one_site_are_found_only_among_those_one_may_see(house):
    first, second = house.valid(), house.valid()
    officer = house.actor("officer")
    view = related_view(officer, first)
    assert [(item.case, item.percent) for item in view.same_site] == [(second, 100.0)]
    AccessGrant.objects.filter(compartment=second.compartment).update(revoked_at=house.at - timedelta(days=1))
    view = related_view(officer, first)
    assert view.same_site == ()
    assert view.same_proponent == []


def test_a_link_is_made_once_and_ended_with_a_reason(house):
    first, second, officer = house.filed(), house.filed(), house.actor("officer")
    with refused("link.itself"):
        link_cases(officer, first, first, relation="other", reason="")
    link = link_cases(officer, first, second, relation="same_site", reason="")
    with refused("link.there"):
        link_cases(officer, second, first, relation="other", reason="")
    with refused("case.no_reason"):
        unlink_cases(officer, link, reason="")
    unlink_cases(officer, link, reason="Nhầm")
    with refused("link.ended"):
        unlink_cases(officer, CaseLink.objects.get(), reason="x")
    assert related_view(officer, first).links == []


def test_an_office_does_not_ask_itself(house):
    case = house.filed()
    type(case).objects.filter(pk=case.pk).update(lead_office=house.command)
    said = {"id": "x", "body": "provincial_military_command", "role": "concurrence", "findings": ["site.a"]}
    said["body_label"] = {"vi": house.command.name_vi, "en": house.command.name_en}
    case = house.fresh(case)
    finding = Finding(case=case, key="site.a", order=1, outcome="hit", topic_vi="a", topic_en="a", text_vi="a", body={})
    finding.body = {"provisions": [], "rules": [], "notes": []}
    finding.run = ScreeningRun.objects.create(
        validation=ValidatedSubmission.objects.create(
            case=case,
            submission=case.submissions.get(),
            number=1,
            proposal=case.submissions.get().proposal,
            complete_on=house.at.date(),
            law_date=house.at.date(),
            frozen_by=house.users["officer"],
            frozen_at=house.at,
        ),
        case=case,
        number=1,
        law_date=house.at.date(),
        requested_by=house.users["officer"],
        requested_at=house.at,
    )
    finding.save()
    counts = propose_inquiries(
        finding.run, case, house.actor("officer"), {"inquiries": [said]}, {"site.a": finding}, ["24"]
    )
    assert counts == {"added": 0, "kept": 0, "gone": 0, "still_out": 0, "own": 1}
    assert not case.inquiries.exists()
    finding.refresh_from_db()
    assert finding.body["own"] == [
        {"is_lead": True, "role": "concurrence", "vi": house.command.name_vi, "en": house.command.name_en}
    ]
    row = finding_row(house.actor("officer"), finding)
    assert row.bodies == []
    assert "tự xem xét" in row.own[0]
    with translation.override("en"):
        assert "itself" in finding_row(house.actor("officer"), finding).own[0]
