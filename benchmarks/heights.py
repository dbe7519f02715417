"""Buildings above Haneda's surfaces: the whole file, beside a loop that asks one by one, and beside a raster.

The loop gives the same answers and is run on a sample. The raster is what a map program would do: the lowest surface at the
middle of each 20 m cell, looked up at the middle of each building; it is quick, and wrong near edges, which is counted.
"""

import os
import resource
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import shapely

from kethop.spatial import (
    AerodromeSet,
    BuildingColumns,
    BuildingFile,
    Regime,
    SurfaceSet,
    aerodromes_from_table,
    screen_heights,
    surface_answer,
    surfaces_of_aerodromes,
)
from kethop.spatial.surfaces.points import lowest_at

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("KETHOP_SHARED_DATA", ROOT.parent / "shared" / "data"))
BUILDINGS = DATA / "parcels/tokyo_plateau_buildings_597766.parquet"
RUNWAYS = DATA / "airports/ourairports_runways.csv.gz"
GROUND_M = 5.0  # assumed
GOAL_S, SAMPLE, CELL_DEGREES = 60.0, 2_000, 0.0002


def screened(surface_set: SurfaceSet, home: AerodromeSet) -> tuple[float, dict[int, float]]:
    """Return the seconds for the whole file, and by how much each listed building is above."""
    start = time.perf_counter()
    placed = surfaces_of_aerodromes(home, surface_set).placed
    found: dict[int, float] = {}
    for batch in BuildingFile(BUILDINGS, BuildingColumns("height_m")).batches():
        for hit in screen_heights(batch.outlines, batch.heights_m + GROUND_M, placed):
            found[batch.first + hit.index] = hit.above_m or 0.0
    return time.perf_counter() - start, found


def one_by_one(
    surface_set: SurfaceSet, home: AerodromeSet, outlines: np.ndarray, tops: np.ndarray, rows: np.ndarray
) -> tuple[float, dict[int, float]]:
    """Return the seconds for the rows, and by how much each of them is above that is."""
    start = time.perf_counter()
    found: dict[int, float] = {}
    for row in rows.tolist():
        permitted = surface_answer(outlines[row], home, surface_set).permitted_elevation_m
        if permitted is not None and tops[row] > permitted:
            found[row] = float(tops[row] - permitted)
    return time.perf_counter() - start, found


def by_raster(
    surface_set: SurfaceSet, home: AerodromeSet, outlines: np.ndarray, tops: np.ndarray
) -> tuple[float, set[int]]:
    """Return the seconds for the whole file, and what a raster of the surfaces lists."""
    start = time.perf_counter()
    placed = surfaces_of_aerodromes(home, surface_set).placed
    west, south, east, north = shapely.total_bounds(outlines)
    lon, lat = np.meshgrid(np.arange(west, east, CELL_DEGREES), np.arange(south, north, CELL_DEGREES))
    raster = lowest_at(np.column_stack((lon.ravel(), lat.ravel())), placed).elevation_m.reshape(lon.shape)
    middle = shapely.get_coordinates(shapely.centroid(outlines))
    across = np.rint((middle[:, 0] - west) / CELL_DEGREES).astype(int).clip(0, lon.shape[1] - 1)
    up = np.rint((middle[:, 1] - south) / CELL_DEGREES).astype(int).clip(0, lon.shape[0] - 1)
    return time.perf_counter() - start, set(np.flatnonzero(tops > raster[up, across]).tolist())


def main() -> None:
    """Print one line a measurement."""
    if not BUILDINGS.is_file():
        print(f"no {BUILDINGS.name}: nothing measured")
        return
    home = aerodromes_from_table(RUNWAYS.read_bytes(), source=RUNWAYS.name, idents=["RJTT"])
    batches = list(BuildingFile(BUILDINGS, BuildingColumns("height_m")).batches())
    outlines = np.concatenate([batch.outlines for batch in batches])
    tops = np.concatenate([batch.heights_m for batch in batches]) + GROUND_M
    del batches
    random = np.random.default_rng(1)
    for regime in Regime:
        surface_set = SurfaceSet(regime=regime)
        runs = [screened(surface_set, home) for _ in range(3)]
        seconds, found = statistics.median(run[0] for run in runs), runs[0][1]
        print(f"{regime}: {len(outlines):,} buildings, {len(found)} above: median {seconds:.1f} s, goal {GOAL_S:.0f} s")
        rows = np.union1d(random.choice(len(outlines), SAMPLE, replace=False), np.array(sorted(found), dtype=int))
        slow, same = one_by_one(surface_set, home, outlines, tops, rows)
        if same.keys() != found.keys() or any(abs(same[row] - found[row]) > 0.001 for row in same):
            sys.exit("answers differ: one by one and screened")
        whole = slow / len(rows) * len(outlines)
        print(
            f"  one by one: {slow / len(rows) * 1000:.2f} ms each, {whole:.0f} s for all; same list; ratio {whole / seconds:.0f}"
        )
        quick, listed = by_raster(surface_set, home, outlines, tops)
        missed, false = len(found.keys() - listed), len(listed - found.keys())
        print(f"  raster of {CELL_DEGREES} degrees: {quick:.1f} s; misses {missed}, lists {false} that are not above")
    print(
        f"greatest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (peers hold the whole file)"
    )


if __name__ == "__main__":
    main()
