"""What the office's tests share."""

import os
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

import pytest
from browser import browser_page, chromium, chromium_without_webgl  # noqa: F401 - fixtures
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from kethop_office.audit import append_only
from kethop_office.common.levels import holds_several

# on top of the engine's profile where both are run: how long an example takes says nothing on a busy machine
settings.register_profile("office", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("office")
_BROWSERS = {"chromium", "chromium_without_webgl", "browser_page"}
_MINUTES = {"test_axe", "test_case_vi", "test_on_postgresql"}
_SHARE = {
    "test_demonstration",
    "test_every_act",
    "test_canaries",
    "test_walk",
    "test_commands",
    "test_upgrade",
    "safekeeping",
}
"""What the tests of one of these modules or folders share is made once, by one worker, and takes long."""
_DATABASES = {"db", "transactional_db", "django_db_reset_sequences"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what a browser runs, let what takes minutes begin; on PostgreSQL leave out what says nothing about the database."""
    for item in items:
        if _BROWSERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
    long = _MINUTES | _SHARE
    items.sort(key=lambda item: not long & {item.path.stem, item.path.parent.name})  # the two workers then end together
    if os.environ.get("KETHOP_TEST_DATABASE") == "postgresql":
        kept = [item for item in items if _speaks_of_a_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give tests to the workers one by one, and some modules whole (xdist's own groups do not reach pytest 9.2)."""
    return _OneByOne(config, log)


class _OneByOne(LoadScopeScheduling):
    def _split_scope(self, nodeid):
        module = Path(nodeid.partition("::")[0])
        return next((name for name in (module.stem, module.parent.name) if name in _SHARE), nodeid)


def _speaks_of_a_database(item: pytest.Item) -> bool:
    if any(item.get_closest_marker(name) for name in ("browser", "one_database", "prove")):
        return False
    return _speaks_to_the_database(item)


def _speaks_to_the_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or _DATABASES & set(getattr(item, "fixturenames", ())))


@pytest.fixture(autouse=True)
def _in_vietnamese():
    """A request leaves its language to the thread; each test begins in the office's own."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _as_the_office(request):
    """Where the database has a wall, let a test make its rows behind it; each request it sends stands before it."""
    if os.environ.get("KETHOP_TEST_LEVELS") != "several" or not _speaks_to_the_database(request.node):
        yield
        return
    from kethop_office.accounts.row_security.check import fault  # noqa: PLC0415 - models are there only now
    from kethop_office.accounts.row_security.reader import keeping  # noqa: PLC0415

    request.getfixturevalue("transactional_db" if _commits(request.node) else "db")
    assert fault() is None, "a suite that leans on the wall does not run without it"
    with keeping("setup"):
        yield


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and bool(marker.kwargs.get("transaction"))
    return asked or bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


@pytest.fixture(autouse=True, scope="session")
def _events_may_be_flushed():
    """Let a test that commits empty its database at its end; `post_migrate` of the flush puts the triggers back."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(self):
        with ExitStack() as stack:
            for name in self._databases_names(include_mirrors=False):
                append_only.remove(connections[name])
                if connections[name].vendor == "postgresql" and not holds_several():
                    stack.enter_context(_only_what_holds_rows(connections[name]))
            flush(self)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = flush


@contextmanager
def _only_what_holds_rows(connection):
    """Let a flush empty the tables that hold rows: PostgreSQL takes seconds to empty a hundred that are empty."""

    def emptied(_style, tables, **_how):
        asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables)  # noqa: S608 - our own tables
        with connection.cursor() as cursor:
            cursor.execute(asked)
            return [f'DELETE FROM "{name}"' for (name,) in cursor.fetchall()]  # noqa: S608 - keys are asked at the commit

    with mock.patch.object(connection.ops, "sql_flush", emptied):
        yield


@pytest.fixture
def units(django_db_setup, django_db_blocker):
    """Take the units in outside of any test's transaction: it takes seconds, and a flush between tests undoes it."""
    from kethop_office.common.statistics import refresh_statistics  # noqa: PLC0415 - models are there only now
    from kethop_office.territory.actions import take_in  # noqa: PLC0415
    from kethop_office.territory.bridge import read_tables  # noqa: PLC0415
    from kethop_office.territory.models import Unit  # noqa: PLC0415

    with django_db_blocker.unblock():
        if not Unit.objects.exists():
            tables = read_tables("vn")
            assert tables is not None
            take_in(tables)
            refresh_statistics()  # as `init` does: PostgreSQL looks for a name in half a minute without
