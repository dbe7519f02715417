"""Sessions that work at a level."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client

from kethop_office.accounts import sessions

__all__ = ["works_at"]


def works_at(client: Client, rank: int) -> None:
    """Let the session of a client work at a level; where the office holds one level only, that changes nothing."""
    session = client.session
    sessions.work_at(session, rank)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key  # another level is another key
    assert SESSION_KEY in client.session, "it is signed in as before"
