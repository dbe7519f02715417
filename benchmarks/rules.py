"""How many rows a second a table of 30 rules and 5 inputs decides, beside the interpreter, pySFeel and SpiffWorkflow.

All are asked in turns in one run, on the same first rows, and must name the same rule for each row. The peers come from the
package registry into an environment of their own, which is thrown away; where one cannot be had, that is said.
"""

import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kethop.rules import decide, read_dmn
from kethop.rules.vectorised import OutputColumns, compile_table

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(__file__).resolve().parent / "peers"
GOAL = 3_000_000
ROWS, BATCH, ROUNDS = 1_000_000, 131_072, 5
NAMES = ["zone", "height", "area", "near", "day"]
TYPES = ["string", "number", "number", "boolean", "date"]
ZONES = ["centre", "north", "south", "east", "coast"]
PEER_ROWS = {"interpreter": 300, "SpiffWorkflow 3.2.0": 1_000, "pySFeel 1.4.2": 60}
WITH_PEAK = """
import atexit, resource
atexit.register(lambda: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
from kethop.cli.main import main
main()
"""
NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def table() -> list[list[str]]:
    """Return the cells of 30 rules, always the same."""
    pick = random.Random(30)
    rules = []
    for number in range(30):
        low = pick.randrange(0, 120)
        near = pick.choice(["-", "true", "false"])
        extent = f"[{low}..{low + pick.randrange(5, 60)}]"
        day = f'>= date("{2005 + pick.randrange(18)}-07-01")'
        rules.append([f'"{ZONES[number % 5]}"', extent, f">= {pick.randrange(100) / 4}", near, day])
    return rules


def dmn(rules: Sequence[Sequence[str]]) -> bytes:
    """Return the table as a DMN file."""
    data = "".join(
        f'<inputData id="{n}" name="{n}"><variable name="{n}" typeRef="{t}"/></inputData>'
        for n, t in zip(NAMES, TYPES, strict=True)
    )
    links = "".join(
        f'<informationRequirement><requiredInput href="#{name}"/></informationRequirement>' for name in NAMES
    )
    clauses = "".join(f"<input><inputExpression><text>{name}</text></inputExpression></input>" for name in NAMES)
    rows = "".join(
        "<rule>"
        + "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in rule)
        + f'<outputEntry><text>"category {number}"</text></outputEntry></rule>'
        for number, rule in enumerate(rules, start=1)
    )
    return (
        f'<definitions xmlns="{NAMESPACE}" name="bench" namespace="urn:bench">{data}<decision id="d" name="d"><variable name="d"/>'
        f'{links}<decisionTable hitPolicy="FIRST">{clauses}<output/>{rows}</decisionTable></decision></definitions>'
    ).encode()


def python_cell(cell: str) -> str:
    """Return a cell as SpiffWorkflow wants it, in Python."""
    extent = re.fullmatch(r"\[(.*)\.\.(.*)\]", cell)
    if extent:
        return f"{extent[1]} <= ? <= {extent[2]}"
    cell = re.sub(
        r'date\("(\d+)-(\d+)-(\d+)"\)', lambda found: f"date({int(found[1])}, {int(found[2])}, {int(found[3])})", cell
    )
    return cell.title() if cell in {"true", "false"} else cell


def rows(count: int) -> pa.RecordBatch:
    """Return random rows, always the same: texts, exact decimals, truth values and days."""
    chance = np.random.default_rng(5)
    areas = pa.array(chance.integers(0, 160, count) * 25).cast(pa.decimal128(19, 0))
    days = pa.array(chance.integers(12_000, 20_000, count).astype(np.int32)).cast(pa.date32())
    columns = [
        pa.array(np.array(ZONES)[chance.integers(0, 5, count)]),
        pa.array(chance.integers(0, 180, count)),
        pa.array([Decimal(value).scaleb(-2) for value in areas.to_pylist()], pa.decimal128(12, 2)),
        pa.array(chance.integers(0, 2, count).astype(bool)),
        days,
    ]
    return pa.record_batch(columns, names=NAMES)


class Peer:
    """Another engine in a process of its own, which measures itself."""

    def __init__(self, python: Path, script: str, given: Path) -> None:
        command = [str(python), str(PEERS / script), str(given)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own script
        if self._line().strip() != "ready":
            raise OSError(script)

    def _line(self) -> str:
        return self.process.stdout.readline() if self.process.stdout else ""

    def decided(self, count: int) -> tuple[float, list[int]]:
        """Return seconds and rules of the first rows."""
        if self.process.stdin:
            print(count, file=self.process.stdin, flush=True)
        answer = json.loads(self._line())
        return answer["seconds"], answer["rules"]

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


def peers(folder: Path, given: Path) -> dict[str, Peer]:
    """Return the peers that can be had; say which cannot."""
    python = folder / "env" / "bin" / "python"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    block = re.search(r"^lxml==.*?(?=^\S)", lock, re.MULTILINE | re.DOTALL)
    wanted = folder / "peers.txt"
    wanted.write_text(
        (PEERS / "requirements.txt").read_text(encoding="utf-8") + (block[0] if block else ""), encoding="utf-8"
    )
    commands = [
        [sys.executable, "-m", "venv", str(folder / "env")],
        [
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--require-hashes",
            "-r",
            str(wanted),
        ],
    ]
    found: dict[str, Peer] = {}
    try:
        for command in commands:
            subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - pinned by hash
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"peers cannot be had here: {getattr(error, 'stderr', '') or error}".strip())
        return found
    for name, script in (("SpiffWorkflow 3.2.0", "spiff_rows.py"), ("pySFeel 1.4.2", "pysfeel_rows.py")):
        start = time.perf_counter()
        try:
            found[name] = Peer(python, script, given)
            print(f"{name}: ready after {time.perf_counter() - start:.1f} s")
        except OSError:
            print(f"{name}: does not start here")
    return found


