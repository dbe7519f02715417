"""The template pack, and copies of it that a test may break."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kethop.errors import CollectedError, KethopError
from kethop.packs import FactValue, Pack, check_pack, derive_facts, load_pack


def shown_place(error: KethopError) -> str:
    """Return the place of an error; of the check's own problems in YAML without the line, which has its own test."""
    assert error.place is not None
    is_own = error.code.startswith("pack.") and error.place.source.endswith(".yaml")
    return str(replace(error.place, line=None) if is_own else error.place)


@dataclass(frozen=True)
class PackCopy:
    """A copy of the template pack in a folder of the test."""

    folder: Path

    def replace(self, file: str, old: str, new: str, *, times: int = 1) -> "PackCopy":
        """Replace a text that occurs exactly ``times`` times."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == times, f"{file} holds {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def cell(self, entry: str, new: str) -> "PackCopy":
        """Write a cell or the annotations of a row: ``<table> <id of the entry>``."""
        table, _, ident = entry.partition(" ")
        path = self.folder / f"decisions/{table}.dmn"
        text = path.read_text(encoding="utf-8")
        before, found, after = text.partition(f'Entry id="{ident}">')
        assert found, f"{table}.dmn has no entry {ident}"
        head, _, rest = after.partition("<text>")
        _, _, rest = rest.partition("</text>")
        path.write_text(f"{before}{found}{head}<text>{new}</text>{rest}", encoding="utf-8")
        return self

    def count(self, file: str, text: str) -> int:
        """Return how often a text occurs in a file."""
        return (self.folder / file).read_text(encoding="utf-8").count(text)

    def append(self, file: str, text: str) -> "PackCopy":
        """Add text at the end of a file."""
        with (self.folder / file).open("a", encoding="utf-8") as stream:
            stream.write(text)
        return self

    def line(self, file: str, text: str) -> int:
        """Return the number of the first line that holds ``text``."""
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def found(self) -> list[tuple[str, str, dict[str, object]]]:
        """Return code, place and fields of each problem; the line of a place in YAML has its own test."""
        return [(error.code, shown_place(error), dict(error.fields)) for error in self.problems()]

    def load(self) -> Pack:
        """Return the pack."""
        return load_pack(self.folder)

    def problems(self) -> tuple[KethopError, ...]:
        """Return what loading finds or, if it finds nothing, what the check finds."""
        try:
            return check_pack(self.load())
        except CollectedError as error:
            return error.errors


@pytest.fixture(scope="session")
def template_folder(repository: Path) -> Path:
    """Return the folder of the template pack."""
    return repository / "packs" / "template"


@pytest.fixture(scope="session")
def template(template_folder: Path) -> Pack:
    """Return the template pack."""
    return load_pack(template_folder)


@pytest.fixture
def pack_copy(template_folder: Path, tmp_path: Path) -> PackCopy:
    """Return a copy of the template pack."""
    folder = tmp_path / "island"
    shutil.copytree(template_folder, folder, ignore=shutil.ignore_patterns("*.parquet"))
    return PackCopy(folder)


@pytest.fixture(scope="session")
def with_derived() -> Callable[[Pack, Mapping[str, FactValue]], dict[str, FactValue]]:
    """Return a function that adds the derived facts to the others, as the main job does."""

    def add(pack: Pack, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
        return {**facts, **{item.fact: item.value for item in derive_facts(pack, facts)}}

    return add


@pytest.fixture
def small_works() -> dict[str, FactValue]:
    """Return facts of the island on which every topic is clear."""
    return {
        "law_date": date(2026, 11, 16),
        "kind": "works",
        "handles_fuel": False,
        "worker_count": Decimal(12),
        "start_of_works": date(2026, 12, 1),
        "night_works": False,
        "site_area": Decimal("1.5"),
        "height": Decimal(10),
        "province_count": Decimal(1),
        "in_protected_zone": False,
        "distance_to_zone": Decimal(9000),
        "in_quiet_zone": False,
    }
