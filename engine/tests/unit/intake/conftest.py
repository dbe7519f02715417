"""One site in every format, written by other programs than the readers that are tested."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import ezdxf
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
import xlsxwriter
from pyproj import CRS

from kethop.spatial.intake import deliver, read_outside
from kethop.spatial.intake.dispatch import read_file
from kethop.spatial.intake.request import ReadingRequest
from kethop.spatial.sites.opening import format_of

Write = Callable[[Path, Sequence[shapely.Geometry], str], Path]


def with_gdal(extension: str, driver: str, **options: Any) -> Write:
    def write(folder: Path, shapes: Sequence[shapely.Geometry], crs: str) -> Path:
        path = folder / f"site.{extension}"
        has_z = any(shapely.has_z(shape) for shape in shapes)
        kinds = {shape.geom_type for shape in shapes}
        kind = kinds.pop() if len(kinds) == 1 else "Unknown"
        pyogrio.raw.write(
            path,
            geometry=shapely.to_wkb(np.array(shapes, dtype=object)),
            field_data=[np.array([f"thửa {i}" for i in range(len(shapes))], dtype=object)],
            fields=["ten"],
            geometry_type=f"{kind} Z" if has_z and kind != "Unknown" else kind,
            crs=crs,
            driver=driver,
            **options,
        )
        return path

    return write


def geojson(folder: Path, shapes: Sequence[shapely.Geometry], crs: str) -> Path:
    features = [
        {"type": "Feature", "properties": {"ten": "thửa"}, "geometry": json.loads(shapely.to_geojson(shape))}
        for shape in shapes
    ]
    path = folder / "site.geojson"
    member = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": member, "features": features}), encoding="utf-8")
    return path


def geoparquet(folder: Path, shapes: Sequence[shapely.Geometry], crs: str) -> Path:
    column = {"encoding": "WKB", "geometry_types": [], "crs": CRS.from_user_input(crs).to_json_dict()}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    table = pa.table({"geometry": pa.array(shapely.to_wkb(np.array(shapes, dtype=object)).tolist(), pa.binary())})
    path = folder / "site.parquet"
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path)
    return path


def dxf(folder: Path, shapes: Sequence[shapely.Geometry], crs: str) -> Path:  # noqa: ARG001 - a drawing has none
    drawing = ezdxf.new()
    drawing.units = 6
    space = drawing.modelspace()
    for part in shapely.get_parts(np.array(shapes, dtype=object)):
        if isinstance(part, shapely.Point):
            space.add_point(part.coords[0])
        elif isinstance(part, shapely.LineString):
            space.add_polyline3d(part.coords) if part.has_z else space.add_lwpolyline([row[:2] for row in part.coords])
        else:
            for ring in (part.exterior, *part.interiors):
                space.add_lwpolyline([row[:2] for row in ring.coords[:-1]], close=True)
    path = folder / "site.dxf"
    drawing.saveas(path)
    return path


def rows(shapes: Sequence[shapely.Geometry]) -> list[list[str]]:
    found = [["Vòng", "Điểm", "X", "Y"]]
    number = 0
    for part in shapely.get_parts(np.array(shapes, dtype=object)):
        for ring in (part.exterior, *part.interiors):
            number += 1
            found += [[str(number), str(i), repr(y), repr(x)] for i, (x, y, *_) in enumerate(ring.coords[:-1], start=1)]
    return found


def corner_csv(folder: Path, shapes: Sequence[shapely.Geometry], crs: str) -> Path:  # noqa: ARG001 - a table has none
    path = folder / "site.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows(shapes))
    return path


def corner_xlsx(folder: Path, shapes: Sequence[shapely.Geometry], crs: str) -> Path:  # noqa: ARG001 - a table has none
    path = folder / "site.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for index, row in enumerate(rows(shapes)):
        sheet.write_row(index, 0, row if index == 0 else [row[0], row[1], float(row[2]), float(row[3])])
    book.close()
    return path


def kmz(folder: Path, shapes: Sequence[shapely.Geometry], crs: str) -> Path:
    kml = WRITERS["kml"](folder, shapes, crs)
    path = folder / "site.kmz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(kml, "doc.kml")
    return path


def zipped(extension: str, folder: Path, parts: Sequence[str]) -> Path:
    """Return a zip, as an office sends it, of the parts of a set that was written before."""
    path = folder / f"{extension}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            if (folder / f"site.{part}").exists():
                archive.write(folder / f"site.{part}", f"Ranh giới/site.{part}")
    return path


BOUNDS = "562000,2356000,564000,2358000"
WRITERS: Mapping[str, Write] = MappingProxyType(
    {
        "shp": with_gdal("shp", "ESRI Shapefile"),
        "gpkg": with_gdal("gpkg", "GPKG"),
        "kml": with_gdal("kml", "KML"),
        "kmz": kmz,
        "tab": with_gdal("tab", "MapInfo File", layer_options={"BOUNDS": BOUNDS}),
        "mif": with_gdal("mif", "MapInfo File"),
        "geojson": geojson,
        "parquet": geoparquet,
        "dxf": dxf,
        "csv": corner_csv,
        "xlsx": corner_xlsx,
    }
)
IN_DEGREES = {"kml", "kmz"}
NEEDS_CRS = {"tab", "mif", "dxf", "csv", "xlsx"}


@pytest.fixture(scope="session")
def writers() -> Mapping[str, Write]:
    """Return the writers by extension."""
    return WRITERS


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Read bytes in this process, with the very code that the child runs; GDAL keeps its other drivers here."""
    monkeypatch.setattr("kethop.spatial.intake.gdal._refuse_drivers", lambda *_: None)
    monkeypatch.setattr("kethop.spatial.intake.gdal.gdal_environment", lambda _: {})
    monkeypatch.setattr("kethop.spatial.intake.gdal._HEAVY", ())

    def act(data: bytes, name: str = "site.geojson", **wanted: Any) -> Any:
        folder = tmp_path / "private"
        folder.mkdir(exist_ok=True)
        return read_file(data, ReadingRequest(format_of(name, data), **wanted), folder=folder)

    return act


@pytest.fixture
def take() -> Callable[..., Any]:
    """Deliver and read a path through the confined process."""
    return lambda path, **wanted: read_outside(deliver(path), name=path.name, **wanted)


@pytest.fixture
def archive() -> Callable[..., bytes]:
    """Return a zip of parts by name."""

    def make(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as file:
            for name, content in parts.items():
                file.writestr(name, content)
        return buffer.getvalue()

    return make
