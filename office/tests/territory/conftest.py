"""The units of Viet Nam, taken in before the tests of this folder."""

from pathlib import Path

import pytest

from kethop_office.territory.actions import take_in
from kethop_office.territory.bridge import read_tables
from kethop_office.territory.models import Unit

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "vn-admin"


@pytest.fixture
def units(django_db_setup, django_db_blocker):
    """Take the units in outside of any test's transaction: it takes seconds, and a flush between tests undoes it."""
    with django_db_blocker.unblock():
        if not Unit.objects.exists():
            tables = read_tables("vn")
            assert tables is not None
            take_in(tables)


@pytest.fixture
def admin_data():
    if not SHARED.is_dir():
        pytest.skip("the open data of administrative units is not beside this working copy")
    return SHARED
