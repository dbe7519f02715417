"""A small invented cadastre in a VN-2000 grid, layers of zones with and without sidecars, and the command."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
import yaml
from click.testing import CliRunner, Result
from pyproj import CRS

from kethop.cli.main import cli
from kethop.documents import sha256_hex
from kethop.spatial.crs import from_wgs84, to_wgs84

GRID = "EPSG:3405"
CORNER = np.array([585_000.0, 2_324_000.0])
SIDE = 4_000.0
_CORNERS = ("xmin", "ymin", "xmax", "ymax")


def parcels(count: int = 900, seed: int = 8) -> np.ndarray:
    random = np.random.default_rng(seed)
    places = random.uniform(0, SIDE, (count, 2)) + CORNER
    sides = random.uniform(15, 60, (count, 2))
    return np.asarray(shapely.box(*places.T, *(places + sides).T), dtype=object)


def zones(count: int = 25, seed: int = 3) -> np.ndarray:
    random = np.random.default_rng(seed)
    centres = random.uniform(0, SIDE, (count, 2)) + CORNER
    return np.asarray(shapely.buffer(shapely.points(centres), random.uniform(90, 330, count)), dtype=object)


def written(path: Path, shapes: Any, *, crs: str = GRID, group: int = 100, **columns: Any) -> Path:
    """GeoParquet with a covering, as another program might write it."""
    shapes = np.asarray(shapes, dtype=object)
    column = {
        "encoding": "WKB",
        "geometry_types": [],
        "crs": CRS.from_user_input(crs).to_json_dict(),
        "covering": {"bbox": {corner: ["bbox", corner] for corner in _CORNERS}},
    }
    box = [pa.array(part, from_pandas=True) for part in shapely.bounds(shapes).T]
    every = {"id": [f"p{row}" for row in range(len(shapes))], **columns}
    every |= {"geometry": shapely.to_wkb(shapes), "bbox": pa.StructArray.from_arrays(box, list(_CORNERS))}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    pq.write_table(pa.table(every).replace_schema_metadata({"geo": json.dumps(geo)}), path, row_group_size=group)
    return path


def layer(path: Path, shapes: Any, *, crs: str = GRID, columns: dict[str, Any] | None = None, **said: Any) -> Path:
    """A layer with its sidecar, whose keys may be changed; ``stated_crs`` for that of the sidecar alone."""
    written(path, shapes, crs=crs, **(columns or {}))
    stated = {
        "id": path.stem,
        "kind": "zone",
        "label": {"vi": "Vùng", "en": "Zones"},
        "classification": "open",
        "source": "invented",
        "licence": "MIT",
        "attribution": "invented",
        "as_of": "2026-01-31",
        "life_months": 12,
        "crs": crs,
        "extent": {"bbox": degrees_box(CORNER - 100, CORNER + SIDE + 200)},
        "key": "id",
        "sha256": sha256_hex(path.read_bytes()),
    } | {name.removeprefix("stated_"): value for name, value in said.items()}
    text = yaml.safe_dump(stated, allow_unicode=True).replace("'2026-01-31'", "2026-01-31")
    path.with_suffix(".yaml").write_text(text, encoding="utf-8")
    return path


def degrees_box(low: np.ndarray, high: np.ndarray) -> list[float]:
    """The largest box in degrees that lies within a square of the grid, near enough for tests of coverage."""
    lon, lat = to_wgs84(GRID, [low[0], low[0], high[0], high[0]], [low[1], high[1], low[1], high[1]])
    sides = [max(lon[:2]), max(lat[::2]), min(lon[2:]), min(lat[1::2])]
    return [round(float(side), 6) for side in sides]


def in_degrees(shapes: Any) -> np.ndarray:
    return np.asarray(
        shapely.transform(
            np.asarray(shapes, dtype=object), lambda xy: np.column_stack(to_wgs84(GRID, xy[:, 0], xy[:, 1]))
        )
    )


def in_metres(shapes: Any) -> np.ndarray:
    return np.asarray(
        shapely.transform(
            np.asarray(shapes, dtype=object), lambda xy: np.column_stack(from_wgs84(GRID, xy[:, 0], xy[:, 1]))
        )
    )


def screen(*arguments: Any, lang: str = "en", on: str = "2026-11-22") -> Result:
    words = ["screen", *map(str, arguments), "--lang", lang, "--on", on]
    return CliRunner().invoke(cli, words, catch_exceptions=True)


def screened(*arguments: Any, **options: Any) -> Result:
    result = screen(*arguments, **options)
    assert result.exception is None, (result.output, result.exception)
    return result


def rows_of(out: Path) -> list[dict[str, Any]]:
    """The rows of a file, or of all parts of a folder."""
    files = sorted(out.glob("part-*.parquet")) if out.is_dir() else [out]
    return [row for file in files for row in pq.read_table(file).to_pylist()]


def decision_table(policy: str, inputs: dict[str, str], rows: Any) -> str:
    """A table with two outputs, ``duty_kind`` and ``weeks``."""
    values = {"PRIORITY": '<outputValues><text>"never","ask","look","road","note"</text></outputValues>'}.get(
        policy, ""
    )
    data = "".join(
        f'<inputData id="i{n}" name="{name}"><variable name="{name}" typeRef="{kind}"/></inputData>'
        for n, (name, kind) in enumerate(inputs.items())
    )
    needs = "".join(
        f'<informationRequirement><requiredInput href="#i{n}"/></informationRequirement>' for n in range(len(inputs))
    )
    asks = "".join(f"<input><inputExpression><text>{name}</text></inputExpression></input>" for name in inputs)
    rules = "".join(
        f'<rule id="r{n}">'
        + "".join(f"<inputEntry><text>{_plain(cell)}</text></inputEntry>" for cell in row[: len(inputs)])
        + "".join(f"<outputEntry><text>{cell}</text></outputEntry>" for cell in row[len(inputs) :])
        + "</rule>"
        for n, row in enumerate(rows)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="t" namespace="urn:t">'
        f'{data}<decision id="d" name="duty"><variable name="duty"/>{needs}'
        f'<decisionTable hitPolicy="{policy}">{asks}<output name="duty_kind">{values}</output><output name="weeks"/>{rules}'
        "</decisionTable></decision></definitions>"
    )


def _plain(cell: str) -> str:
    return cell.replace("<", "&lt;").replace(">", "&gt;")
