"""Zones as they lie in a file: read without copies where their binary is plain, by GEOS where it is not, with one answer."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from pyproj import CRS
from screening_scene import COVERING, as_pairs, boxes, zones_of
from screening_scene import CRS as METRES

from kethop.errors import LayerError
from kethop.spatial.covering import ZoneOutlines, build_covering, choose_grid, outline_sheet, zone_outlines
from kethop.spatial.kernels.envelopes import COVERED, by_envelope
from kethop.spatial.screening import ParcelFile, read_zones, screen_shapes, zones

RANDOM = np.random.default_rng(12)
PLACES = RANDOM.uniform(0, 3_000, (60, 2)) + np.array([585_000, 2_324_000])
ROUND = shapely.buffer(shapely.points(PLACES), RANDOM.uniform(40, 200, 60), quad_segs=6)
HOLED = shapely.difference(ROUND, shapely.buffer(shapely.points(PLACES), 20))
ZONES = np.concatenate((ROUND[:20], HOLED[20:40], shapely.union(ROUND[40:50], ROUND[50:])))
CORNERS = RANDOM.uniform(0, 3_000, (400, 2)) + np.array([585_000, 2_324_000])
PARCELS = shapely.box(CORNERS[:, 0], CORNERS[:, 1], CORNERS[:, 0] + 25, CORNERS[:, 1] + 40)


def written(path, binary, *, group=7, **geo):
    """Zones in several row groups."""
    column = {"encoding": "WKB", "geometry_types": [], "crs": CRS.from_user_input(METRES).to_json_dict(), **geo}
    table = pa.table({"id": np.arange(len(binary)) + 100, "shape": pa.array(list(binary), pa.binary())})
    header = {"version": "1.1.0", "primary_column": "shape", "columns": {"shape": column}}
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(header)}), path, row_group_size=group)
    return path


def wkb(geometries, **how):
    return shapely.to_wkb(geometries, **({"byte_order": 1} | how))


@pytest.mark.parametrize(
    ("binary", "is_plain"),
    [
        (wkb(ZONES), True),
        (wkb(ZONES, byte_order=0), False),
        (wkb(shapely.force_3d(ZONES, 5.0), flavor="iso"), False),
        (wkb(shapely.set_srid(ZONES, 32648), include_srid=True), False),
    ],
    ids=["plain", "big-endian", "with heights", "with a number of a CRS"],
)
def test_every_binary_gives_the_same_zones(tmp_path, binary, is_plain) -> None:
    own = read_zones(written(tmp_path / "z.parquet", binary), key="id")
    assert isinstance(own.given, ZoneOutlines) is is_plain
    assert own.keys.to_pylist() == list(range(100, 150))
    assert shapely.equals_exact(own.geometries, ZONES).all()
    np.testing.assert_array_equal(own.bounds, shapely.bounds(ZONES))
    assert as_pairs(screen_shapes(PARCELS, own, COVERING)) == as_pairs(
        screen_shapes(PARCELS, zones_of(*ZONES), COVERING)
    )
    some = np.array([41, 3, 41, 20])
    assert shapely.equals_exact(own.some(some), ZONES[some]).all()


def test_zones_are_read_without_numba(tmp_path, monkeypatch) -> None:
    path = written(tmp_path / "z.parquet", wkb(ZONES))
    monkeypatch.setattr(zones, "find_spec", lambda _: None)
    own = read_zones(path, key="id")
    assert isinstance(own.given, np.ndarray)
    assert shapely.equals_exact(own.geometries, ZONES).all()


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(
    ("wrong", "is_seen_unchecked"),
    [
        (shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]), False),
        (shapely.Polygon(), True),
        (shapely.Point(1, 1), True),
        (shapely.Polygon([(0, 0), (9, np.inf), (9, 0)]), True),
    ],
    ids=["crossing itself", "empty", "no area", "nowhere"],
)
def test_a_wrong_zone_in_a_later_group_is_named(tmp_path, wrong, check, is_seen_unchecked) -> None:
    shapes = ZONES.copy()
    shapes[30] = wrong
    path = written(tmp_path / "z.parquet", wkb(shapes))
    if not (check or is_seen_unchecked):
        assert len(read_zones(path, key="id", check=False)) == 50
        return
    with pytest.raises(LayerError) as error:
        read_zones(path, key="id", check=check)
    assert (error.value.code, error.value.fields["key"]) == ("layer.geometry_invalid", "130")


@pytest.mark.parametrize("cut", [1, 5, 9, 12, 13, 40, -1])
def test_binary_that_ends_too_early_is_no_zone(tmp_path, cut) -> None:
    whole = bytes(wkb(ZONES[25]))
    data = np.frombuffer(whole[:cut], np.uint8)
    assert outline_sheet(np.array([0, len(data)]), data) is None
    with pytest.raises(LayerError, match="unreadable"):
        read_zones(written(tmp_path / "z.parquet", [whole, whole[:cut]]), key="id", check=False)


@pytest.mark.parametrize(
    "geo", [{"covering": []}, {"covering": "bbox"}, {"covering": {"bbox": [1]}}, {"encoding": "point"}]
)
def test_a_header_of_another_form_is_refused(tmp_path, geo) -> None:
    path = written(tmp_path / "z.parquet", wkb(ZONES[:3]), **geo)
    if geo == {"covering": []}:  # as good as none
        assert len(read_zones(path, key="id")) == len(ParcelFile(path)) == 3
        return
    for read in (lambda: read_zones(path, key="id"), lambda: ParcelFile(path)):
        with pytest.raises(LayerError, match="unreadable"):
            read()


def test_rings_enclose_what_their_zones_do() -> None:
    """Shells one way round and holes the other: the signed areas of the rings add up to the zone's."""
    sheet = zone_outlines(np.concatenate((ZONES, shapely.reverse(ZONES)))).sheets[0]
    found = np.zeros(2 * len(ZONES))
    for zone in range(len(found)):
        for ring in range(sheet.zone_rings[zone], sheet.zone_rings[zone + 1]):
            at, count = sheet.ring_at[ring], sheet.ring_count[ring]
            xy = np.frombuffer(sheet.data[at : at + 16 * count].tobytes(), "<f8").reshape(-1, 2)
            x, y = (xy[:: -1 if sheet.backward[ring] else 1] - xy[0]).T
            found[zone] += (x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2
    np.testing.assert_allclose(found, np.tile(shapely.area(ZONES), 2), rtol=1e-9)


@pytest.mark.parametrize("cell", [16.0, 128.0])
def test_envelopes_alone_say_nothing_wrong(cell) -> None:
    """What is said to be covered is, what is not listed is apart, and only what a boundary comes near is left open."""
    random = np.random.default_rng(5)
    whole = [shapely.union_all(boxes(random, 3, 400, 20, 160)) for _ in range(12)]
    own = np.concatenate((ZONES, shapely.transform(np.array(whole), lambda xy: xy + np.array([586_000, 2_325_000]))))
    outlines = zone_outlines(own)
    extent = tuple(shapely.total_bounds(own).tolist())
    covering = build_covering(outlines, choose_grid(outlines, np.ones(len(own), bool), extent, cell))
    corner = np.concatenate((CORNERS, np.floor(CORNERS)))
    size = np.concatenate((random.uniform(0, 60, (400, 2)), random.integers(0, 60, (400, 2))))
    west, south, east, north = (
        np.ascontiguousarray(part) for part in np.concatenate((corner, corner + size), axis=1).T
    )
    place, zone, state, crowded = by_envelope((west, south, east, north), covering.grid.corner, covering.table)
    assert not len(crowded)
    said = dict(zip(zip(place.tolist(), zone.tolist(), strict=True), state.tolist(), strict=True))
    for row, box in enumerate(shapely.box(west, south, east, north)):
        meets = shapely.intersects(own, box)
        far = shapely.distance(shapely.boundary(own), box) > 1e-4
        for number in range(len(own)):
            answer = said.get((row, number))
            assert answer is not None or not meets[number]
            if far[number]:
                assert answer == (COVERED if meets[number] else None)
            assert answer != COVERED or shapely.covers(own[number], box)
    assert set(said.values()) == {0, COVERED}


@pytest.mark.parametrize(("bytes_before", "is_plain"), [(10**9, False), (100, True)])
def test_numba_is_loaded_for_many_zones_only(tmp_path, monkeypatch, bytes_before, is_plain) -> None:
    monkeypatch.setattr(zones, "_MANY_BYTES", bytes_before)
    monkeypatch.delitem(zones.sys.modules, "numba")
    own = read_zones(written(tmp_path / "z.parquet", wkb(ZONES)), key="id")
    assert isinstance(own.given, ZoneOutlines) is is_plain
    assert shapely.equals_exact(own.geometries, ZONES).all()
