"""An import of running cases goes back as a whole, while nobody has worked on any of them."""

import pytest
from django.db import transaction

from kethop_office.appraisal.actions import drafts
from kethop_office.appraisal.actions.assigning import assign
from kethop_office.appraisal.actions.case_import_undoing import undo_case_import
from kethop_office.appraisal.actions.case_removal import remove_case
from kethop_office.appraisal.actions.replies import ReplyText, save_reply
from kethop_office.appraisal.actions.screening import request_screening
from kethop_office.appraisal.models import Case, CaseImport, CaseImportRow, Inquiry
from kethop_office.common.refusal import Refused


def case(number) -> Case:
    return Case.objects.get(own_number=number)


def states(run):
    return set(run.rows.values_list("state", flat=True))


def test_undo_takes_everything_back_and_the_file_can_come_again(desk):
    run = desk.taken()
    undo_case_import(desk.actor(), run)
    run.refresh_from_db()
    assert run.state == CaseImport.State.UNDONE
    assert not Case.objects.exists()
    assert not Inquiry.objects.exists()
    assert states(run) == {"undone"}
    assert states(desk.taken()) == {"kept"}


def test_with_the_last_case_of_it_goes_the_table_itself(desk):
    """When cases are destroyed, the file that tells of them is not left."""
    run = desk.taken()
    *first, last = Case.objects.order_by("pk")
    with transaction.atomic():
        for one in first:
            remove_case(one)
    run.refresh_from_db()
    assert run.rows.filter(case=last).exists()
    with transaction.atomic():
        remove_case(last)
    assert not CaseImport.objects.exists()
    assert not CaseImportRow.objects.exists()


@pytest.mark.parametrize("act", ["assign", "reply", "draft", "screen"])
def test_a_case_that_someone_has_worked_on_is_not_thrown_away(desk, act):
    run = desk.taken()
    if act == "assign":
        assign(desk.actor(), [case("02/HS").pk], desk.users["officer.1"].pk)
    elif act == "reply":
        awaited = Inquiry.objects.get(state=Inquiry.State.SENT)
        save_reply(desk.actor("soldier.1"), awaited, version=0, reply=ReplyText("no_objection", "Đang soạn"))
    elif act == "draft":
        drafts.continue_case(desk.actor(), case("03/HS"))
    else:
        request_screening(desk.actor(), case("04/HS"))
    with pytest.raises(Refused, match="^cases.worked_on$"):
        undo_case_import(desk.actor(), run)
    assert Case.objects.count() == len(desk.cases)
