"""``kethop screen`` from its start to its manifest: threads, a bound on memory, a Dask cluster of two, a run with nothing left to do.

``--rows`` and ``--zones`` choose, ``--files`` repeats the same file under other names. All ways must write the same parts.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "rows"))

import land  # noqa: E402 - beside this file

_SIDECAR = {
    "id": "zones",
    "kind": "zone",
    "label": {"vi": "Vùng hư cấu", "en": "Invented zones"},
    "classification": "open",
    "source": "benchmarks/rows/land.py",
    "licence": "Apache-2.0",
    "attribution": "invented",
    "as_of": "2026-01-01",
    "life_months": None,
    "crs": "EPSG:32719",
    "extent": {"bbox": [-74, -38, -66, -34]},
    "key": "id",
}


def prepared(folder: Path, rows: int, zones: int, files: int) -> tuple[Path, Path]:
    """Write the cadastre and the layer with its sidecar."""
    cadastre = folder / "cadastre"
    cadastre.mkdir()
    land.write(land.parcels(rows), cadastre / "f0.parquet", group=32_768)
    for number in range(1, files):
        os.link(cadastre / "f0.parquet", cadastre / f"f{number}.parquet")
    layer = folder / "zones.parquet"
    land.write(land.zones(zones), layer, group=32_768)
    stated = _SIDECAR | {"sha256": sha256(layer.read_bytes()).hexdigest()}
    as_yaml = json.dumps(stated, ensure_ascii=False).replace('"2026-01-01"', "2026-01-01")
    layer.with_suffix(".yaml").write_text(as_yaml, encoding="utf-8")
    return cadastre, layer


def measured(name: str, cadastre: Path, layer: Path, out: Path, *more: str) -> dict[str, object]:
    """Run the command once, print what it took, and return its manifest."""
    command = [sys.executable, "-m", "kethop.cli.main", "screen", str(cadastre), "--zones", str(layer)]
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--out", str(out), "--lang", "en", *more], stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    if status:
        sys.exit(f"{name} failed: {status}")
    memory = used.ru_maxrss / 1024
    print(f"{name:34} {wall:7.1f} s wall {used.ru_utime + used.ru_stime:7.1f} s processor {memory:7.0f} MB")
    manifest: dict[str, object] = json.loads((out / "manifest.json").read_bytes())
    return manifest


@contextmanager
def cluster(folder: Path):  # noqa: ANN201 - an address
    """Give the address of two workers on this machine."""
    with subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, str(HERE / "rows" / "local_cluster.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder,
    ) as process:
        yield process.stdout.readline().strip() if process.stdout else ""
        process.communicate("")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="200,000 parcels")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--zones", type=int, default=2_000)
    parser.add_argument("--files", type=int, default=1)
    given = parser.parse_args()
    rows = given.rows or (200_000 if given.quick else 5_000_000)
    with tempfile.TemporaryDirectory(prefix="kethop-cadastre-") as name:
        folder = Path(name)
        cadastre, layer = prepared(folder, rows, given.zones, given.files)
        print(f"{rows * given.files:,} parcels, {given.zones:,} zones, load {os.getloadavg()[0]:.1f}")
        one = measured("one thread", cadastre, layer, folder / "one", "--workers", "1")
        found = [
            measured("two threads", cadastre, layer, folder / "two", "--workers", "2"),
            measured("two threads, again: nothing to do", cadastre, layer, folder / "two", "--workers", "2"),
            measured("two threads within 2 GB", cadastre, layer, folder / "bound", "--memory", "2G"),
        ]
        with cluster(folder) as address:
            found.append(
                measured("the command beside two workers", cadastre, layer, folder / "dask", "--cluster", address)
            )
        if any(manifest["parts"] != one["parts"] for manifest in found):
            sys.exit("the parts differ")
        print(f"{len(one['parts'])} parts, the same bytes in every way")  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
