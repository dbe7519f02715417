"""Parcels against zones: ours beside SedonaDB, DuckDB and shapely, from file to file, each in a process of its own.

``--quick`` measures one million parcels; ``--rows`` and ``--zones`` choose. All must find the same pairs and areas. The engines
take turns, so that what else the machine does falls on all of them. Peers are installed once, pinned by hash.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import shapely

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "rows"))

import land  # noqa: E402 - beside this file

from kethop.spatial.layout import prepare_layer  # noqa: E402
from kethop.spatial.screening import ParcelFile, SiteIndex, read_zones, screen_site  # noqa: E402

ONCE = HERE / "rows" / "screen_once.py"
PEERS = ("sedonadb", "duckdb", "shapely")
Run = dict[str, float]


def peers_python() -> Path | None:
    """Return the Python of the peers' environment; None, with the reason, where it cannot be had."""
    wanted = HERE / "peers" / "screening.txt"
    folder = Path(tempfile.gettempdir()) / f"kethop-peers-{sha256(wanted.read_bytes()).hexdigest()[:12]}"
    python = folder / "bin" / "python"
    if (folder / "ready").exists():
        return python
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "-r"]
    try:
        for command in ([sys.executable, "-m", "venv", str(folder)], [str(python), *install, str(wanted)]):
            subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - pinned by hash
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"peers cannot be had here: {getattr(error, 'stderr', '') or error}".strip())
        return None
    (folder / "ready").touch()
    return python


def once(python: Path, engine: str, parcels: Path, zones: Path, out: Path) -> Run:
    """Run one engine once."""
    environment = os.environ | {"PYTHONPATH": sysconfig.get_path("purelib")}
    command = [str(python), str(ONCE), engine, str(parcels), str(zones), str(out)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)  # noqa: S603 - ours
    if done.returncode:
        sys.exit(f"{engine} failed: {done.stderr.strip().splitlines()[-1]}")
    found: Run = json.loads(done.stdout.splitlines()[-1])
    return found


