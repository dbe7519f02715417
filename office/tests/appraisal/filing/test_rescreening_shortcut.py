"""What no change of a layer can reach is left out, and would have said the same: the oracle is to ask everything."""

from random import Random

import pytest
from rescreening_desk import FAR, HERE, LAYER, by, deliver, deliver_again, park, publish

from kethop_office.appraisal.actions import screening
from kethop_office.appraisal.actions.rescreening import ordering
from kethop_office.appraisal.actions.rescreening.asking_park import keep_park
from kethop_office.appraisal.bridge import desk
from kethop_office.appraisal.models import Case, RescreenedPark, Rescreening, ScreeningRun


def spread(seed):
    """Return zones and places over the country; some of them meet."""
    chance = Random(seed)  # noqa: S311 - a sample that is the same each time
    boxes = [(round(chance.uniform(104.5, 107.5), 3), round(chance.uniform(10.5, 21.5), 3)) for _number in range(10)]
    zones = [(lon, lat, lon + 0.05, lat + 0.05) for lon, lat in boxes[:9]]
    places = [(lon + 0.02, lat + 0.02, lon + 0.03, lat + 0.03) for lon, lat in boxes]
    return zones, places


@pytest.mark.parametrize(("name", "seed"), [("security_works", 1), ("air_defence_sites", 2)])
def test_what_is_left_out_would_have_said_the_same(keeper, name, seed):
    """The oracle asks everything; the shortcut leaves out only what that finds the same."""
    zones, places = spread(seed)
    keeper.valid()
    for number, box in enumerate(places):
        park(keeper, f"KCN {number:02} (ví dụ)", box)
    publish(keeper, deliver(keeper, *zones[:6], name=name)[0])
    for case in Case.objects.all():
        screening.screen_again(by(keeper, "officer"), case)
    for line in RescreenedPark.objects.filter(is_after=True):
        keep_park(line.park, desk.ask)
    draft, short = deliver(keeper, *zones[:4], *zones[5:8], (106.0, 21.1, 106.02, 21.12), name=name)
    whole = ordering.order_for_draft(by(keeper, "keeper"), draft, is_thorough=True)
    whole.refresh_from_db()
    assert (short.state, whole.state) == ("done", "done")
    assert not whole.cases.filter(state="far").exists()
    assert not whole.parks.filter(state="far").exists()
    for rows, oracle in ((short.cases, whole.cases), (short.parks, whole.parks)):
        said = {line.name: line for line in oracle.all()}
        for line in rows.all():
            assert line.changes == said[line.name].changes, line.name
            assert line.state == said[line.name].state or (line.state, said[line.name].state) == ("far", "same")
    states = list(short.parks.values_list("state", flat=True))
    assert states.count("far") >= 3, "the shortcut leaves something out"
    assert "changed" in states, "and something is found otherwise"


def test_what_was_judged_by_a_version_that_is_not_kept_is_asked(keeper):
    """Nothing is left out where the old version is gone, was never kept, or is not what the run says."""
    case = keeper.valid()
    publish(keeper, deliver(keeper, HERE)[0])
    run = screening.screen_again(by(keeper, "officer"), keeper.fresh(case))
    run.refresh_from_db()
    whole = dict(run.opened)
    for opened in ({}, {**whole, LAYER: ["0" * 64, "0" * 64]}, {**whole, LAYER: ["0" * 64, whole[LAYER][1]]}):
        ScreeningRun.objects.filter(pk=run.pk).update(opened=opened)
        deliver_again(keeper, HERE, FAR)
        row = Rescreening.objects.get(draft__state="draft")
        assert row.cases.get().state == "same"
    for changed in ({"pack_sha256": "0" * 64}, {"engine_version": "0"}):
        ScreeningRun.objects.filter(pk=run.pk).update(opened=whole, **changed)
        deliver_again(keeper, HERE, FAR)
        row = Rescreening.objects.get(draft__state="draft")
        assert row.cases.get().state == "same"
        ScreeningRun.objects.filter(pk=run.pk).update(pack_sha256=run.pack_sha256, engine_version=run.engine_version)
