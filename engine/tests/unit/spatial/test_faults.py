"""What should be looked at in a boundary, and what may be repaired on request."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from kethop.errors import SiteError
from kethop.spatial import PASTED, Outline, Site, find_faults, read_outline, read_site, site_from_outline
from kethop.spatial.sites.crossings import MAX_CROSSINGS

CRS = "EPSG:9209"
SQUARE = [(0, 0), (100, 0), (100, 100), (0, 100)]


def outline(corners: list[tuple[float, float]], *more: list[tuple[float, float]]) -> Outline:
    rings = [
        "\n".join(f"{number};{2344000 + up};{553000 + right}" for number, (up, right) in enumerate(ring, 1))
        for ring in (corners, *more)
    ]
    return read_outline(("Điểm;X;Y\n" + "\n\n".join(rings)).encode(), name=PASTED, crs=CRS)


def faults(*corners: tuple[float, float]) -> list[tuple[object, ...]]:
    found = find_faults(outline(list(corners)).paths, are_degrees=False)
    return [
        (item.code.removeprefix("shape."), *(item.fields[name] for name in item.fields if name != "ring"))
        for item in found
    ]


def repaired(*corners: tuple[float, float]) -> Site:
    return site_from_outline(outline(list(corners)), repair=True)


def test_a_plain_square_has_none_in_metres_or_degrees() -> None:
    assert faults(*SQUARE) == []
    degrees = read_outline(b"X;Y\n21.19;105.75\n21.20;105.75\n21.20;105.76\n", name=PASTED)
    assert find_faults(degrees.paths, are_degrees=True) == ()
    near = read_outline(b"X;Y\n21.19;105.75\n21.190001;105.75\n21.20;105.76\n", name=PASTED)
    edge, tip = find_faults(near.paths, are_degrees=True)
    assert (edge.code, tip.code, tip.fields["point"]) == ("shape.short_edge", "shape.spike", "3")
    assert edge.fields["metres"] == pytest.approx(0.111, abs=0.002)


def test_each_kind_names_its_points() -> None:
    assert faults((0, 0), (100, 100), (100, 0), (0, 100)) == [("crossing", "3-4", "1-2")]
    assert faults(*SQUARE, (-0.004, 0)) == [("gap", "1", "5", pytest.approx(0.004))]
    assert faults((0, 0), (100, 0), (100, 0), (100, 100), (0, 100)) == [("duplicate", "2", "3")]
    assert faults((0, 0), (100, 0), (100, 0.5), (100, 100), (0, 100)) == [("short_edge", "2", "3", 0.5)]
    assert faults((0, 0), (100, 0), (100, 50), (150, 50), (100, 50.2), (100, 100), (0, 100)) == [("spike", "4")]


def test_a_star_has_all_its_crossings() -> None:
    star = [(0, 0), (100, 200), (200, 0), (-20, 130), (220, 130)]
    assert len([item for item in faults(*star) if item[0] == "crossing"]) == 5


def scribble(count: int) -> list[tuple[float, float]]:
    """Return a star polygon in which nearly every edge crosses every other."""
    angles = [2 * math.pi * (index * (count // 2)) / count for index in range(count)]
    return [(round(900 * math.cos(angle), 3), round(900 * math.sin(angle), 3)) for angle in angles]


def test_a_scribble_is_not_counted_to_its_end_and_not_mended() -> None:
    found = find_faults(outline(scribble(2_001)).paths, are_degrees=False)
    assert [item.code for item in found].count("shape.crossing") == MAX_CROSSINGS
    assert [item.fields["limit"] for item in found if item.code == "shape.crossings_unlisted"] == [MAX_CROSSINGS]
    with pytest.raises(SiteError) as caught:
        repaired(*scribble(2_001))
    assert caught.value.code == "site.too_many_repairs"


def test_any_number_of_duplicates_and_a_bounded_number_of_spikes() -> None:
    doubled = [corner for corner in scribble(3) for _ in range(400)]
    (note,) = repaired(*doubled).repairs
    assert (note.code, note.fields["count"]) == ("repair.duplicates_dropped", 1197)
    comb = [(step, up) for step in range(0, 140, 2) for up in ((0, 50, 0) if step else (0,))]
    with pytest.raises(SiteError) as caught:
        repaired(*comb, (138, -100), (0, -100))
    assert caught.value.code == "site.too_many_repairs"


def test_without_the_request_nothing_is_repaired() -> None:
    for corners in (((0, 0), (100, 100), (100, 0), (0, 100)), ((0, 0), (100, 0), (100, 0), (100, 100))):
        with pytest.raises(SiteError):
            site_from_outline(outline(list(corners)))
    open_ring = site_from_outline(outline([*SQUARE, (-0.004, 0)]))
    assert (open_ring.repairs, len(open_ring.filed.paths[0].points)) == ((), 5)


@pytest.mark.parametrize(
    ("corners", "code", "named"),
    [
        ([*SQUARE, (-0.004, 0)], "repair.gap_closed", {"first": "1", "last": "5"}),
        (
            [(0, 0), (100, 0), (100, 0), (100, 100), (0, 100)],
            "repair.duplicates_dropped",
            {"count": 1, "names": "2-3"},
        ),
        (
            [(0, 0), (100, 0), (100, 50), (150, 50), (100, 50), (100, 100), (0, 100)],
            "repair.spike_dropped",
            {"point": "4"},
        ),
    ],
)
def test_points_that_say_nothing_are_dropped(
    corners: list[tuple[float, float]], code: str, named: dict[str, object]
) -> None:
    site = site_from_outline(outline(corners), repair=True)
    first = site.repairs[0]
    assert first.code == code
    assert named.items() <= dict(first.fields).items()
    assert (first.fields["before_m2"], first.fields["after_m2"]) == pytest.approx((10_002, 10_002), abs=5)
    assert site.geometry.is_valid
    assert site.area_m2 == pytest.approx(10_002, abs=5)
    assert len(site.filed.paths[0].points) == len(corners)  # kept as filed


def test_a_crossing_is_resolved_with_its_areas() -> None:
    site = repaired((0, 0), (100, 100), (100, 0), (0, 100))
    (note,) = site.repairs
    assert note.code == "repair.crossing_resolved"
    assert (note.fields["crossed"], note.fields["parts"]) == ("1-2, 3-4", 2)
    assert note.fields["before_m2"] == pytest.approx(0.0, abs=0.1)  # the two halves run opposite ways
    assert note.fields["after_m2"] == pytest.approx(5_001, abs=3)
    assert site.geometry.geom_type == "MultiPolygon"


def test_what_no_repair_covers_stays_refused() -> None:
    inner = [(10, 10), (20, 10), (20, 20), (10, 20)]
    across = [(90, 90), (120, 90), (120, 120), (90, 120)]
    assert site_from_outline(outline(SQUARE, inner), repair=True).repairs == ()
    for paths, code in (
        (outline(SQUARE, across), "site.parts_overlap"),
        (outline([(0, 0), (50, 50), (100, 100)]), "site.zero_area"),
        (outline([(0, 0), (0, 0), (5, 5)]), "site.duplicate_points"),
    ):
        with pytest.raises(SiteError) as caught:
            site_from_outline(paths, repair=True)
        assert caught.value.code == code


def test_repair_of_a_valid_site_changes_nothing(repository: Path) -> None:
    for path in sorted((repository / "examples/sites").iterdir()):
        plain = read_site(path, crs=None) if path.suffix == ".geojson" else None
        if plain is None:
            continue
        again = site_from_outline(read_outline(path.read_bytes(), name=path.name), repair=True)
        assert again == plain
        assert again.repairs == ()


def test_a_geojson_and_a_workbook_go_the_same_way(geojson: Callable[..., Path], workbook: Callable[..., Path]) -> None:
    bow = {
        "type": "Polygon",
        "coordinates": [[[105.7, 21.1], [105.8, 21.2], [105.8, 21.1], [105.7, 21.2], [105.7, 21.1]]],
    }
    path = geojson(bow)
    read = read_outline(path.read_bytes(), name=path.name)
    assert read.crs == "OGC:CRS84"
    assert [item.code for item in site_from_outline(read, repair=True).repairs] == ["repair.crossing_resolved"]
    rows = [["STT", "X", "Y"], [1, 2344000, 553000], [2, 2344100, 553000], [3, 2344100, 553100]]
    sheet = workbook(rows)
    assert read_outline(sheet.read_bytes(), name=sheet.name).crs is None
    lines = read_outline(
        b'{"type":"LineString","coordinates":[[105.7,21.1],[105.7,21.1],[105.8,21.2]]}', name="a.geojson"
    )
    line = site_from_outline(lines, repair=True)
    assert [(item.code, item.fields["after_m2"]) for item in line.repairs] == [("repair.duplicates_dropped", 0.0)]
    assert shapely.get_num_coordinates(line.geometry) == 2


def test_a_line_is_looked_at_from_end_to_end() -> None:
    def line(*points: tuple[float, float]) -> Outline:
        text = ",".join(f"[{lon},{lat}]" for lon, lat in points)
        return read_outline(f'{{"type":"LineString","coordinates":[{text}]}}'.encode(), name="line.geojson")

    there_and_back = line((105.7, 21.1), (105.8, 21.1), (105.75, 21.1))
    assert [item.code for item in find_faults(there_and_back.paths, are_degrees=True)] == ["shape.spike"]
    closed = line((105.7, 21.1), (105.8, 21.1), (105.8, 21.2), (105.7, 21.1))
    assert find_faults(closed.paths, are_degrees=True) == ()
    assert find_faults(line((105.7, 21.1), (105.8, 21.1)).paths, are_degrees=True) == ()
