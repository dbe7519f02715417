"""Advice that starts from the military side reaches a case that the adviser was not granted, and tells the adviser nothing of it."""

from datetime import date

import pytest

from kethop_office.accounts.models import Membership, Notice
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.row_security.reader import keeping, reader_of, reading
from kethop_office.appraisal.actions.initiative import accept_offer, offer_advice
from kethop_office.appraisal.models import Inquiry
from kethop_office.appraisal.queries.cases import visible_cases
from kethop_office.common.levels import holds_several

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(ground):
    """Offer advice as an officer of a command, cleared for 20, whose session works at 20."""
    ground.other.kind = "military"
    ground.other.save()
    adviser = ground.account("adviser.1", 20)
    Membership.objects.filter(user=adviser).delete()
    Membership.objects.create(user=adviser, office=ground.other, role="consultee_officer", starts=date(2026, 1, 1))

    def one(reference):
        with reading(reader_of(actor_of(adviser))):
            made = offer_advice(actor_of(adviser), ground.other, reference, subject="Độ cao")
            assert not visible_cases(actor_of(adviser)).filter(reference=reference).exists()
        return made

    return one


def offered(case):
    return Inquiry.objects.filter(case=case, origin="initiative")


def test_a_case_that_was_not_granted_is_reached_and_not_told(ground, compartment, offer):
    ground.grant(compartment, office=ground.own, ends=300)
    officer = ground.account("officer.2", 20)
    case = ground.case("Khu công nghiệp mẫu", level=20, compartment=compartment)
    assert offer("KH-2026-99999") is None
    assert offer(case.reference) is None
    inquiry = offered(case).get()
    assert inquiry.state == Inquiry.State.PROPOSED
    assert Notice.objects.filter(kind="inquiry.advice_to_accept", user=officer).exists()
    with reading(reader_of(actor_of(officer))):
        assert accept_offer(actor_of(officer), inquiry).state == Inquiry.State.SENT
    assert offer_is_seen(ground, case)


def offer_is_seen(ground, case):
    adviser = ground.other.memberships.get().user
    with reading(reader_of(actor_of(adviser))):
        return visible_cases(actor_of(adviser)).filter(pk=case.pk).exists()


@pytest.mark.parametrize("level", [0, 30])
def test_at_another_level_the_answer_is_that_of_no_case(ground, compartment, offer, level):
    """Above it may not be known of; below it could be neither written nor refused without telling."""
    case = ground.case("Khu công nghiệp mẫu", level=level, compartment=compartment)
    assert offer(case.reference) is None
    if holds_several():
        with keeping("setup"):
            assert not offered(case).exists()
