"""Judge a stored run again and say what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kethop.appraisal.appraise import appraise
from kethop.appraisal.filing import Filing, filing_from_record
from kethop.appraisal.recording import run_bytes
from kethop.documents import PlainValue, read_json
from kethop.errors import Place, ReplayError
from kethop.packs import Pack
from kethop.spatial import LayerStore

__all__ = ["Difference", "Replay", "StoredRun", "read_run", "replay"]

MAX_SHOWN = 80
_MAX_BYTES = 320 * 1024 * 1024  # a run holds its site file, up to 200 MiB, as base64


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run file.

    Parameters
    ----------
    data : bytes
        Its bytes.
    value : Mapping
        What it says.
    filing : Filing
        The input that it keeps.
    law_date : date
        Day whose law was applied.
    """

    data: bytes
    value: Mapping[str, PlainValue]
    filing: Filing
    law_date: date

    @property
    def pack(self) -> str:
        """Name of the pack that was used."""
        return self.filing.pack


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a replay differs; long values are cut for show only."""

    path: str
    stored: str
    now: str


@dataclass(frozen=True, slots=True)
class Replay:
    """The outcome of a replay.

    Parameters
    ----------
    is_identical : bool
        Whether the bytes are the same.
    differences : tuple of Difference
        Where they differ; engine, pack and layers first.
    """

    is_identical: bool
    differences: tuple[Difference, ...]


def read_run(data: bytes, *, source: str) -> StoredRun:
    """Return a stored run.

    Raises
    ------
    DocumentError
        The file is no JSON.
    ReplayError
        ``replay.not_a_run``, ``replay.input_damaged``.
    """
    try:
        value = read_json(data, source=source, limit=_MAX_BYTES).value
    except ValueError as error:  # json turns no integer above 4300 digits into a number; we write none
        raise ReplayError("replay.not_a_run", place=Place(source)) from error
    if not isinstance(value, Mapping) or value.get("format") != "kethop-run/1":
        raise ReplayError("replay.not_a_run", place=Place(source))
    stored, day = value.get("input"), value.get("law_date")
    if not isinstance(stored, Mapping) or not isinstance(day, str):
        raise ReplayError("replay.not_a_run", place=Place(source))
    try:
        law_date = date.fromisoformat(day)
    except ValueError as error:
        raise ReplayError("replay.not_a_run", place=Place(source)) from error
    return StoredRun(data, value, filing_from_record(stored, source=source), law_date)


def replay(stored: StoredRun, *, pack: Pack, layers: LayerStore) -> Replay:
    """Return whether judging the stored input again gives the same bytes, and what differs.

    Parameters
    ----------
    stored : StoredRun
        The run.
    pack, layers : Pack, LayerStore
        What is there now; another version or hash is a difference like any other.
    """
    again = run_bytes(appraise(stored.filing, pack=pack, layers=layers, as_of=stored.law_date))
    if again == stored.data:
        return Replay(is_identical=True, differences=())
    now = read_json(again, source="replay", limit=_MAX_BYTES).value
    found = sorted(_differences("", stored.value, now), key=_weight)
    return Replay(is_identical=False, differences=tuple(found) or (Difference("(bytes)", "…", "…"),))


def _weight(difference: Difference) -> tuple[int, str]:
    heads = ("engine_version", "pack", "layers", "findings", "inquiries", "unknown")
    head = difference.path.split(".", 1)[0]
    return (heads.index(head) if head in heads else len(heads), difference.path)


def _differences(path: str, stored: PlainValue, now: PlainValue) -> Iterator[Difference]:
    if isinstance(stored, Mapping) and isinstance(now, Mapping):
        for key in {**stored, **now}:
            yield from _differences(f"{path}.{key}".lstrip("."), stored.get(key), now.get(key))
    elif isinstance(stored, list) and isinstance(now, list) and len(stored) == len(now):
        for index, (one, other) in enumerate(zip(stored, now, strict=True)):
            yield from _differences(f"{path}.{index}", one, other)
    elif stored != now:
        yield Difference(path, _shown(stored), _shown(now))


def _shown(value: PlainValue) -> str:
    if isinstance(value, list):
        return f"[{len(value)}]"
    text = str(value)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
