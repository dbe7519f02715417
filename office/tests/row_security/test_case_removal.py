"""A case is removed with every row that hangs on it, and nothing else goes; or it stays whole."""

import os

import pytest
from case_rows import every_row, fill, kinds_below, rows_below
from django.db import DatabaseError, transaction
from ground import NOON

from kethop_office.accounts.models import Compartment, Job, LabelChange
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.row_security.reader import reader_of, reading
from kethop_office.appraisal.actions.case_removal import remove_case
from kethop_office.appraisal.models import Case, CaseImport, CaseLink, SiteDrawing
from kethop_office.audit.models import AuditEvent
from kethop_office.common.models import Blob
from kethop_office.common.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(ground):
    """Two full cases that are linked with each other, each in its compartment."""
    cases = []
    for title in ("Hồ sơ đi", "Hồ sơ ở lại"):
        compartment = Compartment.objects.create(kind="case")
        ground.grant(compartment, office=ground.own, ends=3000)
        cases.append(ground.case(title, compartment=compartment))
        fill(ground, cases[-1])
    gone, stays = cases
    for one, other in ((gone, stays), (stays, gone)):
        CaseLink.objects.create(case=one, other=other, relation="same_site", compartment=one.compartment)
    return gone, stays


def remove(case):
    with transaction.atomic():
        return remove_case(case)


def needed():
    return pytest.raises(Refused, match=r"case\.needed")


def test_every_row_of_the_case_goes_and_no_other(made):
    gone, stays = made
    below = rows_below(gone)
    assert kinds_below() <= set(below), "the case has a row of every kind that can hang on one"
    before = every_row()
    named = {(model._meta.label, key) for model, keys in below.items() for key in keys}
    for run in CaseImport.objects.filter(rows__case=gone):  # of the table that it came in by, no other case is left
        named |= {("appraisal.CaseImport", run.pk), ("accounts.Compartment", run.compartment_id)}
    count = remove(gone)
    after = every_row()
    assert set(before) - set(after) == named
    assert {key: row for key, row in before.items() if key not in named} == after
    assert set(rows_below(stays)) >= kinds_below()
    assert count == len(named)


def test_files_are_left_to_the_sweeper(made):
    gone, _stays = made
    blobs = set(Blob.objects.values_list("pk", flat=True))
    events = AuditEvent.objects.count()
    remove(gone)
    assert set(Blob.objects.values_list("pk", flat=True)) == blobs
    assert AuditEvent.objects.count() == events


def test_a_case_that_another_one_amends_stays_whole(made):
    gone, stays = made
    Case.objects.filter(pk=stays.pk).update(amendment_of=gone)
    before = every_row()
    with needed():
        remove(gone)
    assert every_row() == before


def test_a_row_above_the_case_keeps_it_and_says_no_more_than_an_amendment_does(made):
    gone, _stays = made
    SiteDrawing.objects.filter(case=gone).update(level=20)
    before = every_row()
    with needed() as refused:
        remove(gone)
    assert refused.value.fields == {}
    assert every_row() == before


def test_a_change_of_its_label_lies_above_and_goes_with_it(made, ground):
    gone, _stays = made
    LabelChange.objects.filter(compartment=gone.compartment).update(level=20)
    Job.objects.filter(compartment=gone.compartment).update(level=20)
    with reading(reader_of(actor_of(ground.user, NOON))):
        remove(gone)
    assert not Compartment.objects.filter(pk=gone.compartment_id).exists()
    assert not LabelChange.objects.filter(compartment=gone.compartment_id).exists()


def test_a_case_that_is_gone_is_not_found(made):
    gone, _stays = made
    remove(gone)
    with pytest.raises(Case.DoesNotExist):
        remove(gone)


@pytest.mark.django_db(transaction=True)
def test_it_is_done_inside_a_transaction_only(ground):
    case = ground.case("Hồ sơ")
    with pytest.raises(RuntimeError, match="inside the transaction"):
        remove_case(case)


@pytest.mark.skipif(
    os.environ.get("KETHOP_TEST_LEVELS") != "several", reason="test_on_postgresql runs it behind the wall"
)
class TestBehindTheWall:
    """What only a database with several levels can refuse."""

    def test_a_session_of_another_level_removes_nothing(self, made, ground):
        gone, _stays = made
        cleared = ground.account("officer.3", 20)
        before = every_row()
        working = reader_of(actor_of(cleared, NOON, working=20))
        with pytest.raises(DatabaseError, match="row-level security"), reading(working):
            remove(gone)
        assert every_row() == before

    def test_who_has_no_grant_does_not_find_it(self, made, ground):
        gone, _stays = made
        stranger = ground.account("stranger")
        stranger.memberships.update(office=ground.other)
        before = every_row()
        with reading(reader_of(actor_of(stranger, NOON))), pytest.raises(Case.DoesNotExist):
            remove(gone)
        assert every_row() == before

    def test_the_link_of_a_hidden_case_keeps_it(self, made, ground):
        gone, _stays = made
        compartment = Compartment.objects.create(kind="case")
        hidden = ground.case("Ẩn", level=20, compartment=compartment)
        CaseLink.objects.create(case=hidden, other=gone, relation="follows", level=20, compartment=compartment)
        before = every_row()
        with reading(reader_of(actor_of(ground.user, NOON))), needed() as refused:
            remove(gone)
        assert refused.value.fields == {}
        assert every_row() == before
