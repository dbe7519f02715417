"""The child's own steps, run here: the request, the answer, the drivers, a sheet by its name."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import shapely

from kethop.errors import Place, SiteError
from kethop.spatial.intake import gdal, through_gdal
from kethop.spatial.intake.answer import open_answer
from kethop.spatial.intake.dispatch import answer_of
from kethop.spatial.intake.request import ReadingRequest, request_from_text, request_text
from kethop.spatial.sites.filed import SiteFormat


def test_a_request_comes_back_as_it_went() -> None:
    request = ReadingRequest(SiteFormat.DXF, "EPSG:5897", "Đường", "mm", "x-east")
    assert request_from_text(request_text(request)) == request


def test_a_reading_and_a_fault_are_answers(tmp_path: Path) -> None:
    text = request_text(ReadingRequest(SiteFormat.GEOJSON))
    point = b'{"type": "Point", "coordinates": [105.76, 21.19]}'
    reading, held = open_answer(answer_of(BytesIO(point), text, tmp_path, ("limits",)), source="a")
    assert (reading.paths[0].points[0].east, held) == ("105.76", ("limits",))
    with pytest.raises(SiteError) as caught:
        open_answer(answer_of(BytesIO(b'{"type": "Cube"}'), text, tmp_path, ()), source="a")
    assert (caught.value.code, caught.value.fields["type"]) == ("site.geometry_type", "Cube")


def test_a_sheet_by_its_name(tmp_path: Path, writers: Mapping[str, Any], read: Any) -> None:
    data = writers["xlsx"](tmp_path, [shapely.box(562559, 2357270, 562659, 2357370)], "EPSG:5897").read_bytes()
    assert len(read(data, "a.xlsx", crs="EPSG:5897", layer="Sheet1").paths) == 1
    with pytest.raises(SiteError) as caught:
        read(data, "a.xlsx", crs="EPSG:5897", layer="Ranh")
    assert (caught.value.code, caught.value.fields["layers"]) == ("intake.layer_missing", "Sheet1")


def test_one_driver_is_left_or_nothing_is_read() -> None:
    gdal._refuse_drivers(["MapInfo File"], "MapInfo File", Place("a"))
    for found in ([], ["GPKG", "MapInfo File"], ["OGR_VRT"]):
        with pytest.raises(SiteError) as caught:
            gdal._refuse_drivers(found, "MapInfo File", Place("a"))
        assert caught.value.code == "intake.drivers_differ"
    skipped = gdal.gdal_environment("MapInfo File")["OGR_SKIP"].split(",")
    assert {"OGR_VRT", "GDALG", "WFS", "HTTP", "ESRI Shapefile", "SQLite"} <= set(skipped)
    assert "MapInfo File" not in skipped


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "site.geometry_missing"),
        (shapely.to_wkb(shapely.LineString()), "site.geometry_missing"),
        (shapely.to_wkb(shapely.GeometryCollection([shapely.Point(1, 2)])), "site.geometry_type"),
        (b"\1\1", "intake.gdal_refused"),
    ],
)
def test_what_gdal_gives_is_not_believed(data: bytes | None, code: str) -> None:
    layer = gdal.GdalLayer("a", None, (data,))
    with pytest.raises(SiteError) as caught:
        through_gdal._compared(layer, 1, None, "a")
    assert caught.value.code == code


def test_other_counts_than_the_files_own_are_refused() -> None:
    layer = gdal.GdalLayer("a", None, (shapely.to_wkb(shapely.box(0, 0, 1, 1)),))
    assert len(through_gdal._compared(layer, 1, 5, "a")) == 1
    for stated, vertices, code in ((2, None, "intake.rows_differ"), (1, 6, "intake.vertices_differ")):
        with pytest.raises(SiteError) as caught:
            through_gdal._compared(layer, stated, vertices, "a")
        assert caught.value.code == code
