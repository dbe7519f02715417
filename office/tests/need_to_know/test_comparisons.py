"""Where a level is compared by hand, not by the filter of labels: each comparison is missed when it is gone."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from ground import NOON, RANKS, Ground
from need_to_know.clauses import Known

from kethop_office.accounts.actions.grants import give_grant
from kethop_office.accounts.actions.labels import ask_release, raise_label, settle_release
from kethop_office.accounts.models import ClassificationLevel, Compartment, Notice
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.queries.actors import may_read
from kethop_office.accounts.queries.mail import unmailed
from kethop_office.accounts.queries.people import grants
from kethop_office.accounts.row_security.reader import reader_of
from kethop_office.appraisal.queries.case_list.choices import level_choices
from kethop_office.appraisal.queries.site_page import _layers
from kethop_office.appraisal.queries.standing import Reader
from kethop_office.audit.actions import record
from kethop_office.audit.queries.events import events
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.registry.actions.publishing import _check_usable
from kethop_office.registry.models import IndustrialPark
from kethop_office.registry.roles import check_label

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HERE = Path(__file__).parent
PROVES = os.environ.get("KETHOP_PROVE") == "1"
_GRANT = "accounts/queries/actors.py"
GONE = {
    "label_of_a_park": [("registry/roles.py", "level > actor.rank", "False")],
    "layer_published": [
        ("registry/actions/publishing.py", "found.rank != actor.rank if", "found.rank > actor.rank if"),
        ("registry/actions/publishing.py", "else found.rank > actor.rank", "else False"),
    ],
    "label_change": [
        ("accounts/actions/labels.py", "if actor.rank < level:", "if False:"),
        ("accounts/actions/labels.py", "if actor.rank < row.from_level:", "if False:"),
    ],
    "list_of_grants": [("accounts/queries/people.py", "running.filter(compartment__level__lte=actor.rank)", "running")],
    "level_of_compartment": [
        (
            "accounts/actions/labels.py",
            "    Compartment.objects.filter(pk=compartment, level=level).update(level=to_level)\n",
            "",
        ),
        ("accounts/actions/grants.py", "        level=grant.compartment.level,\n", ""),
    ],
    "mail": [("accounts/queries/mail.py", "level__lte=lowest_level(), ", "")],
    "log": [("audit/queries/events.py", "found.filter(level__lte=rank)", "found")],
    "choice_of_levels": [("appraisal/queries/case_list/choices.py", "filter(rank__lte=reader.actor.rank)", "all()")],
    "map_of_layers": [("appraisal/queries/site_page.py", 'item["rank"] > actor.rank', "False")],
    "may_read": [
        (_GRANT, "    if level > actor.rank:\n        return False\n    if compartment_id", "    if compartment_id"),
        (_GRANT, "if compartment_id is None:", "if True:"),
        (_GRANT, "        compartment=compartment_id,\n", ""),
        (_GRANT, "Q(office__in=actor.offices) | Q(user=actor.user_id),\n        compartment=", "compartment="),
        (
            _GRANT,
            "        starts__lte=actor.at,\n        ends__gt=actor.at,\n        revoked",
            "        ends__gt=actor.at,\n        revoked",
        ),
        (_GRANT, "        ends__gt=actor.at,\n        revoked", "        revoked"),
        (_GRANT, "        revoked_at=None,\n    )\n    return grants.exists()", "    )\n    return grants.exists()"),
    ],
}
"""What is taken out of which file, by the test that must fail then."""


@pytest.fixture
def ground(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return Ground()


@pytest.fixture
def low(ground):
    return actor_of(ground.user)


def refused(code):
    return pytest.raises(Refused, match=code)


def test_label_of_a_park(low):
    check_label(low, 0)
    with refused("parks.level"):
        check_label(low, 10)


def test_layer_published(low, settings):
    own, above = SimpleNamespace(layer="own_runways", rank=0), SimpleNamespace(layer="own_runways", rank=10)
    _check_usable(low, own)
    with refused("layers.id_unusable"):
        _check_usable(low, above)
    settings.KETHOP_LEVELS = [0, 10]
    high = replace(low, rank=10)
    _check_usable(high, above)
    with refused("layers.id_unusable"):
        _check_usable(high, own)


def test_label_change(ground, low, compartment):
    park = ground.park(level=20, compartment=compartment)
    with refused("label.other_level"):
        raise_label(low, compartment.pk, 20, 30, reason="x")
    change = ask_release(actor_of(ground.account("high", 20)), compartment.pk, 20, 0, reason="x")
    with refused("label.other_level"):
        settle_release(low, change, is_confirmed=True)
    park.refresh_from_db()
    assert park.level == 20


def test_list_of_grants(ground, low):
    for level in RANKS:
        ground.grant(Compartment.objects.create(kind="case", level=level), office=ground.own)
    for rank in RANKS:
        assert {grant.compartment.level for grant in grants(replace(low, rank=rank))} == {x for x in RANKS if x <= rank}


def test_level_of_compartment(ground, compartment, settings):
    settings.KETHOP_LEVELS = [40]
    high = actor_of(ground.account("high", 20))
    ground.park(compartment=compartment)
    raise_label(high, compartment.pk, 0, 20, reason="x")
    compartment.refresh_from_db()
    assert compartment.level == 20
    give_grant(high, compartment, ground.other, "read", event="example", ends=high.at + timedelta(days=1))
    assert {event.level for event in events(rank=40) if event.act == "grant.given"} == {20}


def test_mail(ground, settings):
    settings.KETHOP_LEVELS = [0]
    for level in (0, 10):
        Notice.objects.create(user=ground.user, kind="inquiry.overdue", reference="KH", path="/", level=level, at=NOON)
    assert [notice.level for notice in unmailed()] == [0]


def test_log(db):
    for level in (0, 20):
        record("case.read", actor=None, object_key="case:1", at=NOON, level=level)
    assert {event.level for event in events(rank=10)} == {0}


def test_choice_of_levels(low):
    for rank in RANKS:
        ClassificationLevel.objects.update_or_create(
            rank=rank, defaults={"code": str(rank), "name_vi": "a", "name_en": "a"}
        )
    for rank in RANKS:
        shown = level_choices(Reader(replace(low, rank=rank), frozenset()))
        assert [int(key) for key, _name in shown] == [one for one in RANKS if one <= rank]


def test_map_of_layers(low):
    relations = [
        {"rank": rank, "relation": "none", "object": f"Lớp {rank}", "label": {}, "as_of": ""} for rank in RANKS
    ]
    drawing = SimpleNamespace(facts={"relations": relations})
    for rank in RANKS:
        assert len(list(_layers(replace(low, rank=rank), drawing))) == len([one for one in RANKS if one <= rank])


def test_may_read(ground, low):
    """It says of any label what the filter says of a row that has it."""
    dice = random.Random("may read")  # noqa: S311 - no secret
    rooms = [None, *(Compartment.objects.create(kind="case") for _ in range(12))]
    for number in range(30):
        ground.grant(
            rooms[1 + number % 12],
            **dice.choice([{"office": ground.own}, {"office": ground.other}, {"user": ground.user}]),
            starts=dice.choice([-20, -1, 1]),
            ends=dice.choice([2, 30, 0]),
            revoked=dice.choice([None, None, -1]),
        )
    parks = [ground.park(level=rank, compartment=room) for rank in RANKS for room in rooms]
    for rank in RANKS:
        for days in (-2, 0, 1, 5):
            actor = replace(low, rank=rank, at=NOON + timedelta(days=days))
            known = Known(reader_of(actor)).rows[IndustrialPark]
            assert {park.pk for park in parks if may_read(actor, park.level, park.compartment_id)} == known


@pytest.fixture
def compartment(db):
    return Compartment.objects.create(kind="case")


@pytest.mark.prove
@pytest.mark.skipif(not PROVES, reason="starts a run of its own for each; ./run prove does it")
@pytest.mark.parametrize("name", GONE)
def test_each_comparison_is_missed(name):
    alive = [change for change in GONE[name] if _passes(name, change)]
    assert alive == []


def _passes(name: str, change: tuple[str, str, str]) -> bool:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n0",
            "-p",
            "no:cacheprovider",
            "-p",
            "mutated_source",
            f"{__file__}::test_{name}",
        ],
        env=os.environ | {"KETHOP_MUTANT": json.dumps(change), "PYTHONPATH": str(HERE.parent), "KETHOP_PROVE": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stdout[-2000:] + done.stderr[-2000:]
    return done.returncode == 0
