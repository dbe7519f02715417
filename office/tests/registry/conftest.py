"""An office and its keepers; jobs run at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client

from kethop_office.accounts import sessions
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Clearance, Membership, Office, Role, User
from kethop_office.accounts.queries.actors import actor_of
from kethop_office.common import clock

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "vn-industrial-parks"
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def park_data() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the data of industrial parks is not beside this working copy")
    return SHARED


@pytest.fixture(autouse=True)
def _here(settings, tmp_path, monkeypatch) -> None:
    settings.KETHOP_FILES = tmp_path / "files"
    settings.KETHOP_LAYERS = tmp_path / "layers"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def office(db) -> Office:
    return Office.objects.create(
        kind="authority", name_vi="Ban Ví dụ", name_en="Example Board", short_vi="BVD", short_en="EB", province="25"
    )


@pytest.fixture
def account(office) -> Callable[..., User]:
    def make(username: str, role: str = Role.OFFICER, *, rank: int = 0) -> User:
        user = User.objects.create_user(username, title=f"Tài khoản {username}")
        Membership.objects.create(user=user, office=office, role=role, starts=date(2026, 1, 1))
        if rank:
            Clearance.objects.create(
                user=user, rank=rank, starts=date(2026, 1, 1), ends=date(2027, 1, 1), decision="Quyết định ví dụ"
            )
        return user

    return make


@pytest.fixture
def keeper(account) -> Actor:
    return actor_of(account("keeper.1", Role.STEWARD))


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
