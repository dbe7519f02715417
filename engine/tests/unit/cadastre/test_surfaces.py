"""Parcels under the surfaces of an aerodrome: as each of them alone is answered."""

import re
from pathlib import Path

import numpy as np
import pytest
import shapely
from cadastre_scene import in_degrees, in_metres, layer, rows_of, screen, screened, written
from pyproj import Geod

from kethop.errors import KethopError
from kethop.reporting import describe_error
from kethop.spatial import AerodromeSet, Regime, SurfaceSet, aerodromes_from_table, surface_answer
from kethop.vocabulary import Language

HEAD = (
    "airport_ident,length_ft,width_ft,closed,le_ident,le_latitude_deg,le_longitude_deg,le_elevation_ft,"
    "le_displaced_threshold_ft,he_ident,he_latitude_deg,he_longitude_deg,he_elevation_ft,he_displaced_threshold_ft"
)
# An invented aerodrome: highest end 16 m, so inner horizontal surface at 61 m.
ROW = "ZZZZ,9843,150,0,09,20,105,32.8084,,27,20,105.0287,52.4934,"
OLD, NEW = SurfaceSet(), SurfaceSet(regime=Regime.DECREE222_2026)
GEOD = Geod(ellps="WGS84")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "r.csv").write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def scattered(count: int = 240):
    """Small parcels around the aerodrome, from the runway to far beyond every surface; some without a height."""
    random = np.random.default_rng(11)
    away = 10 ** random.uniform(2.5, 5.2, count)
    lon, lat, _ = GEOD.fwd(np.full(count, 105.014), np.full(count, 20.0), random.uniform(0, 360, count), away)
    shapes = in_metres(shapely.buffer(shapely.points(lon, lat), random.uniform(1e-4, 4e-4, count), quad_segs=2))
    heights = random.uniform(5, 160, count)
    heights[::17] = np.nan
    heights[5::41] = -3
    return shapes, heights


@pytest.mark.parametrize(("regime", "wanted"), [("annex14-2004", [OLD]), ("decree222-2026", [NEW]), (None, [OLD, NEW])])
def test_each_parcel_as_it_is_answered_alone(folder: Path, regime, wanted) -> None:
    shapes, heights = scattered()
    written(folder / "p.parquet", shapes, group=40, height_m=heights)
    named = ("--regime", regime) if regime else ()
    aerodrome = ("--surfaces", "ZZZZ", "--runways", "r.csv", "--ground-elevation", "3")
    screened("p.parquet", *aerodrome, *named, "--out", "o", "--part-rows", "100")
    rows = {row["row"]: row for row in rows_of(folder / "o")}
    aerodromes = AerodromeSet(
        aerodromes_from_table((folder / "r.csv").read_bytes(), source="r", idents=["ZZZZ"]).aerodromes
    )
    seen = set()
    for number, (shape, height) in enumerate(zip(in_degrees(shapes), heights.tolist(), strict=True)):
        answers = [surface_answer(shape, aerodromes, item) for item in wanted]
        permitted = min((item.permitted_elevation_m for item in answers if item.inside), default=None)
        top = 3 + height if height >= 0 else None
        row = rows.get(number)
        if permitted is None:
            expected = "clear" if all(item.complete for item in answers) else "surfaces_not_computable"
            if row is None:
                assert expected == "clear"
            else:  # what cannot be computed is taken to reach further than it may
                assert row["reason"] == "surfaces_not_computable"
                assert not all(item.complete for item in answers) or Regime.DECREE222_2026 in {i.regime for i in wanted}
            seen.add("clear" if row is None else row["reason"])
            continue
        assert row["surface_m"] == pytest.approx(permitted, abs=0.01)
        if top is None:
            expected = ("unknown", "no_top", None)
        else:
            assert row["above_m"] == pytest.approx(top - permitted, abs=0.01)
            expected = ("hit", None, "above") if top > permitted else ("unknown", "below_computed", "below")
        assert (row["outcome"], row["reason"], row["relation"]) == expected, number
        assert row["zone"].startswith("ZZZZ ")
        seen.add(expected[1] or expected[0])
    assert seen >= {"hit", "no_top", "below_computed", "clear"}
    assert ("surfaces_not_computable" in seen) == (NEW in wanted)


def test_surfaces_beside_layers_with_the_ground_from_a_column(folder: Path) -> None:
    shapes, _ = scattered(60)
    shapes[3] = None
    written(
        folder / "p.parquet", shapes, group=20, tall=[200.0] * 60, ground=[None if n == 7 else 5.0 for n in range(60)]
    )
    layer(
        folder / "z.parquet",
        shapely.buffer(shapes[:20][shapes[:20] != np.array(None)], 100)[:1],
        extent={"bbox": [90, 10, 120, 30]},
    )
    arguments = ("--surfaces", "ZZZZ", "--runways", "r.csv", "--ground", "ground", "--height", "tall")
    result = screened("p.parquet", *arguments, "--zones", "z.parquet", "--regime", "annex14-2004", "--out", "o.parquet")
    rows = rows_of(folder / "o.parquet")
    assert {row["layer"] for row in rows} == {"z", "surfaces"}
    assert [(row["layer"], row["reason"]) for row in rows if row["row"] == 3] == [
        ("z", "nowhere"),
        ("surfaces", "nowhere"),
    ]
    assert {row["top_m"] for row in rows if row["layer"] == "surfaces" and row["row"] not in {3, 7}} == {205.0}
    assert all((row["top_m"], row["surface_m"]) == (None, None) for row in rows if row["layer"] == "z")
    assert "can forbid, never clear" in result.output
    assert [(row["row"], row["layer"]) for row in rows] == sorted(
        ((row["row"], row["layer"]) for row in rows), key=lambda item: (item[0], item[1] == "surfaces")
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "heights.ground_missing"),
        (("--ground", "tall", "--ground-elevation", "1"), "heights.ground_twice"),
        (("--ground-elevation", "1", "--height", "absent"), "heights.column_missing"),
        (("--ground-elevation", "1", "--height", "id"), "heights.not_numbers"),
    ],
)
def test_what_is_refused(folder: Path, arguments, code) -> None:
    shapes, heights = scattered(20)
    written(folder / "p.parquet", shapes, height_m=heights, tall=heights)
    refused = screen("p.parquet", "--surfaces", "ZZZZ", "--runways", "r.csv", *arguments, "--out", "o")
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == code
    assert not (folder / "o").exists()


@pytest.mark.parametrize("option", ["--height", "--ground"])
def test_a_wrong_column_is_told_with_the_option_that_named_it(folder: Path, option: str) -> None:
    shapes, heights = scattered(20)
    written(folder / "p.parquet", shapes, height_m=heights, tall=heights)
    columns = {"--height": "height_m", "--ground": "tall"}
    for wrong, says in (("absent", "has no column “absent”; its columns are: id, height_m, tall."), ("id", "“id”")):
        named = [word for item in (columns | {option: wrong}).items() for word in item]
        refused = screen("p.parquet", "--surfaces", "ZZZZ", "--runways", "r.csv", *named, "--out", "o")
        assert isinstance(refused.exception, KethopError)
        what, cure = describe_error(refused.exception, Language.EN).splitlines()
        assert says in what
        assert re.findall("--[a-z]+", cure) == [option]
