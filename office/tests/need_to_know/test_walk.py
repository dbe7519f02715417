"""No answer tells of what is above its reader: every address, method, role and level; own, hidden and unknown records."""

import os
from dataclasses import replace
from time import process_time
from unittest import mock

import pytest
from django.core.cache import caches
from django.test import override_settings
from need_to_know.acts import acts
from need_to_know.asking import undone
from need_to_know.clauses import Known
from need_to_know.conditions import conditions
from need_to_know.mutants import Mutants
from need_to_know.places import addresses
from need_to_know.readers import READERS
from need_to_know.tokens import hidden_from, seen_by
from need_to_know.walk import METHODS, Walk

from kethop_office.accounts.models import AccessGrant, Compartment
from kethop_office.accounts.models.labels import LabelledQuerySet
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.row_security.policies import dependents, labelled
from kethop_office.accounts.row_security.reader import reader_of
from kethop_office.appraisal.models import MapShape
from kethop_office.appraisal.queries.map_tiles import tile

pytestmark = pytest.mark.django_db
LEVELS = (0, 10, 20, 30, 40)
SAMPLE = 60
ACTING = ("appraisal:case_list", "appraisal:treat", "appraisal:inquiry-edit", "registry:doubt")
LOOKED_AT = ("appraisal:findings",)
FILTERED = ("appraisal/queries/findings.py", "appraisal/queries/shell.py")
IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept tiles"}
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


def test_each_condition_of_the_filter_is_missed_when_it_is_gone(office):
    with undone():
        office.lay([*seen_by(0), *hidden_from(0)])
        known = _readers(office)
        assert _wrong(known) == []
        gone = dict(conditions())
        assert len(gone) == 11
        alive = []
        for name, without in gone.items():
            with mock.patch.object(LabelledQuerySet, "visible_to", without):
                alive += [] if _wrong(known) else [name]
    assert alive == []


def _readers(office):
    """Return who may know of what: accounts with and without grants, one of them of its own, at two levels."""
    officer = actor_of(office.readers.users["officer"])
    case = office.world.reported
    AccessGrant.objects.create(
        compartment=case.compartment,
        user=office.readers.users["stranger"],
        mode="read",
        starts=officer.at,
        ends=officer.at.replace(year=2027),
        event="example",
    )
    actors = [actor_of(office.readers.users[name]) for name in ("officer", "command", "stranger")]
    actors = [replace(actor, rank=rank) for actor in actors for rank in (0, 20)]
    return [(actor, Known(reader_of(actor))) for actor in actors]


def _wrong(known):
    """Return the first model of which somebody is shown a row that is not for them, or not shown one that is."""
    for actor, may in known:
        for model in labelled():
            if set(model.objects.visible_to(actor).values_list("pk", flat=True)) != may.rows[model]:
                return [model]
    return []


OF_ANOTHER_LABEL = {
    ("appraisal.CaseLink", "other"): "a link has the higher of both levels, and hangs on the case that it begins at",
    ("appraisal.RescreenedCase", "rescreening"): "a comparison is of all cases, each of its lines is the case's",
    ("appraisal.CaseImportRow", "case"): "the rows of a table lie with the table, read by who brought it in",
    ("appraisal.DecisionCondition", "model"): "a model is the library's of its office",
    ("appraisal.ProposalDraft", "case"): "a draft is its author's alone, and may be older than the case",
}
"""Foreign keys between labelled rows that need not have one label, with the reason."""


def test_what_hangs_on_a_record_has_its_label(office):
    assert office.world.reported  # the story has been told
    keys = [
        (model, one) for model in labelled() for one in model._meta.concrete_fields if one.related_model in labelled()
    ]
    unlike = set()
    for model, key in keys:
        names = ("level", "compartment", f"{key.name}__level", f"{key.name}__compartment")
        for level, of, other_level, other in model._base_manager.exclude(**{key.name: None}).values_list(*names):
            assert level >= other_level, (model, key)
            if (level, of) != (other_level, other):
                unlike.add((model._meta.label, key.name))
    assert len(keys) > 50
    assert unlike == set(OF_ANOTHER_LABEL)


def test_a_sample_of_acts(office):
    walk = Walk(office)
    groups = list(acts(walk, 0, ACTING, {"officer"}))
    assert len(groups) >= len(ACTING)
    found = walk.faults(0, groups)
    assert not found, "\n".join(map(str, found))


@pytest.mark.one_database  # behind the wall a filter that is gone is not missed
def test_some_filters_are_missed_when_they_are_gone(office):
    mutants = Mutants(Walk(office), {"officer"})
    with mutants.office():
        mutants.look(LOOKED_AT)
        mutants.withdraw()
    met = {site for site in mutants.met if site[0] in FILTERED}
    assert len(met) > 6
    assert met - set(mutants.killed) == set()


@pytest.mark.one_database
def test_a_tile_of_a_compartment_is_not_kept_for_others_of_the_level(office):
    shape, at = office.more.shape, (8, *office.more.tiles[0])
    granted, other = (actor_of(office.readers.users[name]) for name in ("officer", "stranger"))
    with override_settings(CACHES={"default": IN_MEMORY, "tiles": IN_MEMORY}), undone():
        caches["tiles"].clear()
        secret = Compartment.objects.create(kind="layers")
        secret.grants.create(
            user_id=granted.user_id, mode="read", starts=granted.at, ends=granted.at.replace(year=2027), event="example"
        )
        fields = {one.attname: getattr(shape, one.attname) for one in MapShape._meta.concrete_fields}
        MapShape.objects.create(**fields | {"id": secret.pk, "name_vi": "Xã Kín", "compartment_id": secret.pk})
        assert "Xã Kín".encode() in tile(granted, shape.layer, at)
        assert "Xã Kín".encode() not in tile(other, shape.layer, at)
        assert "Xã Kín".encode() in tile(granted, shape.layer, at)
        caches["tiles"].clear()


@pytest.mark.prove
@pytest.mark.skipif(not PROVES, reason="takes many minutes; ./run prove does it")
@pytest.mark.parametrize("rank", LEVELS)
def test_the_whole_walk(office, rank, capsys):
    walk, begun = Walk(office), process_time()
    found = walk.faults(rank, walk.covering(rank))
    figures = f"level {rank}: {walk.answered} answers, {len(found)} faults, {process_time() - begun:.0f} s of processor"
    with capsys.disabled():
        print(f"\n{figures}")  # noqa: T201 - figures of the proof
    assert walk.answered > 7_000
    assert not found, "\n".join(map(str, found[:200]))
