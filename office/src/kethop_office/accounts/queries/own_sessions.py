"""Read the sessions of an account that are open."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare, salted_hmac

from kethop_office.accounts import sessions
from kethop_office.accounts.models import User
from kethop_office.accounts.session_store import SessionStore
from kethop_office.common import clock

__all__ = ["OwnSession", "open_sessions"]


@dataclass(frozen=True, slots=True)
class OwnSession:
    """An open session as its account sees it; nothing of the machine behind it is kept, so nothing is shown.

    Parameters
    ----------
    handle : str
        Names it on a page, where its key must not stand.
    rank : int
        Level that it works at.
    is_this : bool
        The one that asks.
    """

    key: str = field(repr=False)
    handle: str
    began: datetime
    active: datetime
    rank: int
    is_this: bool


def open_sessions(user: User, this: str | None) -> list[OwnSession]:
    """Return the open sessions of an account, the one last used first.

    The table keeps sessions without their account, sealed; all that have not run out are opened, some hundreds at most.

    Parameters
    ----------
    this : str or None
        Key of the session that asks.
    """
    store, found = SessionStore(), []
    for row in Session.objects.filter(expire_date__gt=clock.now()):
        kept = store.decode(row.session_data)
        if not _is_of(user, kept) or sessions.is_over(kept):
            continue
        handle = salted_hmac("kethop.session", row.session_key, algorithm="sha256").hexdigest()
        times, rank = sessions.moments(kept), sessions.working_level(kept)
        found.append(OwnSession(row.session_key, handle, *times, rank, is_this=row.session_key == this))
    return sorted(found, key=lambda one: one.active, reverse=True)


def _is_of(user: User, kept: dict[str, object]) -> bool:
    """Return whether a session is of an account, and not of a password that it had before."""
    is_theirs = str(kept.get(SESSION_KEY, "")) == str(user.pk) and BACKEND_SESSION_KEY in kept
    return is_theirs and constant_time_compare(str(kept.get(HASH_SESSION_KEY, "")), user.get_session_auth_hash())
