"""What the data folder of a demonstration remembers: the password of its accounts, and how many cases are made."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

__all__ = ["Mark", "read_mark", "write_mark"]


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of a demonstration.

    Parameters
    ----------
    password : str
        Of every account; each demonstration has its own.
    made, wanted : int
        Invented cases told so far, and all that are wanted.
    """

    password: str = ""
    made: int = 0
    wanted: int = 0


def read_mark() -> Mark:
    """Return what is remembered; an empty mark where nothing is."""
    try:
        told = json.loads(_path().read_text(encoding="utf-8") or "{}")
    except FileNotFoundError:
        return Mark()
    return Mark(**told)


def write_mark(mark: Mark) -> None:
    """Remember; the file is whole at every moment and readable by its owner only."""
    path = _path()
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.chmod(0o600)
    fresh.write_text(json.dumps(asdict(mark)), encoding="utf-8")
    fresh.replace(path)


def _path() -> Path:
    return Path(settings.KETHOP_DATA) / "demonstration"
