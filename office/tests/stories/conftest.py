"""The desk of a story, with a clock that the story moves."""

import pytest
from django.core.cache import cache
from story_desk import START, StoryDesk

from kethop_office.common import clock
from kethop_office.procedures.actions import take_in_folder


@pytest.fixture
def desk(transactional_db, settings, tmp_path, monkeypatch):
    state = {"now": START}
    cache.clear()
    settings.ALLOWED_HOSTS = ["*"]
    settings.KETHOP_FILES = tmp_path / "files"
    settings.KETHOP_LAYERS = tmp_path / "layers"
    monkeypatch.setattr(clock, "now", lambda: state["now"])
    monkeypatch.setattr("kethop_office.accounts.access.get_authentication_records", lambda *_given: [{"at": 9e12}])
    take_in_folder("vn")
    return StoryDesk(lambda moment: state.update(now=moment))
