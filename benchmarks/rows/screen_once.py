"""One screening in a process of its own: ENGINE PARCELS ZONES OUT; prints seconds, seconds of processor, megabytes.

What an engine imports is loaded before the clock starts; connecting, reading and writing are timed. Ours loads machine code
that numba kept, once a process: that is measured for itself, as ``load``.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

COVERED = """select "parcel", "zone", overlap_m2 from (select p.id "parcel", z.id "zone", case when ST_CoveredBy(p.geometry, z.geometry)
 then ST_Area(p.geometry) else ST_Area(ST_Intersection(p.geometry, z.geometry)) end overlap_m2
 from {parcels} p join {zones} z on ST_Intersects(p.geometry, z.geometry))"""


def kethop(*, covering: bool, check: bool = False, kept: bool = False) -> Callable[[Path, Path, Path], None]:
    """Ours: the covering, or the plain way; ``kept``: the covering that an earlier run has left beside OUT.

    The peers do not look at the validity of zones, so neither do we unless asked.
    """
    from kethop.spatial.screening import HitFile, ParcelFile, ScreeningOptions, read_zones, screen_file

    if covering:
        import kethop.spatial.screening.covered  # noqa: F401 - numba is loaded before the clock starts, as all imports

    def run(parcels: Path, zones: Path, out: Path) -> None:
        options = ScreeningOptions(covering=covering, keep_in=out.with_suffix(".coverings") if kept else None)
        own = read_zones(zones, key="id", check=check)
        source = ParcelFile(parcels, key="id")
        with HitFile(out, own, source) as file:
            for found in screen_file(source, own, options):
                file.write(found)

    return run


def sedonadb() -> Callable[[Path, Path, Path], None]:
    """Return SedonaDB, with the shortcut for covered parcels."""
    import sedonadb as engine

    def run(parcels: Path, zones: Path, out: Path) -> None:
        database = engine.connect()
        database.sql("set datafusion.execution.target_partitions = 2").execute()
        database.read_parquet(str(parcels)).to_view("p")
        database.read_parquet(str(zones)).to_view("z")
        database.sql(COVERED.format(parcels="p", zones="z")).to_parquet(str(out), single_file_output=True)

    return run


def duckdb() -> Callable[[Path, Path, Path], None]:
    """Return DuckDB with its spatial extension from a wheel, with the same shortcut."""
    import duckdb as engine
    import duckdb_extension_spatial

    folder = Path(duckdb_extension_spatial.__file__).parent / "extensions"

    def run(parcels: Path, zones: Path, out: Path) -> None:
        database = engine.connect(config={"threads": 2})
        database.execute(f"load '{folder}/v{engine.__version__}/spatial.duckdb_extension'")
        query = COVERED.format(parcels=f"'{parcels}'", zones=f"'{zones}'")
        database.execute(f"copy ({query}) to '{out}' (format parquet, compression zstd)")

    return run


def shapely() -> Callable[[Path, Path, Path], None]:
    """Return shapely as one writes it who knows it: tree on parcels, prepared zones, two threads over row groups."""
    from concurrent.futures import ThreadPoolExecutor
    from threading import local

    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq
    import shapely as geos

    def run(parcels: Path, zones: Path, out: Path) -> None:
        table = pq.ParquetFile(zones).read(columns=["id", "geometry"])
        keys, binary = table["id"].to_numpy(), table["geometry"].to_pylist()
        mine = local()

        def group(number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
            if not hasattr(mine, "zones"):
                mine.zones = geos.from_wkb(binary)
                geos.prepare(mine.zones)
                mine.file = pq.ParquetFile(parcels)
            part = mine.file.read_row_group(number, columns=["id", "geometry"], use_threads=False)
            shapes = geos.from_wkb(part["geometry"].to_pylist())
            zone, parcel = geos.STRtree(shapes).query(mine.zones, predicate="intersects")
            inner, outer = shapes[parcel], mine.zones[zone]
            area = geos.area(inner)
            crossing = ~geos.covers(outer, inner)
            area[crossing] = geos.area(geos.intersection(inner[crossing], outer[crossing]))
            return part["id"].to_numpy()[parcel], keys[zone], area

        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(group, range(pq.ParquetFile(parcels).metadata.num_row_groups)))
        columns = [np.concatenate([part[at] for part in found]) for at in range(3)]
        pq.write_table(
            pa.table(dict(zip(("parcel", "zone", "overlap_m2"), columns, strict=True))), out, compression="zstd"
        )

    return run


def reading() -> Callable[[Path, Path, Path], None]:
    """Return what only reads number, envelope and outline: no engine that looks at each can be quicker."""
    from concurrent.futures import ThreadPoolExecutor

    import pyarrow.parquet as pq

    def run(parcels: Path, _zones: Path, _out: Path) -> None:
        columns = ["id", "bbox", "geometry"]

        def half(first: int) -> None:
            file = pq.ParquetFile(parcels)
            for number in range(first, file.metadata.num_row_groups, 2):
                file.read_row_group(number, columns=columns, use_threads=False)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(half, range(2)))

    return run


def machine_code() -> float:
    """Load it by a screening of a parcel in memory and of a prepared one; return the seconds of processor that it takes."""
    import tempfile

    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq
    from land import table_of
    from shapely import box

    from kethop.spatial.layout import prepare_layer
    from kethop.spatial.screening import ParcelFile, ScreeningOptions, screen_file, screen_shapes, zone_set

    own = zone_set(pa.array([0]), np.array([box(0, 0, 50, 50)]), "EPSG:32719", source="-")
    parcels = np.array([box(40, 10, 70, 20)])
    options = ScreeningOptions(covering=True)
    with tempfile.TemporaryDirectory() as name:
        plain, prepared = Path(name) / "plain.parquet", Path(name) / "prepared.parquet"
        pq.write_table(table_of(np.zeros(1, np.int64), parcels), plain)
        prepare_layer(plain, prepared)
        before = time.process_time()
        screen_shapes(parcels, own, options)
        list(screen_file(ParcelFile(prepared, key="id"), own, options))
        return time.process_time() - before


ENGINES = {
    "kethop": lambda: kethop(covering=True),
    "kethop-checked": lambda: kethop(covering=True, check=True),
    "kethop-kept": lambda: kethop(covering=True, kept=True),
    "kethop-plain": lambda: kethop(covering=False),
    "sedonadb": sedonadb,
    "duckdb": duckdb,
    "shapely": shapely,
    "reading": reading,
}


def main() -> None:
    """Run one engine once."""
    run = ENGINES[sys.argv[1]]()
    paths = [Path(item) for item in sys.argv[2:5]]
    load = machine_code() if sys.argv[1] in {"kethop", "kethop-checked", "kethop-kept"} else 0.0
    before = os.times()
    start = time.perf_counter()
    run(paths[0], paths[1], paths[2])
    seconds = time.perf_counter() - start
    after = os.times()
    processor = after.user + after.system - before.user - before.system
    status = Path("/proc/self/status").read_text(
        encoding="utf-8"
    )  # ru_maxrss would be that of the process that started us
    memory = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    print(json.dumps({"seconds": seconds, "processor": processor, "memory": memory, "load": load}))


if __name__ == "__main__":
    main()
