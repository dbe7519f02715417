"""Synthetic parcels and zones of a province: nothing in them is a real cadastre.

220 × 180 km in EPSG:32719. Parcels: 80 % turned rectangles, 20 % L-shapes, sides of about 28 m, 70 % of them in 60 towns. Zones:
85 % blobs of 20 to 2,000 vertices, some with a hole or in two parts, 15 % corridors; they shrink as they become more, so that
6 to 9 % of the parcels are hit. Written as other programs write it: GeoParquet 1.1, WKB, envelopes, Hilbert order, zstd.
"""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from kethop.spatial.layout import hilbert_order

WEST, SOUTH, WIDE, HIGH = 250_000.0, 5_900_000.0, 220_000.0, 180_000.0
CORNERS = ("xmin", "ymin", "xmax", "ymax")
TOWNS = 60
_GROUP = 32_768
_AT_ONCE = 16 * _GROUP
_towns = np.random.default_rng(7)
TOWN_X = WEST + _towns.uniform(0.05, 0.95, TOWNS) * WIDE
TOWN_Y = SOUTH + _towns.uniform(0.05, 0.95, TOWNS) * HIGH
TOWN_SIZE = np.exp(_towns.uniform(np.log(800), np.log(6000), TOWNS))
TOWN_SHARE = TOWN_SIZE**1.3 / (TOWN_SIZE**1.3).sum()
BOX = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float)
ELL = np.array([(-1, -1), (1, -1), (1, 0.1), (0.2, 0.1), (0.2, 1), (-1, 1)], float)


def places(random: np.random.Generator, count: int, in_towns: float, spread: float) -> NDArray[np.float64]:
    """Return points, some of them in towns."""
    town = random.choice(TOWNS, count, p=TOWN_SHARE)
    inside = random.random(count) < in_towns
    near = np.column_stack((TOWN_X[town], TOWN_Y[town])) + random.normal(0, 1, (count, 2)) * (
        TOWN_SIZE[town, None] * spread
    )
    anywhere = np.array([WEST, SOUTH]) + random.random((count, 2)) * np.array([WIDE, HIGH])
    return np.clip(np.where(inside[:, None], near, anywhere), [WEST, SOUTH], [WEST + WIDE, SOUTH + HIGH])


class Parcels:
    """Parcels by centre, sides and angle: a country of them is made shape by shape while it is written."""

    def __init__(self, count: int) -> None:
        random = np.random.default_rng(1)
        self.place = places(random, count, 0.7, 1.0)
        self.sides = np.exp(random.normal(np.log(28), 0.35, (count, 2)))
        self.angle = random.uniform(0, np.pi / 2, count)
        self.is_ell = random.random(count) < 0.2

    def shapes(self, rows: NDArray[np.intp]) -> NDArray[np.object_]:
        """Return some of them."""
        place, sides, angle, is_ell = self.place[rows], self.sides[rows], self.angle[rows], self.is_ell[rows]
        shapes = np.empty(len(rows), object)
        for own, form in ((~is_ell, BOX), (is_ell, ELL)):
            u = form[None, :, 0] * sides[own, 0, None] / 2
            v = form[None, :, 1] * sides[own, 1, None] / 2
            cos, sin = np.cos(angle[own, None]), np.sin(angle[own, None])
            ring = np.stack((place[own, 0, None] + u * cos - v * sin, place[own, 1, None] + u * sin + v * cos), -1)
            shapes[own] = shapely.polygons(np.concatenate((ring, ring[:, :1]), axis=1))
        return shapes


def write_parcels(count: int, path: Path) -> None:
    """Write parcels along the curve."""
    own = Parcels(count)
    order = hilbert_order(np.concatenate((own.place, own.place), axis=1))
    with pq.ParquetWriter(path, table_of(order[:0], own.shapes(order[:0])).schema, compression="zstd") as writer:
        for first in range(0, count, _AT_ONCE):
            rows = order[first : first + _AT_ONCE]
            writer.write_table(table_of(rows, own.shapes(rows)), row_group_size=_GROUP)