def main() -> None:
    """Print one line a measurement."""
    rules = table()
    model = read_dmn(dmn(rules), source="bench.dmn")
    batch = rows(ROWS)
    plain = batch.slice(0, max(PEER_ROWS.values())).to_pylist()

    def columns() -> tuple[float, list[int]]:
        start = time.perf_counter()
        vector = compile_table(model, "d")
        made = OutputColumns.of_table(vector)
        arrays = [made.arrays(vector.decide(batch.slice(first, BATCH))) for first in range(0, ROWS, BATCH)]
        seconds = time.perf_counter() - start
        return seconds, [found[0] if found else 0 for found in arrays[0][1].to_pylist()]

    def interpreter() -> tuple[float, list[int]]:
        inputs = plain[: PEER_ROWS["interpreter"]]
        start = time.perf_counter()
        traces = [decide(model, "d", row).trace.table for row in inputs]
        seconds = time.perf_counter() - start
        return seconds, [trace.matched[0].index if trace and trace.matched else 0 for trace in traces]

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = folder / "given.json"
        shown = [
            [
                float(value) if isinstance(value, Decimal) else str(value) if isinstance(value, date) else value
                for value in row.values()
            ]
            for row in plain
        ]
        python = [[python_cell(cell) for cell in rule] for rule in rules]
        given.write_text(json.dumps({"names": NAMES, "feel": rules, "python": python, "rows": shown}), encoding="utf-8")
        others = peers(folder, given)
        contestants: dict[str, Callable[[], tuple[float, list[int]]]] = {"interpreter": interpreter}
        for own, peer in others.items():
            contestants[own] = lambda own=own, peer=peer: peer.decided(PEER_ROWS[own])
        report(columns, contestants)
        for peer in others.values():
            peer.close()
        memory(folder, rules)


def report(
    columns: Callable[[], tuple[float, list[int]]], contestants: dict[str, Callable[[], tuple[float, list[int]]]]
) -> None:
    """Ask all in turns, compare the answers and print medians and ratios."""
    took: dict[str, list[float]] = {name: [] for name in ("columns", *contestants)}
    for _ in range(ROUNDS):
        seconds, ours = columns()
        took["columns"].append(ROWS / seconds)
        for name, ask in contestants.items():
            seconds, theirs = ask()
            took[name].append(len(theirs) / seconds)
            differs = [row for row, rule in enumerate(theirs) if rule != ours[row]]
            if differs:
                sys.exit(
                    f"answers differ: {name}, row {differs[0]}: {theirs[differs[0]]}, by columns {ours[differs[0]]}"
                )
    speed = {name: statistics.median(values) for name, values in took.items()}
    matched = sum(rule > 0 for rule in ours) / len(ours)
    print(f"30 rules x 5 inputs, FIRST; {matched:.0%} of the rows match; same rule for every row compared")
    print(
        f"by columns, with output, matched rule and table made ready: {speed['columns']:,.0f} rows/s, goal {GOAL:,} (worst {min(took['columns']):,.0f})"
    )
    for name in contestants:
        print(
            f"{name}: {speed[name]:,.0f} rows/s on {PEER_ROWS[name]} rows; by columns {speed['columns'] / speed[name]:,.0f} times as fast"
        )


def memory(folder: Path, rules: Sequence[Sequence[str]]) -> None:
    """Print speed and memory of the whole command on a file of three million rows."""
    (folder / "bench.dmn").write_bytes(dmn(rules))
    batch = rows(ROWS)
    with pq.ParquetWriter(folder / "rows.parquet", batch.schema) as writer:
        for _ in range(3):
            writer.write_batch(batch)
    command = [sys.executable, "-c", WITH_PEAK, "rules", "decide", "bench.dmn", "--decision", "d"]
    start = time.perf_counter()
    command += ["--table", "rows.parquet", "--out", "out.parquet"]
    ended = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 - our own command
    seconds = time.perf_counter() - start
    speed = f"{3 * ROWS / seconds:,.0f} rows/s, most memory {int(ended.stdout.split()[-1]) / 1024:,.0f} MB"
    print(f"kethop rules decide --table, 3 million rows from Parquet to Parquet: {seconds:.1f} s, {speed}")


if __name__ == "__main__":
    main()
