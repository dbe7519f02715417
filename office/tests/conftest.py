"""What the office's tests share."""

import pytest
from browser import browser_page, chromium, chromium_without_webgl  # noqa: F401 - fixtures
from django.db import connections
from django.test import TransactionTestCase

from kethop_office.audit import append_only


@pytest.fixture(autouse=True, scope="session")
def _events_may_be_flushed():
    """Let a test that commits empty its database at its end; `post_migrate` of the flush puts the triggers back."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(self):
        for name in self._databases_names(include_mirrors=False):
            append_only.remove(connections[name])
        flush(self)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = flush
