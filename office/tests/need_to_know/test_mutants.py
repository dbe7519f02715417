"""Each filter of the source is taken away in turn: what is hidden beside visible rows must be told then, and not otherwise.

A sample is in ``test_walk``, which has the same office.
"""

import os
from collections import Counter
from time import process_time

import pytest
from need_to_know.filters import named, sites
from need_to_know.mutants import Mutants
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
    "steward",
    "upper",
    "admin",
    "program:officer",
    "program:command",
    "program:proponent",
}
EQUIVALENT = {
    "appraisal/queries/conditions.py current_models 1": "of an office, code and level one row alone has a number (model_condition_once), "
    "and the number asked for is the greatest of those that the reader sees: it is the row that the reader sees",
    "appraisal/actions/rescreening/listing.py _first 1": "says which cases are asked first, for whom ordered the comparison: nothing that is told",
    "appraisal/actions/rescreening/listing.py _first 2": "the same of parks",
    "registry/actions/publishing.py publish_layer 2": "a version in use that the account may not know of was refused just before, "
    "by `_check_usable`",
    "registry/actions/taking_in.py _load 1": "asks for parks of the import's own label, and the import was read for the same account",
    "registry/actions/taking_in.py _load 2": "asks for rows of the import's own label, as above",
}
"""Filters that change nothing, with the reason; they stay, as a second guard."""


@pytest.mark.prove
@pytest.mark.skipif(not PROVES, reason="takes many minutes; ./run prove does it")
def test_every_filter_is_missed_when_it_is_gone(office, capsys):
    walk, begun = Walk(office), process_time()
    mutants = Mutants(walk, READERS)
    with mutants.office():
        mutants.look(walk.places)
        mutants.withdraw()
        mutants.hide()
    known, met, killed = sites(), mutants.met, mutants.killed
    alive, missed = (sorted(map(named, rows)) for rows in (set(met) - set(killed), set(known) - set(met)))
    counts = Counter(killed.values())
    seconds = process_time() - begun
    figures = f"{len(known)} filters, {len(met)} reached, {len(killed)} killed: {dict(counts)}"
    with capsys.disabled():
        print(f"\n{figures}, {mutants.asked} requests, {seconds:.0f} s of processor")  # noqa: T201 - figures of the proof
        for what, rows in (("alive", alive), ("not reached", missed)):
            print("".join(f"  {what}: {row}\n" for row in rows))  # noqa: T201
    assert (alive, missed) == (sorted(EQUIVALENT), [])
