"""One site, written in every format by other programs, gives one geometry and the numbers that were written."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from kethop.spatial.intake import deliver
from kethop.spatial.sites.building import build_site
from kethop.spatial.sites.filed import SiteDraft

ZONE = "EPSG:5897"
OUTER = [(562559.813, 2357270.617), (562659.811, 2357271.25), (562660.5, 2357370.004), (562558.125, 2357369.999)]
HOLE = [(562600.5, 2357300.25), (562610.125, 2357300.5), (562605.75, 2357310.875)]
AREA = shapely.Polygon(OUTER)
BESIDE = shapely.transform(AREA, lambda rows: rows + np.array([700.5, -300.25]))
SHAPES: Mapping[str, Sequence[shapely.Geometry]] = {
    "points": [shapely.Point(OUTER[0]), shapely.Point(OUTER[2])],
    "lines": [shapely.LineString(OUTER)],
    "areas": [AREA, BESIDE],
    "hole": [shapely.Polygon(OUTER, [HOLE])],
    "multi": [shapely.MultiPolygon([AREA, BESIDE])],
    "three dimensions": [shapely.force_3d(AREA, 12.5)],
}
TABLES = {"csv", "xlsx"}
NO_HEIGHT = {*TABLES, "mif", "tab", "dxf"}
GIVEN = {*TABLES, "dxf", "mif", "tab"}
FORMATS = ("shp", "gpkg", "kml", "kmz", "tab", "mif", "geojson", "parquet", "dxf", "csv", "xlsx")
CASES = [(kind, shape) for kind in FORMATS for shape in SHAPES if not (kind in TABLES and shape in {"points", "lines"})]
TO_DEGREES = Transformer.from_crs(ZONE, "EPSG:4756", always_xy=True)
SHIFT = Transformer.from_pipeline("EPSG:6960")


def in_wgs84(rows: Any) -> Any:
    """The oracle: PROJ's own chain, not the product's."""
    lon, lat = TO_DEGREES.transform(rows[:, 0], rows[:, 1])
    lat, lon = SHIFT.transform(lat, lon)
    return np.column_stack((lon, lat))


def written(kind: str, shapes: Sequence[shapely.Geometry], folder: Path, writers: Mapping[str, Any]) -> Path:
    if kind in {"kml", "kmz"}:
        heights = [shapely.has_z(shape) for shape in shapes]
        shapes = [shapely.transform(shape, in_wgs84) for shape in shapes]
        shapes = [shapely.force_3d(shape, 12.5) if z else shape for shape, z in zip(shapes, heights, strict=True)]
        return writers[kind](folder, shapes, "EPSG:4326")
    return writers[kind](folder, shapes, ZONE)


@pytest.mark.parametrize(("kind", "shape"), CASES)
def test_the_same_geometry_to_a_millimetre(
    kind: str, shape: str, tmp_path: Path, writers: Mapping[str, Any], read: Callable[..., Any]
) -> None:
    path = written(kind, SHAPES[shape], tmp_path, writers)
    reading = read(deliver(path), path.name, crs=ZONE if kind in GIVEN else None)
    draft = SiteDraft(reading.crs, reading.paths, reading.notes)
    site = build_site(draft, source=path.name, sha256="0" * 64, file_format=reading.format)
    wanted = shapely.transform(shapely.union_all(shapely.force_2d(SHAPES[shape])), in_wgs84)
    assert site.geometry.geom_type.removeprefix("Multi") == wanted.geom_type.removeprefix("Multi")
    assert shapely.hausdorff_distance(site.geometry, wanted) < 0.001 / 111_000
    codes = {note.code for note in site.notes}
    assert ("site.height_dropped" in codes) == (shape == "three dimensions" and kind not in NO_HEIGHT)


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind not in {"kml", "kmz", "tab"}])
def test_the_same_numbers_as_filed(
    kind: str, tmp_path: Path, writers: Mapping[str, Any], take: Callable[..., Any]
) -> None:
    path = written(kind, SHAPES["hole"], tmp_path, writers)
    intake = take(path, crs=ZONE if kind in GIVEN else None)
    assert intake.missing == ()
    site = intake.site()
    filed = [{(float(point.east), float(point.north)) for point in part.points} for part in site.filed.paths]
    assert filed == [set(OUTER), set(HOLE)]
    assert [part.role for part in site.filed.paths] == ["outer ring", "hole"]


def test_a_number_keeps_its_digits(tmp_path: Path, take: Callable[..., Any]) -> None:
    kml = tmp_path / "a.kml"
    kml.write_text("<kml><Placemark><Point><coordinates>105.760000,21.1900,0</coordinates></Point></Placemark></kml>")
    mif = tmp_path / "a.mif"
    mif.write_text("Version 300\nData\n\nPoint 562559.810 2357270.600\n")
    assert take(kml).site().filed.paths[0].points[0].east == "105.760000"
    assert take(mif, crs=ZONE).site().filed.paths[0].points[0].north == "2357270.600"
