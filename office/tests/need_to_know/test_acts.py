"""To act on a hidden record is answered as to act on none, and writes no more (a sample is in ``test_walk``)."""

import os

import pytest
from need_to_know.acts import acts
from need_to_know.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PROVES = os.environ.get("KETHOP_PROVE") == "1"
READERS = {"officer", "reviewer", "approver1", "approver2", "clerk", "proponent", "command", "command_head", "steward"}


@pytest.mark.prove
@pytest.mark.skipif(not PROVES, reason="takes many minutes; ./run prove does it")
@pytest.mark.parametrize("rank", [0, 20])
def test_every_act_of_a_page(office, rank):
    walk = Walk(office)
    groups = list(acts(walk, rank, walk.places, READERS))
    assert len(groups) > 500
    found = walk.faults(rank, groups)
    assert not found, "\n".join(map(str, found[:200]))
