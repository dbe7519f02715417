"""The office's check and the auditor's one file are two implementations: they must say the same of every log."""

import os
import subprocess
import sys

import pytest
from audit_logs import KEY, ORIGIN, SPOILERS, VERIFIER_KEY, head_of, made_log, seeded

from kethop_office.audit.chain.checking import check
from kethop_office.audit.chain.heads import Checkpoint, opened, sign
from kethop_office.audit.queries.exporting import lines_of, verifier
from kethop_office.audit.verifier import kethop_verify

LOGS = 2_000 if os.environ.get("KETHOP_PROVE") == "1" else 150


def both(rows, notes, rank=40):
    """Return what each says: the first bad number and how many heads agree."""
    ours = check(rows, [opened(note, VERIFIER_KEY) for note in notes])
    lines = iter(list(lines_of(rows, notes, rank, [str(VERIFIER_KEY)])))
    theirs = kethop_verify.check(lines, keys=[kethop_verify.read_key(str(VERIFIER_KEY))])
    return (ours.broken_seq, ours.checked, ours.heads), (theirs[0], theirs[2], theirs[3]), ours, theirs


@pytest.mark.parametrize("kind", ["whole", *SPOILERS])
def test_both_checkers_find_the_same(kind) -> None:
    chance = seeded(f"two checkers, {kind}")
    for _ in range(LOGS // (len(SPOILERS) + 1) + 1):
        rows = made_log(chance.randint(2, 40), chance)
        notes = [head_of(rows, size) for size in sorted(chance.sample(range(len(rows) + 1), k=min(3, len(rows))))]
        spoiled = SPOILERS[kind](rows, chance) if kind != "whole" else None
        left = spoiled.rows if spoiled else rows
        ours, theirs, found, said = both(left, notes)
        assert ours == theirs, (kind, found, said)
        assert found.reason in said[1]
        if spoiled is None:
            assert ours == (None, len(rows), len(notes))
        elif spoiled.first_bad is not None and found.reason not in {"cut", "head"}:
            assert found.broken_seq == spoiled.first_bad
        if spoiled is not None and spoiled.first_bad is not None:
            assert check(left).broken_seq == spoiled.first_bad, "in itself, without any head"
        if kind in {"truncate", "rewrite"}:
            assert check(left).broken_seq is None, "whole in itself"
            last = [opened(head_of(rows, len(rows)), VERIFIER_KEY)]
            assert check(left, last).reason == {"truncate": "cut", "rewrite": "head"}[kind]


def test_a_withheld_event_is_still_bound() -> None:
    rows = made_log(40, seeded("withheld"))
    notes = [head_of(rows, 40)]
    lines = list(lines_of(rows, notes, 0, [str(VERIFIER_KEY)]))
    key = kethop_verify.read_key(str(VERIFIER_KEY))
    hidden = [number for number, line in enumerate(lines) if '"seq"' in line and '"body"' not in line]
    assert hidden
    assert not any('"level":20' in line or '"level":30' in line for line in lines)
    assert kethop_verify.check(iter(lines), keys=[key])[0] is None
    wrong = lines[hidden[3]].replace('"hash":"', '"hash":"0')[:-1]
    other = [*lines[: hidden[3]], wrong.replace('"hash":"0', '"hash":"', 1)]
    digits = rows[hidden[3] - 2].hash
    lines[hidden[3]] = lines[hidden[3]].replace(digits, digits[::-1])
    assert other
    assert kethop_verify.check(iter(lines), keys=[key])[0] == hidden[3], "the event behind it no longer follows"


@pytest.mark.parametrize("change", [b"\x00", b"\x01"])
def test_signatures_are_checked_by_the_book(change) -> None:
    """Ed25519 in one file agrees with the library on true and on spoiled signatures."""
    chance = seeded(change.hex())
    for number in range(10):
        message = chance.randbytes(number * 7)
        signature = bytearray(KEY.sign(message))
        assert kethop_verify.is_signed(VERIFIER_KEY.public, message, bytes(signature))
        signature[chance.randrange(32, 64)] ^= 1 << chance.randrange(8)
        assert not kethop_verify.is_signed(VERIFIER_KEY.public, message, bytes(signature))
        assert not kethop_verify.is_signed(VERIFIER_KEY.public, message + change, KEY.sign(message))


def test_the_file_runs_by_itself(tmp_path) -> None:
    """No package of ours is on the way, the standard library alone, and it is short enough to be read."""
    program = tmp_path / "kethop_verify.py"
    program.write_text(verifier(), encoding="utf-8")
    assert len(verifier().splitlines()) <= 150
    rows = made_log(30, seeded("alone"))
    export, kept = tmp_path / "export.jsonl", tmp_path / "kept.head"
    kept.write_text(head_of(rows, 10) + "\n" + head_of(rows, 30), encoding="utf-8")

    def run(left, *more):
        export.write_text("".join(lines_of(left, [head_of(rows, 10)], 20, [str(VERIFIER_KEY)])), encoding="utf-8")
        command = [sys.executable, "-I", program, export, "--heads", kept, "--key", str(VERIFIER_KEY), *more]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    whole = run(rows)
    assert (whole.returncode, whole.stdout) == (0, "WHOLE: 30 events and 3 heads agree\n")
    cut = run(rows[:29])
    assert cut.returncode == 1
    assert cut.stdout.startswith("BROKEN: event 30 is missing")
    edited = run([*rows[:4], rows[4]._replace(body=rows[4].body + " ", level=0), *rows[5:]])
    assert edited.returncode == 1
    assert edited.stdout.startswith("BROKEN: event 5 was changed (hash)")
    kept.write_text(sign(Checkpoint(ORIGIN, 30, "ab" * 32), KEY), encoding="utf-8")
    assert "(head)" in run(rows).stdout
    kept.write_text(head_of(rows, 30).replace("\n30\n", "\n31\n"), encoding="utf-8")
    forged = run(rows)
    assert forged.returncode == 2
    assert "not signed by a known key" in forged.stdout
