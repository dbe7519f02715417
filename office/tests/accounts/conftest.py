"""Offices and accounts for the tests of this room."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from accounts.signing_in import with_word
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends import locmem
from django.test import Client

from kethop_office.accounts import sessions
from kethop_office.accounts.models import Clearance, Membership, Office, Role, User
from kethop_office.common import clock

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # Monday, noon in Hà Nội


class SetClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = NOON

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    set_clock = SetClock()
    monkeypatch.setattr(clock, "now", lambda: set_clock.at)
    return set_clock


@pytest.fixture
def office(db: None) -> Office:
    return Office.objects.create(
        kind="authority", name_vi="Sở Ví dụ", name_en="Example Department", short_vi="SVD", short_en="ED", province="25"
    )


@pytest.fixture
def account(office: Office) -> Callable[..., User]:
    def make(username: str, role: str = Role.OFFICER, place: Office | None = None, *, rank: int = 0) -> User:
        user = User.objects.create_user(username, title=f"Tài khoản {username}")
        Membership.objects.create(user=user, office=place or office, role=role, starts=date(2026, 1, 1))
        if rank:
            Clearance.objects.create(
                user=user, rank=rank, starts=date(2026, 1, 1), ends=date(2099, 1, 1), decision="Quyết định ví dụ"
            )
        return user

    return make


@pytest.fixture
def officer(account: Callable[..., User]) -> User:
    return with_word(account("officer.1"))


@pytest.fixture
def admin(account: Callable[..., User]) -> User:
    return account("admin.1", Role.ADMIN)


@pytest.fixture
def open_as() -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        session = client.session
        sessions.begin(session)
        session.save()
        return client

    return sign_in


@pytest.fixture
def as_another_process() -> Callable[[], None]:
    """Forget what this process keeps of the caches: another one has none of its memory, and reads the database."""

    def forget() -> None:
        for alias in settings.CACHES:
            caches[alias].close()
            del caches[alias]  # the next use makes it anew, as a process that just began
        locmem._caches.clear()

    return forget


@pytest.fixture(autouse=True)
def _quick_hashes(settings) -> None:
    """Passwords of tests need no slow hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