def zones(count: int) -> NDArray[np.object_]:
    """Return zones."""
    random = np.random.default_rng(2 + count)
    place = places(random, count, 0.35, 1.6)
    vertices = np.exp(random.uniform(np.log(20), np.log(2000), count)).astype(int)
    radius = np.clip(np.exp(random.normal(np.log(280), 0.7, count)) * np.sqrt(2000 / count), 40, 12_000)
    kind = random.random(count)
    shapes = [
        blob(random, place[at], vertices[at], radius[at], kind[at])
        if kind[at] < 0.85
        else corridor(random, place[at], vertices[at], radius[at], np.sqrt(2000 / count))
        for at in range(count)
    ]
    return np.array([shape if shape.is_valid else shape.buffer(0) for shape in shapes], dtype=object)


def blob(
    random: np.random.Generator, place: NDArray[np.float64], vertices: int, radius: float, kind: float
) -> shapely.Geometry:
    """Return a wavy round shape; with a hole where kind is below 0.08, in two parts below 0.13."""
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    if vertices < 60:
        angle = np.sort(random.random(vertices)) * 2 * np.pi
    waves = np.arange(1, min(vertices // 3, 80) + 1)
    size = 0.45 * waves**-1.25 * random.normal(0, 1, len(waves))
    wavy = 1 + (size * np.cos(np.outer(angle, waves) + random.random(len(waves)) * 2 * np.pi)).sum(axis=1)
    reach = np.clip(wavy, 0.2, 3) * radius
    ring = place + np.column_stack((reach * np.cos(angle), reach * np.sin(angle)))
    if kind < 0.08 and vertices > 40:
        turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
        return shapely.Polygon(ring, [place + 0.12 * radius * np.column_stack((np.cos(turn), np.sin(turn)))])
    if 0.08 <= kind < 0.13:
        second = (ring - place) * 0.4 + place + np.array([4.5, 4.0]) * radius
        return shapely.MultiPolygon([shapely.Polygon(ring), shapely.Polygon(second)])
    return shapely.Polygon(ring)


def corridor(
    random: np.random.Generator, place: NDArray[np.float64], vertices: int, radius: float, scale: float
) -> shapely.Geometry:
    """Return the surroundings of a winding line."""
    count = max(6, vertices // 3)
    turn = 0.25 * np.sqrt(60 / count) if count > 60 else 0.25
    heading = random.uniform(0, 2 * np.pi) + np.cumsum(random.normal(0, turn, count))
    step = radius * 16 / count
    line = place + np.cumsum(np.column_stack((np.cos(heading), np.sin(heading))) * step, axis=0)
    shape = shapely.LineString(line).buffer(random.uniform(20, 120) * max(scale, 0.4), quad_segs=2)
    return shapely.simplify(shape, 1.0) if shapely.get_num_coordinates(shape) > 2000 else shape


def write_zones(count: int, path: Path) -> None:
    """Write zones along the curve."""
    shapes = zones(count)
    order = hilbert_order(shapely.bounds(shapes))
    pq.write_table(table_of(order, shapes[order]), path, row_group_size=5_000, compression="zstd")


def table_of(numbers: NDArray[np.intp], geometries: NDArray[np.object_]) -> pa.Table:
    """Return features as other programs write them."""
    bounds = shapely.bounds(geometries).reshape(-1, 4)
    column = {
        "encoding": "WKB",
        "geometry_types": [],
        "crs": CRS.from_epsg(32719).to_json_dict(),
        "covering": {"bbox": {corner: ["bbox", corner] for corner in CORNERS}},
    }
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    table = pa.table(
        {
            "id": numbers,
            "geometry": pa.array(shapely.to_wkb(geometries), pa.binary()),
            "bbox": pa.StructArray.from_arrays([pa.array(bounds[:, at]) for at in range(4)], list(CORNERS)),
        }
    )
    return table.replace_schema_metadata({"geo": json.dumps(geo)})
