"""How long one appraisal takes, in process and from the command line, beside the least that any tool must do.

The peer is the plainest way to ask one question of one layer: read the communes with shapely and find those that a point
lies in. It answers far less; the ratio says what the whole appraisal costs above reading the map.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import shapely

from kethop.appraisal import appraise, filing_from_path, run_bytes
from kethop.cli.desk import open_desk

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 40
GOAL_P95_MS, GOAL_CLI_S = 50.0, 3.0


def quantile_ms(act: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return median and 95th percentile of a call, in milliseconds, after one warm-up."""
    act()
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took), statistics.quantiles(took, n=20)[-1]


def communes_at(lon: float, lat: float) -> list[str]:
    """Return the communes at a point by reading the whole layer: the peer."""
    table = pq.read_table(ROOT / "packs/vn/layers/communes.parquet", columns=["code", "geometry"])
    shapes = shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False))
    hits = shapely.intersects_xy(shapes, lon, lat)
    return [str(code) for code, hit in zip(table["code"].to_pylist(), hits, strict=True) if hit]


def main() -> None:
    """Print one line a measurement."""
    start = time.perf_counter()
    desk = open_desk("vn", ())
    pack, layers = desk.pack, desk.layers
    print(f"load pack and open layers: {(time.perf_counter() - start) * 1000:.0f} ms")
    worst = 0.0
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        filing = filing_from_path(path)
        median, p95 = quantile_ms(lambda filing=filing: appraise(filing, pack=pack, layers=layers), ROUNDS)
        is_region = filing.proposal.site is not None and bool(filing.proposal.site.units)
        worst = worst if is_region else max(worst, p95)
        note = " (a whole province: not counted in the goal for one site)" if is_region else ""
        print(f"appraise {path.name}: median {median:.1f} ms, p95 {p95:.1f} ms{note}")
    print(f"worst p95 of one site: {worst:.1f} ms, goal {GOAL_P95_MS:.0f} ms")
    filing = filing_from_path(ROOT / "examples" / "stack.yaml")
    run = appraise(filing, pack=pack, layers=layers)
    found = communes_at(105.7626, 21.1936)
    codes = [item.code for item in (run.site.communes if run.site else ())]
    if found != codes:
        sys.exit(f"answers differ: peer {found}, appraisal {codes}")
    peer, _ = quantile_ms(lambda: communes_at(105.7626, 21.1936), 5)
    ours, _ = quantile_ms(lambda: appraise(filing, pack=pack, layers=layers), ROUNDS)
    print(f"peer, one layer read with shapely: median {peer:.1f} ms, same commune; ratio {peer / ours:.1f}")
    print(f"run.json: {len(run_bytes(run)) / 1000:.0f} kB")
    command = [sys.executable, "-m", "kethop.cli.main", "appraise", "examples/stack.yaml", "--json", "-"]
    took = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own command
        took.append(time.perf_counter() - start)
    print(f"kethop appraise --json -: median {statistics.median(took):.2f} s, goal {GOAL_CLI_S:.0f} s")


if __name__ == "__main__":
    main()
