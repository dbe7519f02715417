"""Hit, clear and not known, parcel by parcel, as a single appraisal has them of the same layer."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import shapely
import yaml
from cadastre_scene import (
    CORNER,
    GRID,
    SIDE,
    degrees_box,
    in_degrees,
    in_metres,
    layer,
    parcels,
    rows_of,
    screen,
    screened,
    written,
    zones,
)

from kethop.errors import KethopError
from kethop.spatial import LayerState, LayerStore, site_from_geojson

DAY = date(2026, 11, 22)
SHAPES = parcels()


def outcomes(rows, name="z"):
    """What each parcel's rows say; a hit outweighs what is not known, and no row is clear."""
    found = ["clear"] * len(SHAPES)
    for row in rows:
        if row["layer"] == name and found[row["row"]] != "hit":
            found[row["row"]] = row["outcome"]
    return found


def reasons(rows, name="z"):
    return {row["reason"] for row in rows if row["layer"] == name}


def by_single_appraisal(folder: Path, shapes, name="z"):
    """The oracle: each parcel alone, through the layers of a single appraisal."""
    store = LayerStore([folder])
    found = []
    for shape in in_degrees(shapes):
        site = site_from_geojson(_exact(shapely.geometry.mapping(shape)), source="test")
        relation = store.relate(site, name, on=DAY)
        answers = relation.state in {LayerState.ANSWERED, LayerState.NOT_COVERING}
        if answers and relation.overlaps:
            found.append("hit")
        else:
            found.append("clear" if relation.state is LayerState.ANSWERED else "unknown")
    return found


def _exact(value):
    if isinstance(value, dict):
        return {name: _exact(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(item) for item in value]
    return Decimal(repr(value)) if isinstance(value, float) else value


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"extent": {"bbox": degrees_box(CORNER + np.array([900, 700]), CORNER + np.array([2_900, 3_100]))}},
        {"extent": {"of_layer": "z"}},
        {"extent": {"of_layer": "land"}},
        {"life_months": 9},
        {"life_months": 10},
        {"classification": "mat"},
        {"classification": "nonsense"},
    ],
    ids=str,
)
def test_each_parcel_as_a_single_appraisal_has_it(tmp_path: Path, said) -> None:
    """The layer lies in degrees, as those of packs do; parcels that only touch an edge of the extent are left to chance nowhere."""
    layer(tmp_path / "z.parquet", in_degrees(zones()), crs="OGC:CRS84", **said)
    land = [
        shapely.box(*CORNER, *(CORNER + SIDE / 2)),
        shapely.box(*(CORNER + np.array([500, SIDE / 2])), *(CORNER + SIDE)),
    ]
    layer(tmp_path / "land.parquet", in_degrees(land), crs="OGC:CRS84")
    written(tmp_path / "p.parquet", SHAPES)
    result = screen(tmp_path / "p.parquet", "--zones", tmp_path / "z.parquet", "--out", tmp_path / "o")
    assert result.exit_code == ("classification" in said), result.output
    rows = rows_of(tmp_path / "o")
    expected = by_single_appraisal(tmp_path, SHAPES)
    assert outcomes(rows) == expected
    if not said:
        assert set(expected) == {"hit", "clear"}


