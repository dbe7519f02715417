"""Running cases come in from a table, go on from where they stand, once, and go back while nobody has worked on them."""

from datetime import date

import pytest

from kethop_office.accounts.models import AccessGrant
from kethop_office.appraisal.actions import drafts, filing, receiving, validation
from kethop_office.appraisal.actions.case_import import begin_import
from kethop_office.appraisal.actions.case_import_taking import leave_import_row, take_import_row
from kethop_office.appraisal.actions.replies import ReplyText, save_reply, submit_reply
from kethop_office.appraisal.actions.replying import pass_supplement_on, sign_reply
from kethop_office.appraisal.actions.screening import request_screening
from kethop_office.appraisal.models import (
    Case,
    CaseImport,
    CaseImportDoubt,
    CaseImportRow,
    Inquiry,
    Response,
    ScreeningRun,
    Submission,
)
from kethop_office.audit.models import AuditEvent
from kethop_office.common.refusal import Refused
from kethop_office.procedures.queries import is_running

STEPS = {
    "01/HS": ("receive", "filed"),
    "02/HS": ("validate", "validation"),
    "03/HS": ("complete", "completion"),
    "04/HS": ("screen", "screening"),
    "05/HS": ("prepare_consultation", "consultation"),
    "06/HS": ("consult", "consultation"),
    "07/HS": ("draft_report", "report"),
}


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def codes(run, number, kind="case"):
    found = CaseImportDoubt.objects.filter(row__run=run, row__kind=kind, row__number=number)
    return {code.removeprefix("case.doubt.") for code in found.values_list("code", flat=True)}


def case(number) -> Case:
    return Case.objects.get(own_number=number)


def states(run, kind="case"):
    return dict(run.rows.filter(kind=kind).values_list("number", "state"))


def test_each_case_goes_on_from_its_step(desk):
    run = desk.taken()
    assert set(states(run).values()) == {"kept"}
    assert set(states(run, "asked").values()) == {"kept"}
    for number, (element, stage) in STEPS.items():
        one = case(number)
        assert one.stage == stage, number
        assert is_running(one.procedure, element), number
        running = one.procedure.steps.filter(state="running").values_list("definition__element", flat=True)
        assert {*running, *one.procedure.open_elements} == {element}, number
        assert (one.filed_on, one.reference[:8]) == (date(2026, 10, 1), "KH-2026-")
        assert [unit.name for unit in one.units.all()] == ["Xã Tam Đa"]
    assert not ScreeningRun.objects.exists(), "nothing is screened by itself"


def test_the_clock_counts_from_the_real_days_and_the_given_day_stands(desk):
    desk.taken()
    one = case("06/HS")
    assert (one.valid_on, one.law_date, one.clock) == (date(2026, 10, 5), date(2026, 10, 5), "running")
    assert one.due_on == date(2026, 12, 15)
    assert one.next_due_on == date(2026, 11, 30), "the letter that is awaited comes first"
    assert case("01/HS").clock == "not_started"
    event = one.events.get(code="case.imported")
    assert event.fields == {"file": "ho-so.xlsx", "row": 7, "letters": 2}
    told = AuditEvent.objects.get(act="case.imported", object_key=f"case:{one.pk}")
    assert "salted_file" in told.body


def test_letters_stand_as_they_went_out(desk):
    desk.taken()
    one = case("06/HS")
    awaited = one.inquiries.get(state=Inquiry.State.SENT)
    assert (awaited.consultee, awaited.sent_on, awaited.last_day) == (
        desk.command,
        date(2026, 10, 10),
        date(2026, 11, 30),
    )
    assert awaited.silence == "", "of silence nothing is said"
    answered = one.inquiries.get(state=Inquiry.State.ANSWERED)
    reply = answered.responses.get()
    assert (reply.outcome, reply.is_on_paper, reply.is_late) == ("no_objection", True, True)
    assert (reply.arrived_on, reply.sent_at.date()) == (date(2026, 11, 2), date(2026, 11, 2))
    assert one.treatments.get().opinion == "Đồng ý vị trí."
    assert case("07/HS").inquiries.get().responses.get().outcome == Response.Outcome.OBJECTION


def test_the_office_that_was_asked_answers_in_the_system_and_the_case_goes_on(desk):
    desk.taken()
    one = case("06/HS")
    assert Case.objects.visible_to(desk.actor("soldier.1")).get() == one, "only the case of which it owes an answer"
    awaited = one.inquiries.get(state=Inquiry.State.SENT)
    reply = save_reply(desk.actor("soldier.1"), awaited, version=0, reply=ReplyText("no_objection", "Thống nhất."))
    reply = submit_reply(desk.actor("soldier.1"), reply, version=reply.version)
    sign_reply(desk.actor("head.1"), reply, version=reply.version)
    one.refresh_from_db()
    assert one.stage == Case.Stage.REPORT


