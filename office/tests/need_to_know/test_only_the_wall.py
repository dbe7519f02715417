"""The office's own filter is switched off: what PostgreSQL's row security leaves is what a reader may know of."""

import os

import pytest
from need_to_know.walk import Walk

from kethop_office.accounts.models.labels import LabelledQuerySet

SAMPLE = 400 if os.environ.get("KETHOP_TEST_WHOLE") else 12
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(os.environ.get("KETHOP_TEST_LEVELS") != "several", reason="needs the wall of several levels"),
]


@pytest.mark.parametrize("rank", [0, 20])
def test_no_canary_without_the_office_s_own_filter(office, monkeypatch, rank):
    monkeypatch.setattr(LabelledQuerySet, "visible_to", lambda self, _actor: self.all())
    walk = Walk(office)
    found = walk.faults(rank, walk.sample(rank, SAMPLE))
    assert walk.answered > 2 * SAMPLE
    assert not [str(fault) for fault in found if fault.what == "canary"]