@pytest.mark.parametrize(
    ("said", "reason", "code"),
    [
        ({"life_months": 1}, "layer_stale", 0),
        ({"classification": "toi-mat"}, "layer_missing", 1),
    ],
)
def test_a_layer_that_cannot_answer_leaves_every_parcel_not_known(scene: Path, said, reason, code) -> None:
    layer(scene / "z.parquet", zones(), **said)
    result = screen(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o")
    assert result.exit_code == code
    rows = rows_of(scene / "o")
    assert (set(outcomes(rows)), reasons(rows)) == ({"unknown"}, {reason})
    assert re.search(r"  → [A-Z].* \[(layer|screen)\.[a-z_]+\]", result.output)
    assert "z: 0 hit · 0 clear · 900 not known" in result.output.replace(" (as of 31 Jan 2026)", "")
    met = [row for row in rows if row["zone"] is not None]
    assert bool(met) == (reason == "layer_stale")  # what was found is told, and proves nothing


def test_without_a_sidecar_a_parcel_is_hit_or_not_known(scene: Path) -> None:
    (scene / "z.yaml").unlink()
    arguments = (scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o")
    refused = screen(*arguments)
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == "screen.zone_key_missing"
    screened(*arguments, "--zone-key", "id")
    rows = rows_of(scene / "o")
    assert set(outcomes(rows)) == {"hit", "unknown"}
    assert {(row["outcome"], row["reason"]) for row in rows} == {("hit", None), ("unknown", "coverage_unknown")}


def test_a_layer_in_the_grid_says_what_it_says_in_degrees(scene: Path) -> None:
    layer(scene / "d.parquet", in_degrees(zones()), crs="EPSG:4326")
    layers = ("--zones", scene / "z.parquet", "--zones", scene / "d.parquet")
    screened(scene / "p.parquet", *layers, "--key", "id", "--out", scene / "o.parquet")
    rows = rows_of(scene / "o.parquet")
    pairs = {
        name: {(row["parcel"], row["zone"]): row["overlap_m2"] for row in rows if row["layer"] == name} for name in "zd"
    }
    assert pairs["z"].keys() == pairs["d"].keys()
    assert len(pairs["z"]) > 100
    np.testing.assert_allclose(list(pairs["z"].values()), [pairs["d"][pair] for pair in pairs["z"]], rtol=0, atol=0.1)


def test_parcels_that_cannot_be_judged_are_not_known_and_never_clear(scene: Path) -> None:
    shapes = SHAPES.copy()
    shapes[[5, 205]] = None, shapely.Polygon()
    bow = shapely.Polygon([(0, 0), (40, 40), (40, 0), (0, 40)])
    centre = shapely.centroid(zones()[0])
    shapes[7] = shapely.transform(bow, lambda xy: xy + np.array([centre.x, centre.y]))
    shapes[8] = shapely.transform(bow, lambda xy: xy + CORNER - 5_000)  # away from zones, and from the extent
    layer(scene / "far.parquet", [shapely.box(*(CORNER + 9_000), *(CORNER + 9_100))])
    written(scene / "p.parquet", shapes)
    layers = ("--zones", scene / "z.parquet", "--zones", scene / "far.parquet")
    result = screened(scene / "p.parquet", *layers, "--key", "id", "--out", scene / "o")
    rows = rows_of(scene / "o")
    said = {(row["row"], row["layer"]): (row["outcome"], row["reason"]) for row in rows if row["row"] in {5, 7, 8, 205}}
    nowhere, outside = ("unknown", "nowhere"), ("unknown", "layer_not_covering")
    assert said == {
        (5, "z"): nowhere,
        (5, "far"): nowhere,
        (205, "z"): nowhere,
        (205, "far"): nowhere,
        (7, "z"): ("unknown", "invalid"),
        (8, "z"): outside,
        (8, "far"): outside,
    }
    assert [row["parcel"] for row in rows if row["row"] == 205] == ["p205"] * 2
    assert "  2: the parcel has no shape" in result.output


def test_counts_add_up_to_the_rows(scene: Path) -> None:
    land = degrees_box(CORNER + 1_000, CORNER + 3_000)
    layer(scene / "z.parquet", zones(), extent={"bbox": land})
    result = screened(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o", "--json", "-")
    counted = yaml.safe_load(result.stdout)["totals"]
    rows = rows_of(scene / "o")
    found = outcomes(rows)
    total = counted["layers"]["z"]
    assert {name: total[name] for name in ("hit", "clear", "unknown")} == {
        name: found.count(name) for name in ("hit", "clear", "unknown")
    }
    assert (counted["parcels"], counted["rows"]) == (900, len(rows))
    assert total["pairs"] == sum(row["zone"] is not None for row in rows)
    assert sum(total["reasons"].values()) == total["unknown"] > 0


def test_a_parcel_is_outside_only_by_more_than_rounding(scene: Path) -> None:
    """A parcel a metre within the edge of the extent, and one that leaves it by a tenth."""
    west, south, east, north = degrees_box(CORNER, CORNER + SIDE)
    inside = shapely.box(west + 1e-5, south + 1e-5, west + 1e-3, south + 1e-3)
    leaving = shapely.box(west - 1e-4, south + 2e-3, west + 1e-3, south + 3e-3)
    layer(
        scene / "z.parquet",
        [shapely.box(*(CORNER + 90_000), *(CORNER + 90_100))],
        extent={"bbox": [west, south, east, north]},
    )
    shapes = in_metres(shapely.segmentize([inside, leaving], 1e-5))
    written(scene / "p.parquet", shapes)
    screened(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o.parquet")
    assert [row["row"] for row in rows_of(scene / "o.parquet")] == [1]


def test_a_grid_on_wgs_84_itself_is_understood_and_another_datum_is_not(tmp_path: Path) -> None:
    shapes = shapely.box(*(CORNER + 1_500), *(CORNER + 1_530))
    layer(tmp_path / "z.parquet", [shapely.box(*(CORNER + 900), *(CORNER + 990))], crs="EPSG:32648")
    written(tmp_path / "p.parquet", [shapes], crs="EPSG:32648")
    screened(tmp_path / "p.parquet", "--zones", tmp_path / "z.parquet", "--out", tmp_path / "o")
    assert rows_of(tmp_path / "o") == []
    layer(tmp_path / "y.parquet", [shapely.box(*(CORNER + 900), *(CORNER + 990))], crs="EPSG:3148")  # Indian 1960
    written(tmp_path / "q.parquet", [shapes], crs="EPSG:3148")
    screened(tmp_path / "q.parquet", "--zones", tmp_path / "y.parquet", "--out", tmp_path / "oo")
    assert [row["reason"] for row in rows_of(tmp_path / "oo")] == ["coverage_unknown"]
    layer(tmp_path / "x.parquet", [shapes], crs=GRID)
    refused = screen(tmp_path / "p.parquet", "--zones", tmp_path / "x.parquet", "--out", tmp_path / "ooo")
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == "screening.other_crs"