def test_who_asked_for_more_lets_the_clocks_stand_from_that_day(desk, book, row):
    asked = [
        [
            "06/HS",
            "Bộ Chỉ huy mẫu",
            "chấp thuận",
            "2026-10-10",
            "2026-10-30",
            "2026-10-20",
            "đề nghị bổ sung",
            "Mặt cắt.",
        ]
    ]
    desk.taken(book([row("06/HS", "đang lấy ý kiến", due="2026-11-20")], asked))
    one = case("06/HS")
    assert one.clock == Case.Clock.PAUSED
    assert one.due_on is None
    assert {stop.first for stop in one.suspensions.all()} == {date(2026, 10, 20)}
    inquiry = pass_supplement_on(desk.actor(), one.inquiries.get())
    # 20 October to 22 November: 24 working days (four whole weeks of five, and four days); 24 November is a holiday
    assert inquiry.last_day == date(2026, 12, 4)
    one.refresh_from_db()
    assert (one.clock, one.due_on) == ("running", date(2026, 12, 25))


def test_a_file_that_waits_is_received_and_found_valid_here(desk):
    desk.taken()
    first = case("01/HS")
    receiving.receive(desk.actor("clerk.1"), first, receipt_number="9", version=first.content_version)
    first.refresh_from_db()
    checks = [{"key": "title", "answer": "yes", "note": ""}]
    today = date(2026, 11, 23)
    validity = validation.Validity(complete_on=today, law_date=today, checklist=checks)
    validation.accept(desk.actor(), first, validity, version=first.content_version)
    first.refresh_from_db()
    assert (first.stage, first.valid_on, first.due_on) == ("consultation", today, date(2026, 12, 15))
    assert first.runs.get().state == ScreeningRun.State.DONE, "accepted here, it is screened here"


def test_a_file_that_is_to_be_completed_is_completed_here(desk):
    desk.taken()
    third = case("03/HS")
    assert third.completion_requests.get().items == ["Bản vẽ vị trí"]
    draft = drafts.continue_case(desk.actor(), third)
    facts = {"approval_authority": "provincial_chairman", "project_type": "industrial_park"}
    answers = {**draft.answers["details"], "facts": facts}
    draft = drafts.save_answers(desk.actor(), draft, "details", answers, version=draft.version)
    site = {"way": "units", "units": ["09208"]}
    draft = drafts.save_answers(desk.actor(), draft, "site", site, version=draft.version)
    draft = drafts.save_answers(desk.actor(), draft, "files", {"items": []}, version=draft.version)
    filing.file_submission(desk.actor(), draft, version=draft.version)
    third.refresh_from_db()
    assert (third.stage, third.submissions.count()) == ("validation", 2)


def test_a_case_that_waits_for_screening_is_screened_when_an_officer_says_so(desk):
    desk.taken()
    assert request_screening(desk.actor(), case("04/HS")).law_date == date(2026, 10, 5)


def test_the_same_file_twice_makes_nothing_twice(desk):
    desk.taken()
    before = {model: model.objects.count() for model in (Case, Inquiry, Response, Submission)}
    again = desk.taken()
    assert set(states(again).values()) == {"same"}
    assert set(states(again, "asked").values()) == {"same"}
    assert before == {model: model.objects.count() for model in before}
    assert "here_already" in codes(again, 2)


def test_another_office_and_a_hidden_case_may_bear_the_same_number(desk):
    desk.taken()
    run = desk.taken(who="officer.2")
    assert set(states(run).values()) == {"kept"}, "numbers are an office's own"
    assert "here_already" not in codes(run, 2)
    hidden = Case.objects.get(own_number="01/HS", lead_office=desk.lead)
    AccessGrant.objects.filter(compartment=hidden.compartment).delete()
    again = desk.taken()
    assert states(again)[2] == "kept"
    assert "here_already" not in codes(again, 2), "no message tells of a case that the reader may not know of"


