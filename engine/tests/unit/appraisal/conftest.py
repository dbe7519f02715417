"""The pack of Việt Nam with its layers, opened once."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kethop.appraisal import Filing, ScreeningRun, appraise, filing_from_path
from kethop.packs import Pack, load_pack
from kethop.spatial import LayerStore

Judge = Callable[..., ScreeningRun]


@pytest.fixture(scope="session")
def vietnam(repository: Path) -> Pack:
    return load_pack(repository / "packs" / "vn")


@pytest.fixture(scope="session")
def vietnam_layers(repository: Path) -> LayerStore:
    return LayerStore([repository / "packs" / "vn" / "layers"])


@pytest.fixture(scope="session")
def example(repository: Path) -> Callable[[str], Filing]:
    return cache(lambda name: filing_from_path(repository / "examples" / f"{name}.yaml"))


@pytest.fixture
def judge(example: Callable[[str], Filing], vietnam: Pack, vietnam_layers: LayerStore) -> Judge:
    def judged(name: str, as_of: date | None = None) -> ScreeningRun:
        return appraise(example(name), pack=vietnam, layers=vietnam_layers, as_of=as_of)

    return judged
