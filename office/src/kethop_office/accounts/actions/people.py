"""Make, change, lock and open accounts."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction

from kethop_office.accounts.actions import sign_in
from kethop_office.accounts.actions.admin import check_admin, note
from kethop_office.accounts.actions.app_passwords import end_app_passwords
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import User
from kethop_office.common.refusal import Refused

__all__ = [
    "AccountFields",
    "change_account",
    "create_account",
    "lock_account",
    "reset_password",
    "reset_second_factor",
    "set_new_password",
    "unlock_account",
]


@dataclass(frozen=True, slots=True)
class AccountFields:
    """What is kept of an account; a title such as "Chuyên viên 1", never the name of a person."""

    title: str
    title_en: str = ""
    email: str = ""
    language: str = "vi"


def create_account(actor: Actor, username: str, fields: AccountFields) -> User:
    """Make an account without a password; ``reset_password`` gives the link that sets one.

    Raises
    ------
    Refused
        ``admin.role``; ``account.username_taken``; ``account.username``: other letters than a sign-in name has.
    """
    check_admin(actor)
    user = User(username=username, title=fields.title, title_en=fields.title_en, email=fields.email)
    user.language = fields.language
    user.set_unusable_password()
    if User.objects.filter(username=username).exists():
        raise Refused("account.username_taken", username=username)
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        raise Refused("account.username", username=username) from error
    with transaction.atomic():
        user.save(force_insert=True)
        note(actor, "account.created", "account", user.pk)
    return user


def change_account(actor: Actor, user: User, fields: AccountFields) -> None:
    """Change title, address and language of an account.

    Raises
    ------
    Refused
        ``admin.role``.
    """
    check_admin(actor)
    changed = [
        name for name in ("title", "title_en", "email", "language") if getattr(user, name) != getattr(fields, name)
    ]
    for name in changed:
        setattr(user, name, getattr(fields, name))
    with transaction.atomic():
        user.save(update_fields=changed or None)
        note(actor, "account.changed", "account", user.pk, {"fields": changed})


def lock_account(actor: Actor, user: User) -> None:
    """Lock an account: its sessions end with their next request, nothing of it is deleted.

    Raises
    ------
    Refused
        ``admin.role``; ``account.not_own``: one cannot lock oneself out; ``account.is_locked``.
    """
    check_admin(actor)
    if user.pk == actor.user_id:
        raise Refused("account.not_own")
    if not user.is_active:
        raise Refused("account.is_locked")
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=False, feed_key="")
        note(actor, "account.locked", "account", user.pk)
        end_app_passwords(user, "account.locked")


def unlock_account(actor: Actor, user: User) -> None:
    """Open a locked account again.

    Raises
    ------
    Refused
        ``admin.role``; ``account.is_open``.
    """
    check_admin(actor)
    if user.is_active:
        raise Refused("account.is_open")
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=True)
        note(actor, "account.unlocked", "account", user.pk)


def reset_password(actor: Actor, user: User) -> str:
    """End the password of an account, its sessions and earlier links; return the token of a link that sets a new one, once.

    Raises
    ------
    Refused
        ``admin.role``; ``account.is_locked``; ``account.not_own``: one changes the own password on the own page.
    """
    check_admin(actor)
    if user.pk == actor.user_id:
        raise Refused("account.not_own")
    if not user.is_active:
        raise Refused("account.is_locked")
    with transaction.atomic():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        note(actor, "account.password_reset", "account", user.pk)
        end_app_passwords(user, "account.password_reset")
    return default_token_generator.make_token(user)


def set_new_password(user: User, token: str, password: str) -> None:
    """Set a password by the link of an administrator; the link does not work a second time.

    Raises
    ------
    Refused
        ``account.link_used``: used, replaced, or too old.
    """
    if not user.is_active or not default_token_generator.check_token(user, token):
        raise Refused("account.link_used")
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        sign_in.note("account.password_set", user)
        end_app_passwords(user, "account.password_set")


def reset_second_factor(actor: Actor, user: User) -> int:
    """Take away code generators, keys and recovery codes of an account whose device is lost; return how many there were.

    Raises
    ------
    Refused
        ``admin.role``; ``account.no_factor``.
    """
    check_admin(actor)
    factors = Authenticator.objects.filter(user=user)
    number = int(factors.count())
    if not number:
        raise Refused("account.no_factor")
    with transaction.atomic():
        factors.delete()
        note(actor, "account.factors_reset", "account", user.pk, {"number": number})
        end_app_passwords(user, "account.factors_reset")
    return number
