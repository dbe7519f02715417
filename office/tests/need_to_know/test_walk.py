"""No answer tells of what is above its reader: every address, method, role and level; own, hidden and unknown records."""

import os

import pytest
from need_to_know.places import addresses
from need_to_know.readers import READERS
from need_to_know.walk import METHODS, Walk

from kethop_office.accounts.row_security.policies import dependents, labelled

pytestmark = pytest.mark.django_db
LEVELS = (0, 10, 20, 30, 40)
SAMPLE = 60
PROVES = os.environ.get("KETHOP_PROVE") == "1"


def test_every_address_has_its_row_and_every_labelled_row_its_twin(office):
    walk = Walk(office)
    assert [name for name, _pattern in addresses() if name not in walk.own] == [], (
        "an address without a row in `places`"
    )
    for made in office.hidden.values():
        assert [model for model in [*labelled(), *dependents()] if not made.rows[model]] == []
        assert len(made.tokens.given) > 130, "fields that hold a token"


def test_the_walk_covers_every_address_method_and_reader(office):
    walk = Walk(office)
    asked = {(one.place, one.method, one.reader) for rank in LEVELS for one in _own(walk.covering(rank))}
    assert asked == {
        (place, method, who) for place in walk.places for method in METHODS for who in walk.readers_of(place)
    }
    assert {who for _place, _method, who in asked} == set(READERS)


def _own(groups):
    return (group["own"] for group in groups)


@pytest.mark.parametrize("rank", LEVELS)
def test_a_sample_of_the_walk(office, rank):
    walk = Walk(office)
    found = walk.faults(rank, walk.sample(rank, SAMPLE))
    assert walk.answered > 2 * SAMPLE
    assert not found, "\n".join(map(str, found))


@pytest.mark.prove
@pytest.mark.skipif(not PROVES, reason="takes many minutes; ./run prove does it")
@pytest.mark.parametrize("rank", LEVELS)
def test_the_whole_walk(office, rank):
    walk = Walk(office)
    found = walk.faults(rank, walk.covering(rank))
    assert walk.answered > 7_000
    assert not found, "\n".join(map(str, found[:200]))
