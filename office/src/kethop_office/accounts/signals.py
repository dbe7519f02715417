"""Signing in and out leaves events and starts the times of the session."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from kethop_office.accounts import sessions
from kethop_office.accounts.actions.app_passwords import end_app_passwords
from kethop_office.accounts.actions.own import choose_language
from kethop_office.accounts.actions.sign_in import note, note_failure
from kethop_office.accounts.models import User
from kethop_office.accounts.queries import actor_of

__all__ = ["began", "changed_password", "ended", "factor_added", "factor_removed", "failed"]


@receiver(user_logged_in)
def began(request: HttpRequest, user: User, **_rest: Any) -> None:  # noqa: ANN401 - a signal's rest
    """Start the session's times; a language chosen on the sign-in page is the account's from now on."""
    sessions.begin(request.session)
    if language := sessions.chosen_language(request.session):
        choose_language(actor_of(user), language)
    note("account.signed_in", user)


@receiver(user_logged_out)
def ended(user: User | None, **_rest: Any) -> None:  # noqa: ANN401 - a signal's rest
    """Note who signed out; a session that ended by itself has no one left."""
    if isinstance(user, User):
        note("account.signed_out", user)


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], **_rest: Any) -> None:  # noqa: ANN401 - a signal's rest
    """Note a failure; what was typed is not kept."""
    note_failure(str(credentials.get("username", "")))


@receiver(password_changed)
def changed_password(user: User, **_rest: Any) -> None:  # noqa: ANN401 - a signal's rest
    """Note a new password; the passwords of programs that were made with the old one end with it."""
    note("account.password_changed", user)
    end_app_passwords(user, "account.password_changed")


@receiver([authenticator_added, authenticator_reset])
def factor_added(user: User, authenticator: Any, **_rest: Any) -> None:  # noqa: ANN401 - a signal's rest
    """Note a new code generator, key or list of codes."""
    note("account.factor_added", user, kind=str(authenticator.type))


@receiver(authenticator_removed)
def factor_removed(user: User, authenticator: Any, **_rest: Any) -> None:  # noqa: ANN401 - a signal's rest
    """Note one taken away."""
    note("account.factor_removed", user, kind=str(authenticator.type))
