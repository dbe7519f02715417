"""Damaged files by the thousand: refused, or read with the number of features that an independent count finds in them."""

import json
import os
import random
import re
import sqlite3
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import shapely

from kethop.errors import KethopError
from kethop.spatial.intake import limits, read_outside
from kethop.spatial.intake.delivering import packed

IS_PROOF = os.environ.get("KETHOP_PROVE") == "1"
COUNT, THROUGH_THE_PROCESS = (3_000, 1_200) if IS_PROOF else (450, 24)
SETS = {"shp": ("shp", "shx", "dbf", "prj"), "tab": ("tab", "dat", "map", "id"), "mif": ("mif", "mid")}
GIVEN = {"tab", "mif", "dxf", "csv", "xlsx"}
FEATURES = 12


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory, writers: Mapping[str, Any]) -> Mapping[str, Mapping[str, bytes]]:
    found: dict[str, Mapping[str, bytes]] = {}
    for kind, write in writers.items():
        folder = tmp_path_factory.mktemp(kind)
        is_geographic = kind in {"kml", "kmz"}
        step, origin, size = (0.1, (105.0, 21.0), 0.05) if is_geographic else (150, (562010, 2357270), 100)
        shapes = [
            shapely.box(origin[0] + i * step, origin[1], origin[0] + i * step + size, origin[1] + size)
            for i in range(FEATURES)
        ]
        write(folder, shapes, "EPSG:4326" if is_geographic else "EPSG:5897")
        found[kind] = {f"site.{part}": (folder / f"site.{part}").read_bytes() for part in SETS.get(kind, (kind,))}
    return found


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the data with one kind of damage: cut, flipped, a length changed, spliced, a piece lost, a number, a flood."""
    found = bytearray(data)
    at = chance.randrange(len(found))
    kind = chance.randrange(7)
    if kind == 0:
        del found[at:]
    elif kind == 1:
        for _ in range(chance.choice([1, 5, 50])):
            found[chance.randrange(len(found))] = chance.randrange(256)
    elif kind == 2:
        found[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0"])
    elif kind == 3:
        found[at:at] = found[at : at + chance.randrange(200)] * chance.choice([1, 20, 500])
    elif kind == 4:
        del found[at : at + chance.randrange(1, 200)]
    elif kind == 5:
        numbers = [match.span() for match in re.finditer(rb"[0-9]{3,}(?:\.[0-9]+)?", data)] or [(at, at + 1)]
        start, end = chance.choice(numbers)
        found[start:end] = chance.choice([b"1e308", b"nan", b"-inf", b"9" * 400, b"", b"-1", b"1,5"])
    else:
        found[at:at] = chance.choice([b"\0" * 5000, b"<a>" * 5000, b"[" * 5000, b"\xed\xa0\x80", b"-" * 300, b"\n"])
    return bytes(found)


def damaged(seeds: Mapping[str, Mapping[str, bytes]], number: int) -> tuple[str, bytes]:
    chance = random.Random(20261122 + number)  # noqa: S311 - seeded on purpose
    kind = chance.choice(sorted(seeds))
    parts = dict(seeds[kind])
    name = chance.choice(sorted(parts))
    parts[name] = mutated(parts[name], chance) or b"\0"
    return kind, packed(parts) if kind in SETS else parts[f"site.{kind}"]


def independent_count(kind: str, data: bytes, folder: Path) -> int | None:  # noqa: PLR0911 - one way a format
    """The oracle: how many features the bytes hold, by other means; None where the format does not say."""
    if kind in SETS or kind == "kmz":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {name.rsplit(".", 1)[-1]: archive.read(name) for name in archive.namelist()}
        if kind == "mif":
            return len(re.findall(rb"(?im)^\s*region\s", parts["mif"]))
        if kind == "kmz":
            return len(re.findall(rb"<(?:\w+:)?Placemark\b", parts["kml"]))
        return int.from_bytes(parts["dbf" if kind == "shp" else "dat"][4:8], "little")
    if kind == "kml":
        return len(re.findall(rb"<(?:\w+:)?Placemark\b", data))
    if kind == "geojson":
        return len(json.loads(data.decode("utf-8-sig"))["features"])
    if kind == "gpkg":
        (folder / "count.gpkg").write_bytes(data)
        with sqlite3.connect(folder / "count.gpkg") as database:
            return int(database.execute('SELECT count(*) FROM "site"').fetchone()[0])
    if kind == "parquet":
        return int(pq.read_metadata(BytesIO(data)).num_rows)
    if kind == "dxf":
        return len(re.findall(rb"(?m)^\s*0\s*\n\s*LWPOLYLINE\s*$", data.replace(b"\r\n", b"\n")))
    return None


def test_damaged_files_are_refused_or_read_whole(
    seeds: Mapping[str, Mapping[str, bytes]], read: Callable[..., Any], tmp_path: Path
) -> None:
    outcomes = {"refused": 0, "read": 0}
    for number in range(COUNT):
        kind, data = damaged(seeds, number)
        if kind in {"shp", "tab"}:
            continue  # GDAL only in its own process, below
        try:
            reading = read(data, f"site.{kind}", crs="EPSG:5897" if kind in GIVEN else None)
        except KethopError:
            outcomes["refused"] += 1
            continue
        outcomes["read"] += 1
        stated = independent_count(kind, data, tmp_path)
        found = len({path.feature for path in reading.paths})
        assert stated is None or found == stated, (number, kind, stated, found)
    assert min(outcomes.values()) >= COUNT // 20, outcomes


def test_damaged_files_through_the_process(seeds: Mapping[str, Mapping[str, bytes]], tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    number, done = 10_000, 0
    while done < THROUGH_THE_PROCESS:
        number += 1
        kind, data = damaged(seeds, number)
        if not IS_PROOF and kind not in {"shp", "tab"}:
            continue
        done += 1
        started = time.monotonic()
        try:
            intake = read_outside(data, name=f"site.{kind}", crs="EPSG:5897" if kind in GIVEN else None)
        except KethopError as fault:
            outcomes[fault.code] += 1
        else:
            outcomes["read"] += 1
            stated = independent_count(kind, data, tmp_path)
            found = len({path.feature for path in intake.reading.paths})
            assert stated is None or found == stated, (number, kind, stated, found)
        assert time.monotonic() - started < limits.SECONDS + 5, number
    assert outcomes["read"]
    assert len(outcomes) > 2, outcomes
    assert not {"intake.too_slow", "intake.reader_ended", "intake.too_much_memory"} & set(outcomes), outcomes
