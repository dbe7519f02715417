"""What a backup holds once it is opened: written sealed, read with suspicion."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from kethop_office.project.safekeeping.copies import Chain, Contents, Table

__all__ = ["Listing", "Other", "StoredFile", "read_listing", "write_listing"]

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file under its hash: its length and the sealed piece."""

    bytes: int
    piece: str


@dataclass(frozen=True, slots=True)
class Other:
    """A file of the data folder that is none of the files under a hash, such as a layer."""

    path: str
    sha256: str
    bytes: int
    piece: str


@dataclass(frozen=True, slots=True)
class Listing:
    """All of a backup.

    Parameters
    ----------
    database : list
        Bytes and SHA-256 of the plain copy of the database.
    contents : Contents
        Its tables, files, migrations and chain.
    files : dict
        Hash → file.
    missing : list of str
        Hashes that a row names and that were not there, or changed, when the backup was made.
    keys : list of str
        Names of the keys that lie apart.
    """

    id: str
    node: str
    program: str
    kind: str
    database: tuple[int, str]
    contents: Contents
    files: Mapping[str, StoredFile]
    others: list[Other]
    missing: list[str]
    keys: list[str]


def write_listing(listing: Listing, file: Path) -> None:
    """Write what a backup holds."""
    file.write_text(json.dumps(asdict(listing), ensure_ascii=False), encoding="utf-8")


def read_listing(file: Path) -> Listing:
    """Read what a backup holds.

    Raises
    ------
    ValueError
        It is damaged, or names a place outside of the data folder.
    """
    try:
        said = json.loads(file.read_bytes())
        contents = said.pop("contents")
        listing = Listing(
            **{
                **said,
                "database": (int(said["database"][0]), str(said["database"][1])),
                "files": {sha256: StoredFile(**one) for sha256, one in said["files"].items()},
                "others": [Other(**one) for one in said["others"]],
            },
            contents=Contents(
                {name: Table(**one) for name, one in contents["tables"].items()},
                dict(contents["files"]),
                {app: list(names) for app, names in contents["migrations"].items()},
                Chain(**contents["chain"]),
            ),
        )
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not all(map(_HASH.fullmatch, listing.files)) or not all(_is_inside(one.path) for one in listing.others):
        raise ValueError("a path outside of the data folder")
    return listing


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path and "\0" not in path
