"""Each filter of the source is taken away in turn: what is hidden beside visible rows must be told then, and not otherwise.

A sample is in ``test_walk``, which has the same office.
"""

import os
from collections import Counter

import pytest
from need_to_know.mutants import Mutants, sites
from need_to_know.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PROVES = os.environ.get("KETHOP_PROVE") == "1"
READERS = {
    "officer",
    "reviewer",
    "approver1",
    "clerk",
    "proponent",
    "command",
    "command_head",
    "program:officer",
    "program:command",
    "program:proponent",
}


@pytest.mark.prove
@pytest.mark.skipif(not PROVES, reason="takes many minutes; ./run prove does it")
def test_every_filter_is_missed_when_it_is_gone(office, capsys):
    walk = Walk(office)
    mutants = Mutants(walk, READERS)
    with mutants.office():
        mutants.look(walk.places)
        mutants.hide()
    known, met, killed = sites(), mutants.met, mutants.killed
    alive, missed = sorted(set(met) - set(killed)), sorted(set(known) - set(met))
    counts = Counter(killed.values())
    with capsys.disabled():
        print(f"\n{len(known)} filters, {len(met)} reached, {len(killed)} killed: {dict(counts)}")  # noqa: T201 - figures of the proof
        for what, rows in (("alive", alive), ("not reached", missed)):
            print("".join(f"  {what}: {path}:{line}\n" for path, line in rows))  # noqa: T201
    assert (alive, missed) == ([], [])
