"""The self-check finds what is wrong, and says so in the manifest, in the report and in the exit code."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from cadastre_scene import screen, screened

from kethop.cadastre import part as parts
from kethop.spatial.screening import Hits


def _without(hits: Hits, at: int) -> Hits:
    keep = np.arange(len(hits)) != at
    columns = ("parcel", "zone", "overlap_m2", "share", "relation")
    return replace(hits, **{name: getattr(hits, name)[keep] for name in columns})


def _larger(hits: Hits, at: int) -> Hits:
    overlap = hits.overlap_m2.copy()
    overlap[at] *= 1 + 1e-6
    overlap[at] += 1e-6
    return replace(hits, overlap_m2=overlap)


def _elsewhere(hits: Hits, at: int) -> Hits:
    zone = hits.zone.copy()
    zone[at] = (zone[at] + 1) % 25
    return replace(hits, zone=zone)


@pytest.mark.parametrize("spoil", [_without, _larger, _elsewhere])
@pytest.mark.parametrize("out", ["o", "o.parquet"])
def test_a_wrong_hit_is_found(scene: Path, monkeypatch, spoil, out) -> None:
    find_hits = parts.find_hits

    def spoiled(*args, **options):
        found = find_hits(*args, **options)
        return found._replace(hits=spoil(found.hits, 3))

    monkeypatch.setattr(parts, "find_hits", spoiled)
    arguments = (scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / out, "--sample", "900")
    result = screen(*arguments)
    assert result.exit_code == 3
    assert "screen.check_differs" in result.output
    folder = scene / ("o" if out == "o" else ".o.parquet.parts")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert manifest["state"] == "differs"
    check = manifest["totals"]["check"]
    assert check["differences"] == len(check["examples"]) == (2 if spoil is _elsewhere else 1)
    assert {item["layer"] for item in check["examples"]} == {"z"}
    assert f"row {check['examples'][0]['row']}, z" in result.output
    assert not (scene / "o.parquet").exists()


def test_the_sample_is_seeded_and_as_large_as_wanted(scene: Path) -> None:
    counts = []
    for out, sample in (("a", 90), ("b", 90), ("c", 1)):
        arguments = (scene / "p.parquet", "--zones", scene / "z.parquet", "--part-rows", "300", "--sample", sample)
        result = screened(*arguments, "--out", scene / out)
        check = json.loads((scene / out / "manifest.json").read_bytes())["totals"]["check"]
        counts.append((check["sampled"], check["pairs"]))
        assert f"asked again about {check['sampled']} parcels" in result.output
    assert counts[0] == counts[1]
    assert counts[0][0] == 90
    assert counts[0][1] >= 45  # half of them meet a zone
    assert counts[2][0] == 3  # at least one of each part


def test_it_is_the_written_rows_that_are_checked(scene: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that are put to the wrong zone after the screening."""
    table_of = parts._table

    def shuffled(*args):
        table, rules = table_of(*args)
        zone = table["zone"].to_pylist()
        first, second = _two(zone)
        zone[first], zone[second] = zone[second], zone[first]
        return table.set_column(table.schema.get_field_index("zone"), "zone", pa.array(zone)), rules

    monkeypatch.setattr(parts, "_table", shuffled)
    arguments = (scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o", "--sample", "900")
    assert screen(*arguments).exit_code == 3


def _two(zone: list[str | None]) -> tuple[int, int]:
    """The first two pairs with different zones."""
    first = next(at for at, key in enumerate(zone) if key is not None)
    return first, next(at for at, key in enumerate(zone) if key not in {None, zone[first]})
