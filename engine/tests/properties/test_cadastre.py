"""A cadastre: whatever the parcels and zones, the rows are what GEOS says of each pair, and the three values add up."""

import sys
import tempfile
from pathlib import Path

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "unit" / "cadastre"))

from cadastre_scene import CORNER, in_degrees, layer, rows_of, screened, written

side = st.integers(0, 60)
spot = st.tuples(side, side, st.integers(1, 25), st.integers(1, 25))
KINDS = ("none", "empty", "box", "holed", "two", "bow", "line", "point")
REACH = shapely.box(-5, -5, 60, 75)


def shape_of(kind, x, y, w, h):
    box = shapely.box(x, y, x + w, y + h)
    return {
        "none": None,
        "empty": shapely.Polygon(),
        "box": box,
        "holed": box - shapely.box(x + w / 4, y + h / 4, x + w / 2, y + h / 2),
        "two": shapely.union(box, shapely.box(x + w + 3, y, x + w + 5, y + h)),
        "bow": shapely.Polygon([(x, y), (x + w, y + h), (x + w, y), (x, y + h)]),
        "line": shapely.LineString([(x, y), (x + w, y + h)]),
        "point": shapely.Point(x, y),
    }[kind]


def there(shape):
    return None if shape is None else shapely.transform(shape, lambda xy: xy + CORNER + 1_000)


@settings(max_examples=max(40, settings.default.max_examples // 5))  # each writes and reads files
@given(
    st.lists(st.tuples(st.sampled_from(["box", "holed", "two"]), spot), min_size=1, max_size=5),
    st.lists(st.tuples(st.sampled_from(KINDS), spot), min_size=1, max_size=9),
    st.sampled_from([1, 3, 100]),
    st.sampled_from(["bbox", "own", "none"]),
)
def test_rows_are_what_geos_says(own_zones, own_parcels, rows_each, extent) -> None:
    zones = np.array([there(shape_of(kind, *place)) for kind, place in own_zones], dtype=object)
    parcels = np.array([there(shape_of(kind, *place)) for kind, place in own_parcels], dtype=object)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        box = [round(side, 9) for side in shapely.total_bounds(in_degrees([there(REACH)])).tolist()]
        layer(folder / "z.parquet", zones, extent={"of_layer": "z"} if extent == "own" else {"bbox": box})
        written(folder / "p.parquet", parcels, group=rows_each)
        if extent == "none":
            (folder / "z.yaml").unlink()
        arguments = ("--zones", folder / "z.parquet", "--zone-key", "id", "--part-rows", 2 * rows_each)
        screened(folder / "p.parquet", *arguments, "--key", "id", "--out", folder / "o.parquet")
        rows = rows_of(folder / "o.parquet")
    reach = there(REACH)
    for number, parcel in enumerate(parcels):
        found = {row["zone"]: row for row in rows if row["row"] == number}
        if parcel is None or parcel.is_empty:
            assert {(key, row["outcome"], row["reason"]) for key, row in found.items()} == {
                (None, "unknown", "nowhere")
            }
        elif not parcel.is_valid:
            near = shapely.intersects(zones, shapely.box(*parcel.bounds)).any()
            assert set(found) <= {None}
            assert not near or found[None]["reason"] == "invalid"
        else:
            met = np.flatnonzero(shapely.intersects(zones, parcel)).tolist()
            expected = {f"p{zone}": shapely.area(shapely.intersection(zones[zone], parcel)) for zone in met}
            if not met:
                _check_rest(parcel, found, reach, extent)
                continue
            assert found.keys() == expected.keys()
            for key, area in expected.items():
                row = found[key]
                assert (row["outcome"], row["reason"], row["parcel"]) == ("hit", None, f"p{number}")
                assert abs(row["overlap_m2"] - area) <= 1e-9 * max(parcel.area, 1) + 1e-6
                assert row["share"] is None or 0 <= row["share"] <= 1


def _check_rest(parcel, found, reach, extent) -> None:
    """A parcel that meets no zone; one within a millimetre of the extent's edge, which is a chord in the grid, is not judged."""
    if extent != "bbox":
        assert [row["reason"] for row in found.values()] == [
            "layer_not_covering" if extent == "own" else "coverage_unknown"
        ]
        return
    if shapely.distance(parcel, shapely.boundary(reach)) < 1:
        return
    assert bool(found) == (not shapely.covers(reach, parcel))
    assert all(row["reason"] == "layer_not_covering" for row in found.values())
