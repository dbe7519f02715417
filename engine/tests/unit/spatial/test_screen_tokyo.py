"""Real roofs around Haneda: the same list in every CRS, and as one by one asks; on a sample of the file."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from pyproj import Transformer

from kethop.spatial import (
    BuildingColumns,
    BuildingFile,
    HeightHit,
    SurfaceSet,
    aerodromes_from_table,
    screen_heights,
    surface_answer,
    surfaces_of_aerodromes,
)

COUNT = 20_000


@pytest.fixture(scope="module")
def roofs(shared_data: Path) -> tuple[np.ndarray, np.ndarray]:
    """The highest roofs of the file and some that are not, with their tops over an assumed ground of 5 m."""
    table = pq.read_table(
        shared_data / "parcels/tokyo_plateau_buildings_597766.parquet", columns=["height_m", "geometry"]
    )
    heights = table["height_m"].to_numpy()
    highest = np.argsort(-heights)[: COUNT // 2]
    some = np.random.default_rng(3).choice(len(heights), COUNT // 2, replace=False)
    rows = np.union1d(highest, some)
    outlines = shapely.from_wkb(table["geometry"].take(pa.array(rows)).to_numpy(zero_copy_only=False))
    return outlines, heights[rows].astype(float)


def listed(path: Path, shared_data: Path) -> dict[int, HeightHit]:
    home = aerodromes_from_table(
        (shared_data / "airports/ourairports_runways.csv.gz").read_bytes(), source="r", idents=["RJTT"]
    )
    placed = surfaces_of_aerodromes(home, SurfaceSet()).placed
    found: dict[int, HeightHit] = {}
    for batch in BuildingFile(path, BuildingColumns("height_m")).batches():
        for hit in screen_heights(batch.outlines, batch.heights_m + 5.0, placed):
            found[batch.first + hit.index] = hit
    return found


def write(path: Path, outlines: np.ndarray, heights: np.ndarray, crs: str) -> None:
    way = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    shapes = outlines if crs == "EPSG:4326" else shapely.transform(outlines, way.transform, interleaved=False)
    about = f'{{"primary_column": "geometry", "columns": {{"geometry": {{"encoding": "WKB", "crs": "{crs}"}}}}}}'
    table = pa.table({"height_m": heights, "geometry": pa.array(shapely.to_wkb(shapes).tolist(), pa.binary())})
    pq.write_table(table.replace_schema_metadata({"geo": about}), path)


def test_the_list_is_the_same_in_every_crs(
    roofs: tuple[np.ndarray, np.ndarray], shared_data: Path, tmp_path: Path
) -> None:
    lists = {}
    for crs in ("EPSG:4326", "EPSG:6677", "EPSG:3857"):
        path = tmp_path / f"{crs[5:]}.parquet"
        write(path, *roofs, crs)
        lists[crs] = listed(path, shared_data)
    plain = lists["EPSG:4326"]
    assert len(plain) > 40
    for other in lists.values():
        assert other.keys() == plain.keys()
        for index, hit in other.items():
            assert hit.level is not None
            assert plain[index].level is not None
            assert hit.above_m == pytest.approx(plain[index].above_m, abs=0.01)
            assert hit.level.surface is plain[index].level.surface


def test_one_by_one(roofs: tuple[np.ndarray, np.ndarray], shared_data: Path, tmp_path: Path) -> None:
    outlines, heights = roofs
    write(tmp_path / "a.parquet", outlines, heights, "EPSG:4326")
    found = listed(tmp_path / "a.parquet", shared_data)
    home = aerodromes_from_table(
        (shared_data / "airports/ourairports_runways.csv.gz").read_bytes(), source="r", idents=["RJTT"]
    )
    some = np.random.default_rng(4).choice(len(outlines), 300, replace=False).tolist()
    for index in {*some, *found}:
        permitted = surface_answer(outlines[index], home, SurfaceSet()).permitted_elevation_m
        is_above = permitted is not None and heights[index] + 5.0 > permitted
        assert is_above == (index in found)
