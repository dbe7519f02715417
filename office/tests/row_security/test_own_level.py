"""A session marks and writes at its own level: the filter that keeps it there is missed when it is gone."""

import os

import pytest
from django.db import ProgrammingError

from kethop_office.accounts.actions.notices import read_all, read_one
from kethop_office.accounts.models import Membership, Notice
from kethop_office.accounts.models.labels import LabelledQuerySet
from kethop_office.accounts.notices import tell
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.row_security.reader import reader_of, reading
from kethop_office.appraisal.actions.initiative import offer_advice

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(os.environ.get("KETHOP_TEST_LEVELS") != "several", reason="a node of one level has one"),
]
PATH = "/case/KH-2026-00001/"


@pytest.fixture
def adviser(ground):
    """Have an account that works at 20, with a notice of that level and one of the lowest."""
    ground.other.kind = "military"
    ground.other.save()
    user = ground.account("adviser.1", 20)
    Membership.objects.filter(user=user).update(office=ground.other, role="consultee_officer")
    for level in (0, 20):
        tell(user, "case.sent", level=level, reference="KH-2026-00001", path=PATH)
    return actor_of(user)


def _all(adviser, ground):
    assert read_all(adviser) == 1


def _one(adviser, ground):
    low = Notice.objects.get(user=adviser.user_id, level=0)
    assert read_one(adviser, low.pk) == PATH
    assert Notice.objects.get(pk=low.pk).read_at is None


def _offer(adviser, ground):
    assert offer_advice(adviser, ground.other, "KH-2026-00001", subject="Độ cao") is None


@pytest.mark.parametrize("act", [_all, _one, _offer])
@pytest.mark.parametrize("is_gone", [False, True])
def test_an_act_stays_at_the_level_of_its_session(ground, compartment, adviser, monkeypatch, act, is_gone):
    ground.case("Khu công nghiệp mẫu", level=0, compartment=compartment)
    if not is_gone:
        with reading(reader_of(adviser)):
            act(adviser, ground)
        return
    monkeypatch.setattr(LabelledQuerySet, "at_level_of", lambda self, _actor: self.all())
    with pytest.raises((ProgrammingError, AssertionError)), reading(reader_of(adviser)):
        act(adviser, ground)
