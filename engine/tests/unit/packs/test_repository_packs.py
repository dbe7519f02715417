"""The packs of this repository hold together, and every worked case of theirs passes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kethop.packs import Pack, check_pack, load_pack
from kethop.packs.cases import case_files, case_problems
from kethop.spatial import LayerStore
from kethop.vocabulary import ClassificationLevel

PACKS = ("template", "vn")


@pytest.fixture(scope="module", params=PACKS)
def pack(request: pytest.FixtureRequest, repository: Path) -> Pack:
    """Return each pack in turn."""
    return load_pack(repository / "packs" / request.param)


def test_it_holds_together(pack: Pack) -> None:
    problems = check_pack(pack)
    assert not problems, "\n".join(map(str, problems))


def test_every_worked_case_passes(pack: Pack, record_property: Callable[[str, object], None]) -> None:
    files = case_files(pack)
    problems = [problem for name, file in files.items() for problem in case_problems(pack, name, file)]
    count = sum(len(file.cases) for file in files.values())
    record_property(f"worked cases of {pack.manifest.id}", count)
    assert not problems, "\n".join(map(str, problems))
    assert set(files) == set(pack.decisions)
    assert count >= len(files)


def test_its_layers_can_be_read(pack: Pack) -> None:
    store = LayerStore([pack.folder / "layers"], clearance=ClassificationLevel.TUYET_MAT)
    assert store.problems() == ()
    settings = pack.manifest.map
    measured = {fact.layer for fact in pack.facts.values() if fact.layer} if pack.manifest.is_illustrative else set()
    assert {settings.provinces, settings.communes} | measured <= set(store.ids())


def test_an_invented_pack_says_so_and_no_other_does(pack: Pack) -> None:
    is_invented = pack.manifest.id == "template"
    assert pack.manifest.is_illustrative is is_invented
    assert ("hư cấu" in pack.manifest.title.vi) is is_invented
