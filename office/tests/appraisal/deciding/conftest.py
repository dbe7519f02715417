"""A case whose consultation is over, in the office that reports on it, reviews, approves and decides."""

import importlib.util
import sys
from pathlib import Path

import pytest

from kethop_office.common import clock
from kethop_office.procedures import actions as procedures


def _desk_module():
    name = "deciding_desk"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture
def moment(monkeypatch):
    """The moment of these cases, from the first event on: nobody acts before what the log tells."""
    monkeypatch.setattr(clock, "now", lambda: _desk_module().AT)


@pytest.fixture
def drawings(db, moment):
    procedures.take_in_folder("vn")


@pytest.fixture
def new_desk(drawings):
    return _desk_module().Desk


@pytest.fixture
def desk(new_desk):
    return new_desk()
