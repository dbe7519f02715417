"""What an account changes of itself."""

import secrets
from collections.abc import Collection

from django.contrib.sessions.models import Session
from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import User
from kethop_office.audit.actions import Detail, record
from kethop_office.common.refusal import Refused

__all__ = ["choose_language", "choose_settings", "close_feed", "end_sessions", "renew_feed", "work_at_level"]


def choose_language(actor: Actor, language: str) -> None:
    """Choose the language of the account.

    Raises
    ------
    Refused
        ``account.language``: neither Vietnamese nor English.
    """
    if language not in {"vi", "en"}:
        raise Refused("account.language")
    with transaction.atomic():
        User.objects.filter(pk=actor.user_id).update(language=language)
        _record(actor, "account.settings_changed")


def choose_settings(
    actor: Actor, *, language: str, is_dense: bool, prefers_static_map: bool, notice_choices: dict[str, bool]
) -> None:
    """Choose how pages look and which notices are also sent by mail.

    Raises
    ------
    Refused
        ``account.language``.
    """
    if language not in {"vi", "en"}:
        raise Refused("account.language")
    with transaction.atomic():
        User.objects.filter(pk=actor.user_id).update(
            language=language,
            is_dense=is_dense,
            prefers_static_map=prefers_static_map,
            notice_choices=notice_choices,
        )
        _record(actor, "account.settings_changed")


def work_at_level(actor: Actor, rank: int) -> None:
    """Note that a session of the account works at another level from now on."""
    with transaction.atomic():
        _record(actor, "session.level_chosen", rank=rank)


def end_sessions(actor: Actor, keys: Collection[str]) -> None:
    """End sessions of the account by their keys."""
    with transaction.atomic():
        ended, _rows = Session.objects.filter(session_key__in=keys).delete()
        _record(actor, "session.was_ended", count=ended)


def renew_feed(actor: Actor) -> str:
    """Give the account a new calendar address; the old one ends at once. Return its key."""
    key = secrets.token_urlsafe(32)
    with transaction.atomic():
        User.objects.filter(pk=actor.user_id).update(feed_key=key)
        _record(actor, "account.feed_renewed")
    return key


def close_feed(actor: Actor) -> None:
    """End the calendar address of the account."""
    with transaction.atomic():
        User.objects.filter(pk=actor.user_id).update(feed_key="")
        _record(actor, "account.feed_closed")


def _record(actor: Actor, act: str, **detail: Detail) -> None:
    record(act, actor=actor.user_id, object_key=f"account:{actor.user_id}", at=actor.at, detail=detail)
