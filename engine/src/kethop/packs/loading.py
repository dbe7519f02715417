"""Open a pack folder; every fault of form is reported, not only the first."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field

from kethop.calendars import CalendarYear, DayCalendar
from kethop.documents import Record, read_yaml, sha256_hex, validate
from kethop.errors import CalendarError, CollectedError, KethopError, PackError, Place
from kethop.packs.bodies import Body
from kethop.packs.drawings import drawing_problems
from kethop.packs.facts import FactDefinition
from kethop.packs.law import Instrument, Source
from kethop.packs.manifest import PackManifest, Slug
from kethop.packs.pack import Pack
from kethop.rules import DmnModel, find_faults, read_dmn
from kethop.vocabulary import Text

__all__ = ["load_pack", "read_file"]

MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_FILES = 2_000
_SUFFIXES = frozenset({".yaml", ".dmn", ".md", ".txt"})
Value = TypeVar("Value")
File = TypeVar("File", bound=Record)


class _Facts(Record):
    facts: Annotated[Mapping[Slug, FactDefinition], Field(min_length=1)]


class _Bodies(Record):
    bodies: Annotated[Mapping[Slug, Body], Field(min_length=1)]


class _Messages(Record):
    messages: Annotated[Mapping[Slug, Text], Field(min_length=1)]


class _Sources(Record):
    sources: Annotated[Mapping[str, Source], Field(min_length=1)]


class _Calendar(Record):
    years: Annotated[tuple[CalendarYear, ...], Field(min_length=1)]


def load_pack(folder: Path) -> Pack:
    """Return the pack in ``folder``.

    Parameters
    ----------
    folder : Path
        Holds ``pack.yaml``, ``facts.yaml``, ``bodies.yaml``, ``messages.yaml``, ``sources.yaml``, ``calendar.yaml``,
        ``law/*.yaml``, ``decisions/*.dmn``, ``cases/*.yaml``, ``layers/``, and may hold ``procedures/*.bpmn``.

    Raises
    ------
    CollectedError
        Every ``DocumentError``, ``DmnError``, ``FeelSyntaxError``, ``CalendarError`` and ``PackError`` found:
        ``pack.not_found``, ``pack.file_missing``, ``pack.file_unknown``, ``pack.file_too_large``,
        ``pack.too_many_files``, ``pack.no_law``, ``pack.drawing_not_bpmn``, ``pack.drawing_name``.
    """
    if not (folder / "pack.yaml").is_file():
        raise CollectedError((PackError("pack.not_found", place=Place(str(folder))),))
    folder = folder.resolve()  # so that "." has a name to show
    loader = _Loader(folder)
    manifest = loader.record("pack.yaml", PackManifest)
    facts = loader.record("facts.yaml", _Facts)
    bodies = loader.record("bodies.yaml", _Bodies)
    messages = loader.record("messages.yaml", _Messages)
    sources = loader.record("sources.yaml", _Sources)
    calendar = loader.record("calendar.yaml", _Calendar)
    instruments = loader.folder_of("law", "*.yaml", lambda name: loader.record(name, Instrument))
    decisions = loader.folder_of("decisions", "*.dmn", loader.model)
    loader.folder_of("procedures", "*.bpmn", loader.drawing)
    days = loader.days(calendar) if calendar else None
    digest = loader.digest()
    if not any((folder / "law").glob("*.yaml")):
        loader.problems.append(PackError("pack.no_law", place=Place(f"{folder.name}/law")))
    if not (manifest and facts and bodies and messages and sources and days) or loader.problems:
        raise CollectedError(tuple(loader.problems))
    return Pack(
        manifest=manifest,
        folder=folder,
        sha256=digest,
        instruments=instruments,
        sources=sources.sources,
        facts=facts.facts,
        bodies=bodies.bodies,
        messages=messages.messages,
        decisions=decisions,
        calendar=days,
    )


def read_file(path: Path, name: str) -> bytes:
    """Return the bytes of one file of a pack.

    Raises
    ------
    PackError
        ``pack.file_missing``, ``pack.file_too_large``.
    """
    if not path.is_file():
        raise PackError("pack.file_missing", place=Place(name))
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise PackError("pack.file_too_large", place=Place(name), size=size, limit=MAX_FILE_BYTES)
    return path.read_bytes()


class _Loader:
    """Reads the files of one pack, keeps their hashes and collects the problems."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[KethopError] = []
        self._files: dict[str, bytes | None] = {}

    def record(self, name: str, model: type[File]) -> File | None:
        """Return a YAML file as a record, or None after noting its problems."""
        data = self._bytes(name)
        if data is None:
            return None
        return self._noting(lambda: validate(read_yaml(data, source=self._source(name)), model))

    def model(self, name: str) -> DmnModel | None:
        """Return a DMN file as a model, or None after noting its problems."""
        data = self._bytes(name)
        if data is None:
            return None
        model = self._noting(lambda: read_dmn(data, source=self._source(name)))
        if model is not None:
            self.problems.extend(find_faults(model))
        return model

    def drawing(self, name: str) -> None:
        """Note the problems of a drawn procedure."""
        data = self._bytes(name)
        if data is not None:
            found = self._noting(lambda: (*drawing_problems(data, name=Path(name).stem, source=self._source(name)),))
            self.problems.extend(found or ())

    def days(self, calendar: _Calendar) -> DayCalendar | None:
        """Return the working days, or None after noting what is wrong with the years."""
        try:
            return DayCalendar(calendar.years)
        except CalendarError as error:
            self.problems.append(CalendarError(error.code, place=Place(self._source("calendar.yaml")), **error.fields))
            return None

    def folder_of(self, name: str, pattern: str, read: Callable[[str], Value | None]) -> dict[str, Value]:
        """Return what ``read`` makes of each file in a sub-folder, by stem."""
        found = {}
        for path in sorted((self.folder / name).glob(pattern)):
            value = read(f"{name}/{path.name}")
            if value is not None:
                found[path.stem] = value
        return found

    def digest(self) -> str:
        """Return the hash of the pack: names and hashes of all its files that an answer can depend on.

        The data of layers has its own hashes. A drawn procedure changes no finding: it says who does what next in an
        office, which keeps each version by the drawing's own hash. So a redrawn box does not make a stored run another one.
        """
        paths = sorted(path for path in self.folder.rglob("*") if path.is_file() and path.suffix != ".parquet")
        drawings = [path for path in paths if path.parent == self.folder / "procedures" and path.suffix == ".bpmn"]
        if len(paths) > MAX_FILES:
            self.problems.append(PackError("pack.too_many_files", place=Place(self.folder.name), limit=MAX_FILES))
            return ""
        lines = []
        for path in paths:
            name = path.relative_to(self.folder).as_posix()
            if path.suffix not in _SUFFIXES and path not in drawings:
                self.problems.append(PackError("pack.file_unknown", place=Place(self._source(name))))
            elif path not in drawings:
                lines.append(f"{name} {sha256_hex(self._bytes(name) or b'')}\n")
        return sha256_hex("".join(lines).encode())

    def _source(self, name: str) -> str:
        return f"{self.folder.name}/{name}"

    def _bytes(self, name: str) -> bytes | None:
        """Return a file as it was first read, so that what is hashed is what was understood."""
        if name not in self._files:
            self._files[name] = self._noting(lambda: read_file(self.folder / name, self._source(name)))
        return self._files[name]

    def _noting(self, read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except CollectedError as error:
            self.problems.extend(error.errors)
        except KethopError as error:
            self.problems.append(error)
        return None
