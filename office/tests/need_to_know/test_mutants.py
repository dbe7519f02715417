"""Each filter of the source is taken away in turn: the walk must find it."""

import os
import random

import pytest
from need_to_know.mutants import reached, sites, survives
from need_to_know.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PROVES = os.environ.get("KETHOP_PROVE") == "1"
RANK = 0


def _looking(walk, readers, methods=("GET",)):
    """Requests that look: each address, as some readers."""
    for number, place in enumerate(walk.places):
        for reader in [who for who in walk.readers_of(place) if who in readers]:
            for method in methods:
                yield from walk.groups(place, reader, method, RANK, number)


def test_some_filters_are_missed_when_they_are_gone(office):
    walk = Walk(office)
    places = random.Random("a sample").sample(walk.places, 12)  # noqa: S311 - no secret
    walk.places = [place for place in walk.places if place in {*places, "appraisal:case_list", "accounts:tasks"}]
    met = reached(walk, RANK, _looking(walk, {"officer"}))
    assert len(met) >= 3
    chosen = random.Random("filters").sample(sorted(met), 2)  # noqa: S311 - no secret
    assert [site for site in chosen if survives(walk, RANK, site, met[site])] == []


@pytest.mark.prove
@pytest.mark.skipif(not PROVES, reason="takes many minutes; ./run prove does it")
def test_every_filter_is_missed_when_it_is_gone(office, capsys):
    walk = Walk(office)
    readers = {"officer", "reviewer", "approver1", "clerk", "proponent", "command", "command_head", "steward"}
    readers |= {"program:officer", "program:command", "program:proponent"}
    met = reached(walk, RANK, _looking(walk, readers, ("GET", "POST")))
    known = sites()
    alive = [site for site in sorted(met) if survives(walk, RANK, site, met[site])]
    missed = sorted(set(known) - set(met))
    with capsys.disabled():
        print(f"\n{len(known)} filters, {len(met)} reached, {len(alive)} of them survive")  # noqa: T201 - figures of the proof
        for name, rows in (("survives", alive), ("not reached", missed)):
            print("\n".join(f"  {name}: {path}:{line}" for path, line in rows))  # noqa: T201
    assert (alive, missed) == ([], [])
