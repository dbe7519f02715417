"""Rings of formats that name no holes: whatever their order, no ring is lost and the depth of nesting decides."""

import functools
import io
import itertools

import ezdxf
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from kethop.errors import SiteError
from kethop.spatial import PASTED, Site, read_outline, site_from_outline
from kethop.spatial.intake.dxf import read_dxf
from kethop.spatial.intake.mif import read_mif
from kethop.spatial.intake.reading import FileReading
from kethop.spatial.intake.request import ReadingRequest
from kethop.spatial.sites.building import build_site
from kethop.spatial.sites.filed import SiteDraft, SiteFormat

CRS, EAST, NORTH = "EPSG:9209", 553_000.0, 2_344_000.0
Box = tuple[float, float, float, float]


@st.composite
def nested(draw: st.DrawFn) -> list[Box]:
    """Return boxes of which two are apart or one holds the other, in any order."""
    boxes: list[Box] = []

    def fill(west: float, south: float, east: float, north: float, depth: int) -> None:
        for column in range(draw(st.integers(1, 2)) if depth else 2):
            width = (east - west) / 2
            box = (west + width * column + 5, south + 5, west + width * (column + 1) - 5, north - 5)
            boxes.append(tuple(round(side, 2) for side in box))  # type: ignore[arg-type]  # four sides
            if depth < 4 and draw(st.booleans()):
                fill(*box, depth + 1)

    fill(0.0, 0.0, 2000.0, 1000.0, 0)
    return draw(st.permutations(boxes))


def corners(box: Box) -> list[tuple[float, float]]:
    west, south, east, north = (round(side + shift, 2) for side, shift in zip(box, (EAST, NORTH) * 2, strict=True))
    return [(west, south), (east, south), (east, north), (west, north)]


def of_table(boxes: list[Box]) -> Site:
    return of_rings([corners(box) for box in boxes])


def of_rings(rings: list[list[tuple[float, float]]]) -> Site:
    tables = ["\n".join(f"{n};{y};{x}" for n, (x, y) in enumerate(ring, 1)) for ring in rings]
    return site_from_outline(read_outline(("Điểm;X;Y\n" + "\n\n".join(tables)).encode(), name=PASTED, crs=CRS))


def of_mif(boxes: list[Box]) -> Site:
    rings = ["5\n" + "\n".join(f"{x} {y}" for x, y in corners(box) + corners(box)[:1]) for box in boxes]
    half = len(rings) // 2
    regions = [f"Region {len(some)}\n" + "\n".join(some) for some in (rings[:half], rings[half:]) if some]
    text = 'Version 300\nCoordSys NonEarth Units "m"\nData\n' + "\n".join(regions)
    request = ReadingRequest(SiteFormat.MAPINFO_MIF, crs=CRS)
    return of_reading(read_mif(text.encode(), None, request, name="t", source="t.mif"))


def of_drawing(boxes: list[Box]) -> Site:
    drawing = ezdxf.new("R2010", units=6)
    for box in boxes:
        drawing.modelspace().add_lwpolyline(corners(box), close=True)
    text = io.StringIO()
    drawing.write(text)
    request = ReadingRequest(SiteFormat.DXF, crs=CRS)
    return of_reading(read_dxf(text.getvalue().encode(), request, source="t.dxf"), SiteFormat.DXF)


def of_reading(reading: FileReading, file_format: SiteFormat = SiteFormat.MAPINFO_MIF) -> Site:
    draft = SiteDraft(CRS, reading.paths, reading.notes)
    return build_site(draft, source="t", sha256="0" * 64, file_format=file_format)


def is_as_nested(site: Site, boxes: list[Box]) -> bool:
    """Whether a site is what lies in an odd number of the boxes, and no filed corner is lost."""
    expected = functools.reduce(shapely.symmetric_difference, (shapely.box(*box) for box in boxes))
    filed = sorted(tuple(sorted((p.easting, p.northing) for p in path.points)) for path in site.filed.paths)
    kept = filed == sorted(tuple(sorted(corners(box))) for box in boxes)
    ends = sum(len(part.interiors) + 1 for part in shapely.get_parts(site.geometry))
    return kept and ends == len(boxes) and site.area_m2 == pytest.approx(expected.area, rel=1e-3)


@given(nested())
def test_rings_of_a_table_in_any_order(boxes: list[Box]) -> None:
    assert is_as_nested(of_table(boxes), boxes)


@given(nested(), st.sampled_from([of_mif, of_drawing]))
@settings(max_examples=20)
def test_rings_of_a_drawing_and_of_a_map_in_any_order(boxes: list[Box], read: object) -> None:
    assert callable(read)
    assert is_as_nested(read(boxes), boxes)


def test_an_island_that_touches_its_hole_and_a_hole_that_parts_the_land() -> None:
    outer, hole = corners((0.0, 0.0, 300.0, 300.0)), corners((50.0, 50.0, 250.0, 250.0))
    island = [(EAST + 150, NORTH + 50), (EAST + 200, NORTH + 150), (EAST + 150, NORTH + 200)]  # one corner on its hole
    for order in itertools.permutations((outer, hole, island)):
        site = of_rings(list(order))
        assert site.area_m2 == pytest.approx(90_000 - 40_000 + 3_750, rel=1e-3)
        said = [note.code for note in site.notes]
        assert (said.count("site.ring_is_hole"), said.count("site.ring_is_island")) == (1, 1)
    across = [(EAST, NORTH + 150), (EAST + 150, NORTH + 100), (EAST + 300, NORTH + 150), (EAST + 150, NORTH + 200)]
    with pytest.raises(SiteError) as caught:
        of_rings([across, outer])
    assert caught.value.code == "site.interior_disconnected"
    along = corners((0.0, 100.0, 100.0, 200.0))
    with pytest.raises(SiteError) as caught:
        of_rings([along, outer])
    assert caught.value.code == "site.parts_overlap"
