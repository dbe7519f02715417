"""An office with its chain's name and key."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client

from kethop_office.accounts import sessions
from kethop_office.accounts.models import Clearance, Membership, Office, Role, User
from kethop_office.appraisal.models import Case
from kethop_office.audit import append_only
from kethop_office.audit.actions import record
from kethop_office.audit.actions.heads import begin_chain
from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> Path:
    settings.KETHOP_AUDIT_KEY = tmp_path / "audit-key"
    settings.KETHOP_OUTBOX = tmp_path / "outbox"
    settings.KETHOP_FILES = tmp_path / "files"
    return tmp_path


@pytest.fixture
def begun(db, folders) -> str:
    return str(begin_chain(clock.now()))


@pytest.fixture
def happen() -> Callable[..., AuditEvent]:
    def one(number: int = 0, **more: object) -> AuditEvent:
        with transaction.atomic():
            return record(f"test.happened_{number % 7}", actor=None, object_key="test:1", at=clock.now(), **more)

    return one


@pytest.fixture
def log(happen) -> int:
    for number in range(30):
        happen(number, level=20 if number % 5 == 0 else 0)
    return 30


@pytest.fixture
def unguarded(db):
    """Someone with the rights of the database's owner: the triggers are gone."""
    append_only.remove(connection)
    yield connection
    append_only.install(connection)


@pytest.fixture
def office(db) -> Office:
    return Office.objects.create(
        kind="authority", name_vi="Sở Ví dụ", name_en="Example Department", short_vi="SVD", short_en="ED", province="25"
    )


@pytest.fixture
def account(office) -> Callable[..., User]:
    def make(username: str, role: str = Role.OFFICER, *, rank: int = 0) -> User:
        user = User.objects.create_user(username, title=f"Tài khoản {username}")
        Membership.objects.create(user=user, office=office, role=role, starts=date(2026, 1, 1))
        if rank:
            Clearance.objects.create(
                user=user, rank=rank, starts=date(2026, 1, 1), ends=date(2099, 1, 1), decision="Quyết định ví dụ"
            )
        return user

    return make


@pytest.fixture
def case_at(office) -> Callable[[int], Case]:
    def make(level: int) -> Case:
        return Case.objects.create(
            reference=f"KH-2026-9{level:04d}",
            kind="project",
            title=f"Hồ sơ độ {level}",
            proponent_name="Chủ đầu tư ví dụ",
            created_at=clock.now(),
            lead_office=office,
            level=level,
            filed_on=date(2026, 1, 5),
        )

    return make


@pytest.fixture
def open_as() -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        session = client.session
        sessions.begin(session)
        session.save()
        return client

    return sign_in
