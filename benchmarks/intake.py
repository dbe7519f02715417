"""How long a file from outside takes: deliver, confined process, checked answer; beside GDAL in process, unconfined."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from kethop.spatial.intake import deliver, read_outside

ROUNDS = 9
GOAL_S = 1.0
DRIVERS = {"geojson": "GeoJSON", "kml": "KML", "gpkg": "GPKG", "mif": "MapInfo File", "shp": "ESRI Shapefile"}


def median_s(act: Callable[[], object]) -> float:
    """Return the median time of a call in seconds, after one warm-up."""
    act()
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def main() -> None:
    """Print one line a format: a site of 20 parts with 100 corners each."""
    angles = np.linspace(0, 2 * np.pi, 100, endpoint=False)
    ring = np.column_stack((np.cos(angles), np.sin(angles))) * 0.001
    shapes = np.array([shapely.Polygon(ring + np.array([105 + i * 0.01, 21])) for i in range(20)], dtype=object)
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for extension, driver in DRIVERS.items():
            path = Path(folder) / f"site.{extension}"
            pyogrio.raw.write(
                path,
                geometry=shapely.to_wkb(shapes),
                field_data=[np.arange(20)],
                fields=["so"],
                geometry_type="Polygon",
                crs="EPSG:4326",
                driver=driver,
            )
            data = deliver(path)
            ours = median_s(lambda data=data, name=path.name: read_outside(data, name=name).site())
            plain = median_s(lambda path=path: pyogrio.raw.read(path))
            worst = max(worst, ours)
            print(f"{extension}: confined {ours * 1000:.0f} ms, GDAL in process {plain * 1000:.1f} ms")
    print(f"worst {worst:.2f} s, goal {GOAL_S:.0f} s")


if __name__ == "__main__":
    main()
