"""Shared by all engine tests: how far hypothesis goes, and where the real data is."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED_DATA = REPOSITORY.parent / "shared" / "data"

common = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
settings.register_profile("sample", max_examples=60, derandomize=True, **common)
settings.register_profile("prove", max_examples=5_000, **common)
settings.load_profile("prove" if os.environ.get("KETHOP_PROVE") == "1" else "sample")


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the working copy."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data; skip where it is absent, as in a user's clone."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder of real data is not beside this working copy")
    return SHARED_DATA
