"""On a node of several levels an import is of the level that its session works at, and tells nothing to the levels below."""

import os
from datetime import date

import pytest

from kethop_office.accounts.models import Clearance
from kethop_office.accounts.queries.actors import actor_of
from kethop_office.accounts.row_security.reader import reader_of, reading
from kethop_office.appraisal.actions.case_import import begin_import, choose_columns, order_import
from kethop_office.appraisal.actions.case_import_undoing import undo_case_import
from kethop_office.appraisal.models import Case, CaseImport, CaseImportDoubt, CaseImportRow, Inquiry

pytestmark = pytest.mark.skipif(
    os.environ.get("KETHOP_TEST_LEVELS") != "several", reason="test_on_postgresql runs it behind the wall"
)


def brought_in(desk, actor, data):
    with reading(reader_of(actor)):
        run, _job = begin_import(actor, data, "ho-so.xlsx", office=desk.lead.pk)
        run.refresh_from_db()
        choose_columns(actor, run, run.mapping, run.asked_mapping, day_order="")
        run.refresh_from_db()
        order_import(actor, run, policy="keep")
        run.refresh_from_db()
    return run


def seen(actor):
    with reading(reader_of(actor)):
        return [model.objects.count() for model in (CaseImport, CaseImportRow, CaseImportDoubt, Case, Inquiry)]


def test_each_level_brings_in_its_own(desk, book):
    user = desk.users["officer.1"]
    Clearance.objects.create(user=user, rank=20, starts=date(2026, 1, 1), ends=date(2027, 1, 1), decision="QĐ ví dụ")
    above, below = actor_of(user, working=20), actor_of(user, working=0)
    nothing = seen(below)
    secret = brought_in(desk, above, book())
    assert (secret.state, secret.level) == (CaseImport.State.TAKEN, 20)
    assert {case.level for case in Case.objects.all()} == {20}
    assert all(case.reference.startswith("KHM-") for case in Case.objects.all()), "a series of its own level"
    assert seen(below) == nothing == [0, 0, 0, 0, 0]
    plain = brought_in(desk, below, book())
    assert set(plain.rows.values_list("state", flat=True)) == {"kept"}, "the same numbers, and no word of those above"
    assert not plain.rows.filter(doubts__code="case.doubt.here_already").exists()
    again = brought_in(desk, above, book())
    assert set(again.rows.values_list("state", flat=True)) == {"same"}
    with reading(reader_of(below)):
        undo_case_import(below, plain)
    assert {case.level for case in Case.objects.all()} == {20}
    assert seen(actor_of(desk.users["officer.2"], working=0)) == nothing
