"""Sites and findings as a GeoPackage. Writing one loads GDAL, so only the task worker calls this."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["FileLayer", "geopackage", "in_grid", "point"]

Value = str | float | int | None


@dataclass(frozen=True, slots=True)
class FileLayer:
    """One layer of the file.

    Parameters
    ----------
    name, kind : str
        Name, and kind of geometry such as ``Point``; ``None`` as text for a table without geometry.
    shapes : sequence of bytes or None
        Well-known binary.
    columns : mapping
        Values by name of column, as long as ``shapes``.
    crs : str
        Such as ``EPSG:4326``.
    """

    name: str
    kind: str
    shapes: Sequence[bytes | None]
    columns: Mapping[str, Sequence[Value]]
    crs: str = "EPSG:4326"


def geopackage(layers: Sequence[FileLayer], *, notes: Mapping[str, str], at: datetime) -> bytes:
    """Return a GeoPackage with the layers that hold a row, and the notes as metadata of the file.

    Parameters
    ----------
    at : datetime
        When the file says that it was made, aware: the same rows at the same moment are the same bytes.
    """
    import numpy as np  # noqa: PLC0415 - heavy, and only the worker needs it
    import pyogrio.raw  # noqa: PLC0415

    with TemporaryDirectory() as folder, _dated(at):
        path = Path(folder) / "out.gpkg"
        for layer in (layer for layer in layers if layer.shapes):
            names = list(layer.columns)
            has_shape = layer.kind != "None"
            pyogrio.raw.write(
                path,
                geometry=np.array(layer.shapes, dtype=object) if has_shape else None,
                field_data=[_column(layer.columns[name]) for name in names],
                fields=names,
                layer=layer.name,
                driver="GPKG",
                geometry_type=layer.kind if has_shape else None,
                crs=layer.crs if has_shape else None,
                append=path.exists(),
                dataset_metadata=None if path.exists() else dict(notes),
            )
        return path.read_bytes() if path.exists() else b""


@contextmanager
def _dated(at: datetime) -> Iterator[None]:
    """Let GDAL write a moment where it would write the machine's."""
    import pyogrio  # noqa: PLC0415

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def in_grid(shape: bytes, code: str) -> bytes:
    """Return a shape, given in WGS 84 degrees, in metres of a grid of VN-2000 such as ``EPSG:9209``."""
    import shapely  # noqa: PLC0415

    from kethop.spatial.map_grid import map_grid  # noqa: PLC0415

    data: bytes = shapely.to_wkb(map_grid(code, 0.0).project(shapely.from_wkb(shape)))
    return data


def point(east: float, north: float) -> bytes:
    """Return a point as well-known binary."""
    import shapely  # noqa: PLC0415

    data: bytes = shapely.to_wkb(shapely.Point(east, north))
    return data


def _column(values: Sequence[Value]) -> object:
    import numpy as np  # noqa: PLC0415

    if any(isinstance(value, str) for value in values) or all(value is None for value in values):
        return np.array([None if value is None else str(value) for value in values], dtype=object)
    return np.array([np.nan if value is None else float(value) for value in values], dtype="float64")
