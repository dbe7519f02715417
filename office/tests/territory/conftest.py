"""The open data that tests of this folder read."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "vn-admin"


@pytest.fixture
def admin_data():
    if not SHARED.is_dir():
        pytest.skip("the open data of administrative units is not beside this working copy")
    return SHARED
