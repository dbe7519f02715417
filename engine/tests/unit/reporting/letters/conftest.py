"""The tool that says where the words of a paper stand."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parents[5]


@pytest.fixture(scope="session")
def golden() -> ModuleType:
    """Return tools/golden_reports.py."""
    spec = importlib.util.spec_from_file_location("golden_reports", REPOSITORY / "tools/golden_reports.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
