"""The office's own filter is switched off: what PostgreSQL's row security leaves is what a reader may know of."""

import os
import random
from dataclasses import replace
from datetime import timedelta

import pytest
from need_to_know.asking import undone
from need_to_know.clauses import Known, clauses, dropped, is_taken, seen_wrongly
from need_to_know.inner import beside, lay_down
from need_to_know.tokens import BESIDE, hidden_from, seen_by
from need_to_know.walk import Walk

from kethop_office.accounts.models import AccessGrant, Labelled, Office
from kethop_office.accounts.models.labels import LabelledQuerySet
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.row_security.policies import dependents, labelled
from kethop_office.accounts.row_security.reader import reader_of

PROVES = os.environ.get("KETHOP_PROVE") == "1"
SAMPLE = 400 if PROVES else 12
CLAUSES = 10**6 if PROVES else 10
RANKS = (0, 20)
LOWER, OWN = 0, 20
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(os.environ.get("KETHOP_TEST_LEVELS") != "several", reason="needs the wall of several levels"),
]


@pytest.mark.parametrize("rank", [0, 20])
def test_no_canary_without_the_office_s_own_filter(office, monkeypatch, rank):
    monkeypatch.setattr(LabelledQuerySet, "visible_to", lambda self, _actor: self.all())
    walk = Walk(office)
    found = walk.faults(rank, walk.sample(rank, SAMPLE))
    assert walk.answered > 2 * SAMPLE
    assert not [str(fault) for fault in found if fault.what == "canary"]


def test_rows_hidden_beside_visible_ones_are_not_told_of(office):
    walk = Walk(office)
    found = walk.faults(0, walk.sample(0, SAMPLE), _beside_all)
    assert walk.answered > 2 * SAMPLE
    assert not found, "\n".join(map(str, found))


def _beside_all():
    made = [beside(model, BESIDE[0]) for model in labelled()]
    for one in made:
        lay_down(one)
    return made


@pytest.fixture
def hidden_rows(office):
    """Everything hidden in every way, and rows of every model hidden beside those that all may see."""
    with undone():
        made = _beside_all()
        office.lay([*seen_by(0), *hidden_from(0)])
        _grant_elsewhere(office, [one for hidden in made for one in hidden.compartments])
        yield made


def _grant_elsewhere(office, compartments):
    """Let an office of which no reader is a member read what is hidden beside visible rows."""
    names = {"name_vi": "Sở Khác", "name_en": "Other", "short_vi": "Sở Khác", "short_en": "Other"}
    other, now = Office.objects.create(kind="authority", **names), office.desk.now
    term = {"mode": "read", "starts": now, "ends": now + timedelta(days=1), "event": "example"}
    AccessGrant.objects.bulk_create(AccessGrant(compartment=one, office=other, **term) for one in compartments)


@pytest.fixture
def readers(office, hidden_rows):
    """Whose grants differ, at two levels, with what each may know of."""
    return [Known(_reader(office, name, rank)) for name in ("officer", "command", "stranger") for rank in RANKS]


def test_each_clause_of_each_policy_is_missed_when_it_is_gone(office, hidden_rows, readers):
    rows = sorted(clauses(), key=str)
    assert len(rows) > 7 * len(labelled())
    chosen = rows if len(rows) <= CLAUSES else random.Random("clauses").sample(rows, CLAUSES)  # noqa: S311 - no secret
    for model in {clause.model for clause in chosen}:
        assert not [wrong for known in readers for wrong in seen_wrongly(model, known)]
    alive = []
    for clause in chosen:
        refused = _refused(office, clause, hidden_rows)
        assert not [row for row in refused if is_taken(_writer(office, row), row)], clause
        with dropped(clause):
            if clause.name.startswith("shown"):
                is_missed = any(seen_wrongly(clause.model, known) for known in readers)
            else:
                is_missed = any(is_taken(_writer(office, row), row) for row in refused)
        if not is_missed:
            alive.append(str(clause))
    assert alive == []


def _refused(office, clause, hidden_rows):
    """Return rows that a reader must not be able to write: below the own level, or hanging on what is hidden."""
    if not clause.name.startswith("written"):
        return []
    if issubclass(clause.model, Labelled):
        return list(clause.model._base_manager.filter(level=LOWER)[:1])
    name = clause.name.removeprefix("written, ")
    model = next(key.related_model for key in dependents()[clause.model] if key.name == name)
    return [row for made in hidden_rows if model in made.rows for row in made.rows[clause.model]][:1]


def _writer(office, row):
    return _reader(office, "officer", OWN if isinstance(row, Labelled) else LOWER)


def _reader(office, name, rank):
    return replace(reader_of(actor_of(office.readers.users[name], office.desk.now)), rank=rank)
