"""Sessions in the database; a full disk does not keep a reader from reading."""

import logging

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError
from typing_extensions import override

from kethop_office.common import disk

__all__ = ["SessionStore"]

_log = logging.getLogger("kethop.server")


class SessionStore(DatabaseStore):
    """A session whose last activity may go unwritten when the disk is full; a new session may not."""

    @override
    def save(self, must_create: bool = False) -> None:
        is_new = must_create or self.session_key is None
        try:
            super().save(must_create=must_create)
        except (DatabaseError, UpdateError) as error:
            if is_new or not disk.is_full(error):
                raise
            _log.error("disk full, activity not noted")
