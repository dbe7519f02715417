"""Make, use and end the passwords of programs."""

import secrets
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import AppPassword, User
from kethop_office.accounts.queries.app_passwords import app_passwords_of, hash_of
from kethop_office.accounts.queries.people import factors_of
from kethop_office.audit.actions import Detail, record
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = ["LONGEST", "MOST", "end_app_passwords", "make_app_password", "note_use", "revoke_app_password"]

LONGEST = timedelta(days=365)
MOST = 20
_PREFIX = "kethop_"  # by which a secret that lies about in a file is known for what it is


def make_app_password(actor: Actor, name: str, scope: str, ends_on: date) -> tuple[AppPassword, str]:
    """Make a password for a program and return it with its secret, which is told this once.

    Raises
    ------
    Refused
        ``app_password.no_factor``: the account has no second factor; ``app_password.name``, ``app_password.name_taken``,
        ``app_password.scope``, ``app_password.ends``, ``app_password.too_many``.
    """
    name, today = name.strip(), clock.today()
    if scope not in AppPassword.Scope.values:
        raise Refused("app_password.scope")
    if not name or len(name) > 60:
        raise Refused("app_password.name", most=60)
    if not today <= ends_on <= today + LONGEST:
        raise Refused("app_password.ends", last=(today + LONGEST).isoformat())
    secret = _PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.user_id)
        if not factors_of(user):
            raise Refused("app_password.no_factor")
        own = app_passwords_of(actor)
        if own.filter(name=name).exists():
            raise Refused("app_password.name_taken", name=name)
        if own.count() >= MOST:
            raise Refused("app_password.too_many", most=MOST)
        made = AppPassword.objects.create(
            user=user, name=name, scope=scope, secret_hash=hash_of(secret), made_at=actor.at, ends_on=ends_on
        )
        _record(actor.user_id, "app_password.made", made, {"scope": scope, "ends_on": ends_on.isoformat()})
    return made, secret


def revoke_app_password(actor: Actor, key: UUID) -> AppPassword:
    """End one of the actor's own passwords of programs at once.

    Raises
    ------
    AppPassword.DoesNotExist
        There is none of this key that can be used.
    """
    with transaction.atomic():
        made = app_passwords_of(actor).select_for_update().get(pk=key)
        _end(made, actor.user_id, "app_password.revoked")
    return made


def end_app_passwords(user: User, why: str) -> int:
    """End every password of a program of an account, since its own password or its factors changed; return how many."""
    with transaction.atomic():
        rows = list(AppPassword.objects.select_for_update().filter(user=user, ended_at=None))
        for made in rows:
            _end(made, user.pk, why)
    return len(rows)


def note_use(made: AppPassword) -> None:
    """Note the first use of a day."""
    today = clock.today()
    if made.used_on == today:
        return
    with transaction.atomic():
        rows = AppPassword.objects.filter(pk=made.pk).exclude(used_on=today)
        if rows.update(used_on=today):
            _record(made.user_id, "app_password.used", made, {})
    made.used_on = today


def _end(made: AppPassword, by: UUID, why: str) -> None:
    made.ended_at, made.ended_by = clock.now(), why
    made.save(update_fields=["ended_at", "ended_by"])
    _record(by, "app_password.revoked", made, {"because": why})


def _record(by: UUID, act: str, made: AppPassword, detail: dict[str, Detail]) -> None:
    record(act, actor=by, object_key=f"app_password:{made.pk}", at=clock.now(), detail=detail)