def hits(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return pairs in order, with their areas."""
    table = pq.ParquetFile(path).read(columns=["parcel", "zone", "overlap_m2"])
    parcel, zone, area = (table[name].to_numpy() for name in ("parcel", "zone", "overlap_m2"))
    order = np.lexsort((zone, parcel))
    return parcel[order], zone[order], area[order]


def compare(own: Path, other: Path, name: str) -> float:
    """Return the largest difference of areas; end where the pairs differ."""
    ours, theirs = hits(own), hits(other)
    if len(ours[0]) != len(theirs[0]) or any((ours[at] != theirs[at]).any() for at in range(2)):
        sys.exit(f"answers differ: kethop and {name}")
    return float(np.abs(ours[2] - theirs[2]).max(initial=0.0))


def middle(runs: list[Run], what: str) -> float:
    """Return the median of a measure."""
    return statistics.median(run[what] for run in runs)


def main() -> None:
    """Print one line an engine; last the ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--zones", type=int, default=2_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--alone", action="store_true", help="only ours: neither the peers nor the prepared layer")
    options.add_argument("--prepared", action="store_true", help="only ours, on the prepared layer")
    options.add_argument("--more", action="store_true", help="also the cross-over and one site at a time")
    chosen = options.parse_args()
    rounds = 2 if chosen.quick else chosen.rounds
    with tempfile.TemporaryDirectory(prefix="kethop-screening-") as name:
        folder = Path(name)
        parcels, zones = folder / "parcels.parquet", folder / "zones.parquet"
        land.write_parcels(chosen.rows, parcels)
        land.write_zones(chosen.zones, zones)
        print(
            f"{chosen.rows:,} parcels, {chosen.zones:,} zones; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        )
        ratio = None
        if chosen.alone:
            alone(folder, parcels, zones, rounds)
        elif chosen.prepared:
            once(Path(sys.executable), "kethop", parcels, zones, folder / "kethop.parquet")
            own_layout(folder, parcels, zones, rounds)
        else:
            ratio = beside_peers(folder, parcels, zones, rounds)
            own_layout(folder, parcels, zones, rounds)
        if chosen.more:
            cross_over(folder, zones)
            one_at_a_time(parcels, zones)
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    if ratio is not None:
        print(f"ratio {ratio:.2f}")


def alone(folder: Path, parcels: Path, zones: Path, rounds: int) -> None:
    """Measure ours."""
    for name in ("kethop", "kethop-checked"):
        runs = [once(Path(sys.executable), name, parcels, zones, folder / "out.parquet") for _ in range(rounds)]
        print(
            f"{name}: {middle(runs, 'seconds'):.2f} s, {middle(runs, 'processor'):.2f} s of processor, "
            f"{middle(runs, 'memory'):.0f} MB, {len(hits(folder / 'out.parquet')[0]):,} pairs"
        )


def beside_peers(folder: Path, parcels: Path, zones: Path, rounds: int) -> float:
    """Return how many times as long as ours the quickest peer takes, all imports and machine code loaded."""
    ours = Path(sys.executable)
    peers = peers_python()
    names = ["kethop", *(PEERS if peers else ("shapely",))]
    out = {name: folder / f"{name}.parquet" for name in names}
    once(ours, "kethop", parcels, zones, out["kethop"])  # machine code is made once a machine
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            python = peers if peers and name in {"sedonadb", "duckdb"} else ours
            runs[name].append(once(python, name, parcels, zones, out[name]))
    for name in names:
        worst = (
            "" if name == "kethop" else f", areas differ by {compare(out['kethop'], out[name], name):.1e} m2 at most"
        )
        print(
            f"{name}: {middle(runs[name], 'seconds'):.2f} s, {middle(runs[name], 'processor'):.2f} s of processor, "
            f"{middle(runs[name], 'memory'):.0f} MB, {len(hits(out[name])[0]):,} pairs{worst}"
        )
    others = [name for name in names if name != "kethop"]
    load = middle(runs["kethop"], "load")
    print(f"  kethop loads its machine code in {load:.2f} s, once a process, outside the figures above")
    for what in ("seconds", "processor"):
        best = min(others, key=lambda name: middle(runs[name], what))
        peer, own = middle(runs[best], what), middle(runs["kethop"], what)
        print(f"  {what}: {best} takes {peer / own:.2f} times ours, {peer / (own + load):.2f} times with loading")
    return min(middle(runs[name], "seconds") for name in others) / middle(runs["kethop"], "seconds")


def own_layout(folder: Path, parcels: Path, zones: Path, rounds: int) -> None:
    """Measure the prepared layer, with the index built in the run and with a kept one, beside the time to read it."""
    ours = Path(sys.executable)
    prepared = folder / "prepared.parquet"
    start = time.perf_counter()
    made = prepare_layer(parcels, prepared)
    print(
        f"prepared in {time.perf_counter() - start:.1f} s, {made.size / 1e6:.0f} MB (was {parcels.stat().st_size / 1e6:.0f})",
        flush=True,
    )
    once(ours, "kethop-kept", prepared, zones, folder / "kept.parquet")  # leaves its covering beside
    kinds = {
        "prepared": ("kethop", prepared, folder / "own.parquet"),
        "prepared, covering kept from an earlier run": ("kethop-kept", prepared, folder / "kept.parquet"),
        "reading it": ("reading", prepared, folder / "none"),
        "reading the file of other programs": ("reading", parcels, folder / "none"),
    }
    runs: dict[str, list[Run]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, (engine, source, out) in kinds.items():
            runs[name].append(once(ours, engine, source, zones, out))
    for name in ("own", "kept"):
        compare(folder / "kethop.parquet", folder / f"{name}.parquet", name)
    for what in ("seconds", "processor"):
        index, kept, read, other = (max(middle(done, what), 0.01) for done in runs.values())
        print(
            f"  {what}: prepared {index:.2f} s, {index / read:.1f} times reading it ({read:.2f} s), "
            f"{index / other:.1f} times reading the file of other programs ({other:.2f} s)"
        )
        print(f"    with the covering kept from an earlier run {kept:.2f} s, {kept / read:.1f} times reading it")
    print(f"    memory {max(middle(runs[name], 'memory') for name in list(kinds)[:2]):.0f} MB")


def cross_over(folder: Path, zones: Path) -> None:
    """Measure from how many parcels the covering pays, in a new process that loads its machine code."""
    for rows in (10_000, 30_000, 100_000, 200_000, 400_000):
        parcels = folder / f"{rows}.parquet"
        land.write_parcels(rows, parcels)
        found = {
            name: middle(
                [once(Path(sys.executable), name, parcels, zones, folder / "x.parquet") for _ in range(2)], "processor"
            )
            for name in ("kethop", "kethop-plain")
        }
        print(f"  {rows:,} parcels: covering {found['kethop']:.2f} s of processor, plain {found['kethop-plain']:.2f} s")


def one_at_a_time(parcels: Path, zones: Path) -> None:
    """Measure one site at a time, half of them in zones."""
    own = read_zones(zones, key="id", check=False)
    shapes = ParcelFile(parcels).shapes(0).geometries(np.arange(20_000))
    near = np.unique(own.tree.query(shapes, predicate="intersects")[0])[:500]
    sites = [*shapes[near], *np.delete(shapes, near)[:500]]
    vertices = int(shapely.get_num_coordinates(own.geometries).sum())
    begun = time.perf_counter()
    index = SiteIndex(own)
    print(
        f"  {len(own):,} zones of {vertices:,} vertices: index made in {time.perf_counter() - begun:.1f} s, {index.nbytes / 1e6:.0f} MB"
    )
    for name, ask in (("index", index.screen), ("tree", lambda site: screen_site(site, own))):
        for site in sites[:50]:
            ask(site)
        seconds, processor, pairs = [], [], 0
        for site in sites:
            begun, used = time.perf_counter(), time.thread_time()
            pairs += len(ask(site))
            processor.append(time.thread_time() - used)
            seconds.append(time.perf_counter() - begun)
        half, most = (np.quantile(seconds, share) * 1e6 for share in (0.5, 0.99))
        worked = np.quantile(processor, 0.99) * 1e6
        print(f"  one site, {name}: p50 {half:.0f} µs, p99 {most:.0f} µs, of processor {worked:.0f} µs ({pairs} pairs)")


if __name__ == "__main__":
    main()
