"""One office for all these proofs, built once for each module, with the twins of its records at hand."""

import gc
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from need_to_know.extras import Extras
from need_to_know.hidden import concealed, lay_down
from need_to_know.readers import Readers
from need_to_know.tokens import KINDS
from story_desk import START, StoryDesk
from story_world import World

from kethop_office.accounts.row_security.reader import keeping
from kethop_office.common import clock
from kethop_office.procedures.actions import take_in_folder

NO_CACHE = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
ALWAYS = {"at": 9e12}


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker, tmp_path_factory):
    """Build the story's office inside a transaction that is never committed."""
    folder, now = tmp_path_factory.mktemp("need-to-know"), {"now": START}
    places = {"KETHOP_FILES": folder / "files", "KETHOP_LAYERS": folder / "layers"}
    caches = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}, "tiles": NO_CACHE}
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(clock, "now", lambda: now["now"])
        patch.setattr("kethop_office.accounts.access.get_authentication_records", lambda *_given: [ALWAYS])
        patch.setattr("kethop_office.api.limits.MOST_A_MINUTE", 10**9)
        stack.enter_context(override_settings(ALLOWED_HOSTS=["*"], CACHES=caches, **places))
        stack.enter_context(transaction.atomic())
        stack.callback(transaction.set_rollback, True)
        stack.enter_context(keeping("setup"))
        cache.clear()
        take_in_folder("vn")
        desk = StoryDesk(lambda moment: now.update(now=moment))
        world = World(desk)
        more = Extras(desk, world)
        readers = Readers(desk)
        hidden = {kind: concealed(kind) for kind in KINDS}
        gc.collect()
        gc.freeze()  # what stays is not looked through again and again
        stack.callback(gc.unfreeze)
        yield SimpleNamespace(desk=desk, world=world, more=more, readers=readers, hidden=hidden, lay=_layer(hidden))


def _layer(hidden):
    def lay(kinds):
        for kind in kinds:
            lay_down(hidden[kind])

    return lay