def test_a_row_that_lacks_something_waits_and_is_never_dropped(desk, book, row):
    rows = [
        row("", "chờ tiếp nhận"),
        row("12/HS", "đã phê duyệt"),
        row("13/HS", "trình phê duyệt"),
        row("14/HS", "bước lạ"),
        row("15/HS", "đang lấy ý kiến", law=""),
        row("16/HS", "chờ tiếp nhận", received="31/31/2026"),
        row("17/HS", "chờ tiếp nhận", kind="Chưa rõ"),
        row("18/HS", "lập báo cáo", law="2027-01-01"),
        row("19/HS", "chờ tiếp nhận", law=""),
        row("19/HS", "lập báo cáo"),
    ]
    run = desk.taken(
        book(rows, [["99/HS", "Ai đó", "ý kiến", "2026-10-10", "", "", "", ""], ["19/HS", "", "", "", "", "", "", ""]])
    )
    assert states(run) == dict.fromkeys(range(2, 12), "waiting")
    assert states(run, "asked") == {2: "waiting", 3: "waiting"}
    assert not Case.objects.exists()
    expected = ["no_number", "stage_closed", "stage_later", "stage_unclear", "no_law_date", "day_unreadable"]
    expected += ["kind_unclear", "day_future", "same_number", "same_number"]
    for number, code in enumerate(expected, 2):
        assert code in codes(run, number), number
    assert "no_case" in codes(run, 2, "asked")
    assert codes(run, 3, "asked") >= {"no_body", "no_role", "no_sent_on"}
    with refused("cases.row_lacks"):
        take_import_row(desk.actor(), run.rows.get(kind="case", number=2))
    one = take_import_row(desk.actor(), run.rows.get(kind="case", number=10))
    assert one.state == "kept"
    two = take_import_row(desk.actor(), run.rows.get(kind="case", number=11))
    assert (two.state, two.case) == ("same", one.case), "the second row of one number makes no second case"
    left = leave_import_row(desk.actor(), run.rows.get(kind="case", number=3), "Đã kết thúc năm ngoái")
    assert (left.state, left.note) == ("left", "Đã kết thúc năm ngoái")


def test_doubtful_rows_wait_when_the_officer_says_so(desk, book, row):
    data = book([row("21/HS", "chờ tiếp nhận", officer="Người lạ", law=""), row("22/HS", "lập báo cáo")], [])
    run = desk.taken(data, policy="wait")
    assert states(run) == {2: "waiting", 3: "kept"}
    taken = take_import_row(desk.actor("clerk.1"), run.rows.get(number=2))
    assert taken.case.officer is None
    assert AuditEvent.objects.filter(act="cases.row_taken").exists()


def test_a_letter_that_waited_is_added_later(desk, book, row):
    asked = [["31/HS", "Bộ Chỉ huy mẫu", "gì đó", "2026-10-10", "", "", "", ""]]
    run = desk.taken(book([row("31/HS", "đang lấy ý kiến")], asked))
    one = case("31/HS")
    assert is_running(one.procedure, "prepare_consultation"), (
        "a consultation of which no letter is known is being prepared"
    )
    line = run.rows.get(kind="asked")
    with refused("cases.row_lacks"):
        take_import_row(desk.actor(), line)
    again = desk.taken(
        book([row("31/HS", "đang lấy ý kiến")], [["31/HS", "Bộ Chỉ huy mẫu", "ý kiến", "2026-10-10", "", "", "", ""]])
    )
    line = again.rows.get(kind="asked")
    assert line.state == "waiting", "what the file says more of a case that is here is added by hand"
    take_import_row(desk.actor(), line)
    one.refresh_from_db()
    assert is_running(one.procedure, "consult")
    assert one.events.filter(code="inquiry.imported").exists()


@pytest.mark.parametrize(("order", "day"), [("", None), ("day", date(2026, 3, 2)), ("month", date(2026, 2, 3))])
def test_a_day_with_two_readings_waits_for_who_knows(desk, book, row, order, day):
    run = desk.taken(book([row("41/HS", "chờ tiếp nhận", received="02/03/2026", law="")], []), day_order=order)
    made = Case.objects.filter(own_number="41/HS").first()
    assert (made.filed_on if made else None) == day
    assert ("day_two_ways" in codes(run, 2)) is (day is None)


def test_one_day_of_the_column_settles_the_others(desk, book, row):
    rows = [
        row("42/HS", "chờ tiếp nhận", received="02/03/2026", law=""),
        row("43/HS", "chờ tiếp nhận", received="15/03/2026", law=""),
    ]
    desk.taken(book(rows, []))
    assert case("42/HS").filed_on == date(2026, 3, 2)


def test_only_who_may_receive_cases_imports_them(desk, book):
    for who in ("reviewer.1", "soldier.1", "officer.2"):
        with refused("cases.importer"):
            begin_import(desk.actor(who), book(), "ho-so.xlsx", office=desk.lead.pk)
    run = desk.taken(who="clerk.1")
    assert CaseImport.objects.visible_to(desk.actor("officer.1")).get() == run
    for who in ("officer.2", "soldier.1"):
        assert not CaseImport.objects.visible_to(desk.actor(who)).exists()
        assert not CaseImportRow.objects.visible_to(desk.actor(who)).exists()
