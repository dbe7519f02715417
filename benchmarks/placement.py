"""How long it takes to find the meridian by the declared commune, and how often one system is left.

The peer is the plain way: a transformation of pyproj for each system and order, and shapely's own test for each.
"""

import statistics
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import shapely

from kethop.appraisal import SiteStatement, check_site
from kethop.cli.desk import open_desk
from kethop.spatial import Feature, FiledPath, FiledPoint, PathRole, declared_area, place_paths, read_outline
from kethop.spatial.crs import to_wgs84
from kethop.spatial.placement import SYSTEMS

ROOT = Path(__file__).resolve().parent.parent
CASES = 1_000
GOAL_MS = 1.0
GOAL_PANEL_MS = 250.0
DAY = date(2026, 11, 22)


def square(commune: Feature, crs: str) -> list[FiledPath]:
    """Return a 100 m square filed in a system so that it lies at an inner point of a commune (to some metres)."""
    inner = commune.geometry.point_on_surface()
    east, north = 500_000.0, inner.y * 110_600.0
    for _ in range(6):
        lon, lat = to_wgs84(crs, np.array([east]), np.array([north]))
        east += (inner.x - float(lon[0])) * 111_320.0 * np.cos(np.radians(inner.y))
        north += (inner.y - float(lat[0])) * 110_600.0
    corners = [(-50, -50), (-50, 50), (50, 50), (50, -50)]
    points = tuple(
        FiledPoint(str(number), "", "", round(east + right, 2), round(north + up, 2))
        for number, (right, up) in enumerate(corners, 1)
    )
    return [FiledPath(PathRole.OUTER, 1, points, "1")]


def plain_trial(paths: Sequence[FiledPath], area: shapely.Geometry) -> int:
    """Return how many systems and orders put every corner into an area: the peer."""
    numbers = np.array([(point.easting, point.northing) for point in paths[0].points])
    count = 0
    for system in SYSTEMS:
        for first, second in ((0, 1), (1, 0)):
            lon, lat = to_wgs84(system.crs, numbers[:, first], numbers[:, second])
            count += bool(np.isfinite(lon).all() and shapely.intersects_xy(area, lon, lat).all())
    return count


def main() -> None:
    """Print one line a measurement."""
    desk = open_desk("vn", ())
    start = time.process_time()
    communes = desk.layers.features("communes", on=DAY)[1]
    print(f"load {len(communes)} communes: {time.process_time() - start:.2f} s of CPU")
    generator = np.random.default_rng(20261122)
    three = [system for system in SYSTEMS if system.zone == 3]
    for label, nearest in (("the two nearest meridians", 2), ("any of the 18 meridians", 18)):
        took, plain, unique, of_three = [], [], 0, 0
        for _ in range(CASES):
            commune = communes[int(generator.integers(len(communes)))]
            middle = commune.geometry.centroid.x
            near = sorted(three, key=lambda system, middle=middle: abs((system.meridian or 0) - middle))[:nearest]
            paths = square(commune, near[int(generator.integers(len(near)))].crs)
            start = time.process_time()
            placement = place_paths(paths, declared_area([commune.geometry]))
            took.append((time.process_time() - start) * 1000)
            start = time.process_time()
            plain_trial(paths, commune.geometry)
            plain.append((time.process_time() - start) * 1000)
            unique += len(placement.fitting) == 1
            of_three += sum(item.system.zone == 3 for item in placement.fitting) == 1
        print(f"{label}: unique among 3° systems {of_three}/{CASES}, with 6° systems {unique}/{CASES}")
        print(
            f"  CPU a case: median {statistics.median(took):.2f} ms, p95 {statistics.quantiles(took, n=20)[-1]:.2f} ms, "
            f"goal {GOAL_MS:.0f} ms; peer median {statistics.median(plain):.2f} ms"
        )
    print_panel_time(desk.pack, desk.layers)


def print_panel_time(pack: object, layers: object) -> None:
    """Print how long the check panel of 200 pasted points takes once the communes are decoded."""
    angles = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    rows = [f"{n}\t{2343800 + 300 * np.sin(a):.2f}\t{553100 + 300 * np.cos(a):.2f}" for n, a in enumerate(angles, 1)]
    data = ("Điểm\tX\tY\n" + "\n".join(rows)).encode()
    took = []
    for _ in range(12):
        start = time.process_time()
        outline = read_outline(data, name="-")
        check_site(outline, SiteStatement(communes=("09208",)), pack=pack, layers=layers, on=DAY)  # type: ignore[arg-type]
        took.append((time.process_time() - start) * 1000)
    first, *later = took
    print(
        f"CPU of the check panel of 200 points: first {first:.0f} ms, then median {statistics.median(later):.0f} ms, ",
        end="",
    )
    print(f"goal {GOAL_PANEL_MS:.0f} ms")


if __name__ == "__main__":
    main()
