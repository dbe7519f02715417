"""Runways of a table in the form of OurAirports: what is read, what is refused, and the whole world's."""

import csv
import gzip
import io
import os
from pathlib import Path

import numpy as np
import pytest
import shapely

from kethop.errors import LayerError
from kethop.spatial import Regime, SurfaceSet, aerodromes_from_table, surface_answer
from kethop.spatial.surfaces.points import lowest_at
from kethop.spatial.surfaces.within import surfaces_of_aerodromes

HEAD = (
    "id,airport_ident,length_ft,width_ft,closed,le_ident,le_latitude_deg,le_longitude_deg,le_elevation_ft,"
    "le_displaced_threshold_ft,he_ident,he_latitude_deg,he_longitude_deg,he_elevation_ft,he_displaced_threshold_ft"
)
ROW = "1,ZZZZ,9843,150,0,09,20,105,40,,27,20,105.0287,50,500"


def table(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def test_feet_become_metres() -> None:
    (home,) = aerodromes_from_table(table(ROW, "2,ZZZZ,100,,1,01,20,105,,,19,20.1,105,,"), source="r.csv").aerodromes
    (runway,) = home.runways
    assert runway.ends is not None
    assert (runway.designator, runway.length_m, runway.width_m) == ("09/27", 9843 * 0.3048, 150 * 0.3048)
    assert (runway.ends[1].elevation_m, runway.ends[1].displaced_m) == (50 * 0.3048, 500 * 0.3048)
    assert (home.datum_m, home.lon, home.lat) == (50 * 0.3048, 105.0, 20.0)


def test_gzip_and_a_choice() -> None:
    data = gzip.compress(table(ROW, ROW.replace("ZZZZ", "ZZZY")))
    assert [item.ident for item in aerodromes_from_table(data, source="r.csv.gz", idents=["ZZZY"]).aerodromes] == [
        "ZZZY"
    ]


@pytest.mark.parametrize(
    ("data", "idents", "code"),
    [
        (table(ROW), ["AAAA"], "runways.aerodrome_missing"),
        (table(ROW.replace(",20,105,", ",,,")), ["ZZZZ"], "runways.aerodrome_nowhere"),
        (table(ROW, head=HEAD.replace("closed", "shut")), None, "runways.column_missing"),
        (table(ROW.replace(",40,", ",forty,")), None, "runways.bad_number"),
        (table(ROW.replace(",40,", ",nan,")), None, "runways.bad_number"),
        (table(ROW.replace(",20,105,40", ",91,105,40")), None, "runways.bad_number"),
        (table(ROW.replace("105.0287", "181")), None, "runways.bad_number"),
        (b"\xff\xfe\x00", None, "runways.table_unreadable"),
        (b"\x1f\x8b\x00", None, "runways.table_unreadable"),
        (b"", None, "runways.column_missing"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, idents: list[str] | None, code: str) -> None:
    with pytest.raises(LayerError) as caught:
        aerodromes_from_table(data, source="r.csv", idents=idents)
    assert caught.value.code == code


def test_an_aerodrome_without_places_is_left_out_of_the_whole_table() -> None:
    assert aerodromes_from_table(table(ROW.replace(",20,105,", ",,,")), source="r.csv").aerodromes == ()


@pytest.mark.parametrize("regime", list(Regime))
def test_the_world_s_runways(shared_data: Path, regime: Regime) -> None:
    """A sample, or under KETHOP_PROVE every one: each is computed, or says why not; the two ways of asking agree."""
    step = 31 if regime is Regime.ANNEX14_2004 else 124  # six design groups each
    step = 1 if os.environ.get("KETHOP_PROVE") == "1" else step
    text = gzip.decompress((shared_data / "airports/ourairports_runways.csv.gz").read_bytes()).decode()
    places = [f"{end}_{part}_deg" for end in ("le", "he") for part in ("latitude", "longitude")]
    rows = [row for row in csv.DictReader(io.StringIO(text)) if all(row[name] for name in places)]
    assert len(rows) > 15_000
    computed = 0
    for row in rows[::step]:
        out = io.StringIO()
        writer = csv.DictWriter(out, row)
        writer.writeheader()
        writer.writerow(row | {"closed": "0"})
        (home,) = (world := aerodromes_from_table(out.getvalue().encode(), source="w.csv")).aerodromes
        surface_set = SurfaceSet(regime=regime)
        place = shapely.Point(home.lon, home.lat)
        answer = surface_answer(place, world, surface_set)
        within = surfaces_of_aerodromes(world, surface_set)
        assert answer.complete == within.complete
        if not within.placed:
            (said,) = [item for item in answer.notes if item.code == "surfaces.not_computable"]
            assert said.fields["reason"] in {"no_thresholds", "no_elevation", "thresholds_equal"}
            continue
        computed += 1
        found = lowest_at(np.array([[home.lon, home.lat]]), within.placed)
        assert answer.governing is not None
        assert found.elevation_m[0] == pytest.approx(answer.governing.elevation_m, abs=1e-6)
    assert computed > 0.6 * len(rows[::step])
