"""To act on a hidden record is answered as to act on none, and writes no more (a sample is in ``test_walk``)."""

import os
from time import process_time

import pytest
from need_to_know.acts import acts
from need_to_know.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PROVES = os.environ.get("KETHOP_PROVE") == "1"
READERS = {
    "officer",
    "reviewer",
    "approver1",
    "approver2",
    "clerk",
    "proponent",
    "command",
    "command_head",
    "steward",
    "program:proponent",
}


@pytest.mark.prove
@pytest.mark.skipif(not PROVES, reason="takes many minutes; ./run prove does it")
@pytest.mark.parametrize("rank", [0, 20])
def test_every_act_of_a_page(office, rank, capsys):
    walk, begun = Walk(office), process_time()
    groups = list(acts(walk, rank, walk.places, READERS))
    assert len({group["own"].place for group in groups}) > 100
    found = walk.faults(rank, groups)
    figures = f"level {rank}: {len(groups)} acts, {walk.answered} answers, {len(found)} faults"
    with capsys.disabled():
        print(f"\n{figures}, {process_time() - begun:.0f} s of processor")  # noqa: T201 - figures of the proof
    assert not found, "\n".join(map(str, found[:200]))
