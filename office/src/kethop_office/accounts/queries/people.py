"""Read accounts, what they hold, and offices, for their own page and for administration."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import (
    AccessGrant,
    ClassificationLevel,
    Clearance,
    Delegation,
    Membership,
    Office,
    Role,
    User,
)
from kethop_office.common import clock

__all__ = [
    "account",
    "account_by_link",
    "accounts",
    "administrators",
    "clearances_of",
    "delegations",
    "factors_of",
    "grants",
    "has_accounts",
    "has_second_factor",
    "levels",
    "members_of",
    "membership",
    "number_of_factors",
    "office",
    "office_names",
    "offices",
    "roles_of",
    "running_memberships",
    "search_accounts",
    "unconnected_account",
]


def running_memberships(day: date) -> QuerySet[Membership]:
    """Return memberships that hold on a day."""
    return Membership.objects.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day)


def roles_of(user: User) -> QuerySet[Membership]:
    """Return the memberships of an account that hold today or will, by office."""
    lasting = Q(ends=None) | Q(ends__gte=clock.today())
    return Membership.objects.filter(lasting, user=user).select_related("office").order_by("office__name_vi", "role")


def accounts() -> QuerySet[User]:
    """Return all accounts by name."""
    return User.objects.prefetch_related("memberships__office").order_by("username")


def search_accounts(text: str = "", role: str = "", office_id: UUID | None = None, state: str = "") -> QuerySet[User]:
    """Return accounts by part of the name, a role or an office held today, and state ``active`` or ``locked``."""
    found = accounts()
    if text:
        found = found.filter(Q(username__icontains=text) | Q(title__icontains=text))
    if role or office_id:
        held = running_memberships(clock.today())
        held = held.filter(role=role) if role else held
        held = held.filter(office=office_id) if office_id else held
        found = found.filter(pk__in=held.values("user"))
    if state:
        found = found.filter(is_active=state == "active")
    return found


def account(key: UUID | str) -> User:
    """Return an account.

    Raises
    ------
    User.DoesNotExist
    """
    return accounts().get(pk=key)


def clearances_of(user: User) -> QuerySet[Clearance]:
    """Return what an account was ever cleared for, newest first."""
    return Clearance.objects.filter(user=user).order_by("-starts")


def offices() -> QuerySet[Office]:
    """Return offices by name."""
    return Office.objects.select_related("parent").order_by("is_closed", "kind", "name_vi")


def office(key: UUID | str) -> Office:
    """Return an office.

    Raises
    ------
    Office.DoesNotExist
    """
    return offices().get(pk=key)


def delegations() -> QuerySet[Delegation]:
    """Return delegations, those that hold or will first."""
    return Delegation.objects.select_related("giver", "holder", "office").order_by("-ends", "-starts")


def grants(actor: Actor) -> QuerySet[AccessGrant]:
    """Return grants that hold now, the soonest to end first; they name no case, and none is of one above the actor's level."""
    now = clock.now()
    running = AccessGrant.objects.filter(starts__lte=now, ends__gt=now, revoked_at=None)
    known = running.filter(compartment__level__lte=actor.rank)
    return known.select_related("office", "user", "compartment").order_by("ends")


def administrators() -> QuerySet[User]:
    """Return active accounts that administer."""
    held = running_memberships(clock.today()).filter(role=Role.ADMIN)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def levels() -> QuerySet[ClassificationLevel]:
    """Return the levels, lowest first."""
    return ClassificationLevel.objects.order_by("rank")


def membership(user: User, key: UUID) -> Membership | None:
    """Return one of an account's memberships, or None."""
    return Membership.objects.filter(user=user, pk=key).first()


def factors_of(user: User) -> list[str]:
    """Return the kinds of second factors that an account has."""
    return sorted(set(Authenticator.objects.filter(user=user).values_list("type", flat=True)))


def account_by_link(key: UUID) -> User | None:
    """Return the active account of a one-time link, or None."""
    return User.objects.filter(pk=key, is_active=True).first()


def members_of(place: Office) -> QuerySet[Membership]:
    """Return the memberships in an office that hold today."""
    held = running_memberships(clock.today()).filter(office=place)
    return held.select_related("user").order_by("role", "user__username")


def unconnected_account(username: str) -> User | None:
    """Return the active account of a sign-in name that has not come through an identity server yet, or None."""
    if not username:
        return None
    found = User.objects.filter(username=username, is_active=True)
    return found.exclude(pk__in=SocialAccount.objects.values("user")).first()


def number_of_factors(user: AbstractBaseUser, kind: str) -> int:
    """Return how many second factors of a kind an account has."""
    return int(Authenticator.objects.filter(user_id=user.pk, type=kind).count())


def has_second_factor(actor: Actor) -> bool:
    """Return whether an account has a passkey or an application of codes; recovery codes alone are none."""
    held = Authenticator.objects.filter(user_id=actor.user_id)
    return bool(held.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def has_accounts() -> bool:
    """Return whether there is any account."""
    return User.objects.exists()


def office_names(keys: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of offices in the reader's language."""
    return {office.pk: office.name for office in Office.objects.filter(pk__in=keys)}
