"""Secrets of the office: how long, from where, how kept; and what covers them on the way."""

import hashlib
import io
import json
import os
import re
import ssl
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from django.contrib.auth.tokens import default_token_generator
from django.core.mail.backends.smtp import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import crypto
from need_to_know.places import addresses, named

from kethop_office.accounts.actions.own import renew_feed
from kethop_office.accounts.actions.roles import give_clearance
from kethop_office.accounts.actions.setup import create_levels
from kethop_office.accounts.models import Role, User
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.row_security import check
from kethop_office.accounts.session_store import SessionStore
from kethop_office.audit import keys
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.project import environ
from kethop_office.project.safekeeping import seal

REFERENCE = Path(__file__).parents[3] / "docs/reference"


def test_every_secret_has_128_random_bits(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign of `token_urlsafe` is worth 6 bits, one of a session key (36 signs) 5.17, one of a hash in hexadecimal 4."""
    monkeypatch.delenv("KETHOP_SECRET_KEY", raising=False)
    drawn = {
        "feed": len(renew_feed(actor_of(officer))) * 6,
        "session": len(SessionStore()._get_new_session_key()) * 5.17,
        "link": len(default_token_generator.make_token(officer).partition("-")[2]) * 4,
        "secret key": len(environ.secret_key()) * 6,
    }
    assert {name: bits for name, bits in drawn.items() if bits < 128} == {}
    assert crypto.RANDOM_STRING_CHARS == "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def test_each_use_draws_anew(officer: User) -> None:
    actor = actor_of(officer)
    assert len({renew_feed(actor) for _ in range(50)}) == 50
    assert len({SessionStore()._get_new_session_key() for _ in range(50)}) == 50


def test_a_sealed_file_is_never_sealed_the_same_way_twice() -> None:
    """age draws a key for each file, so that no number is used twice under one key."""
    identity, recipient = seal.new_pair()
    sealed = []
    for _ in range(8):
        out = io.BytesIO()
        seal.seal(io.BytesIO(b"the same words" * 100), out, [recipient])
        sealed.append(out.getvalue())
    assert len(set(sealed)) == 8
    heads = {one.partition(b"\n---")[0] for one in sealed}
    assert len(heads) == 8
    assert identity.startswith("AGE-SECRET-KEY-1")


def test_the_key_of_the_log_is_sealed_by_a_slow_function(settings, tmp_path: Path) -> None:
    settings.KETHOP_AUDIT_KEY = tmp_path / "audit-key"
    settings.KETHOP_AUDIT_PASSPHRASE = "một câu dài mà không ai đoán"  # noqa: S105 - of a key that this test makes
    assert keys.make_key()
    data = settings.KETHOP_AUDIT_KEY.read_bytes()
    assert b"ENCRYPTED PRIVATE KEY" in data
    assert stat.S_IMODE(settings.KETHOP_AUDIT_KEY.stat().st_mode) == 0o600
    rounds, salt = re.match(rb"PBKDF2-SHA256 (\d+) ([0-9a-f]{32})\n-----BEGIN", data).groups()
    assert int(rounds) == keys.ROUNDS >= 600_000
    public = keys.read_key().public_key().public_bytes_raw()
    stretched = hashlib.pbkdf2_hmac("sha256", settings.KETHOP_AUDIT_PASSPHRASE.encode(), salt, int(rounds)).hex()
    assert load_pem_private_key(data, stretched.encode()).public_key().public_bytes_raw() == public
    for wrong in (settings.KETHOP_AUDIT_PASSPHRASE.encode(), b"another"):
        with pytest.raises(ValueError, match=r"[Pp]assword|decrypt"):
            load_pem_private_key(data, wrong)
    settings.KETHOP_AUDIT_PASSPHRASE = "another"  # noqa: S105 - of a key that this test makes
    with pytest.raises(Refused):
        keys.read_key()


def test_a_key_of_before_is_opened_as_it_was_sealed(settings, tmp_path: Path) -> None:
    settings.KETHOP_AUDIT_KEY = tmp_path / "audit-key"
    settings.KETHOP_AUDIT_PASSPHRASE = "một câu dài"  # noqa: S105 - of a key that this test makes
    made = Ed25519PrivateKey.generate()
    kind = BestAvailableEncryption(settings.KETHOP_AUDIT_PASSPHRASE.encode())
    settings.KETHOP_AUDIT_KEY.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, kind))
    assert keys.read_key().private_bytes_raw() == made.private_bytes_raw()


def test_mail_goes_under_cover_to_a_server_that_proves_itself() -> None:
    context = EmailBackend(host="mail.example", use_tls=True).ssl_context
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


@pytest.mark.parametrize(("host", "is_refused"), [("mail.example", True), ("localhost", False), ("127.0.0.1", False)])
def test_mail_without_cover_stays_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, host: str, *, is_refused: bool
) -> None:
    monkeypatch.setenv("KETHOP_EMAIL_HOST", host)
    monkeypatch.setenv("KETHOP_EMAIL_SECURITY", "none")
    if not is_refused:
        assert environ.email()["starttls"] is False
        return
    with pytest.raises(environ.EnvironmentFault, match="KETHOP_EMAIL_SECURITY"):
        environ.email()


@pytest.mark.parametrize(
    ("url", "is_refused"),
    [
        ("postgresql://u:p@db.example/kethop", True),
        ("postgresql://u:p@db.example/kethop?sslmode=require", True),
        ("postgresql://u:p@10.0.0.5/kethop?sslmode=prefer", True),
        ("postgresql://u:p@db.example/kethop?sslmode=verify-full", False),
        ("postgresql://u:p@localhost/kethop", False),
        ("postgresql://u:p@127.0.0.1:5433/kethop", False),
        ("postgresql://u:p@[::1]/kethop", False),
        ("postgresql:///kethop?host=/run/postgresql", False),
        ("postgresql:///kethop?host=db.example", True),
    ],
)
def test_a_database_elsewhere_proves_itself(monkeypatch: pytest.MonkeyPatch, url: str, *, is_refused: bool) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    if not is_refused:
        assert environ.database_url() == url
        return
    with pytest.raises(environ.EnvironmentFault, match="verify-full"):
        environ.database_url()


@pytest.mark.parametrize(("is_above", "told"), [(True, "SUPERUSER"), (False, None)])
def test_a_database_role_above_the_wall_is_refused(
    monkeypatch: pytest.MonkeyPatch, *, is_above: bool, told: str | None
) -> None:
    rows = SimpleNamespace(execute=lambda *_given: None, fetchone=lambda: (is_above,))

    class Cursor:
        def __enter__(self):
            return rows

        def __exit__(self, *_given: object) -> None:
            return None

    monkeypatch.setattr(check, "connection", SimpleNamespace(vendor="postgresql", cursor=Cursor))
    monkeypatch.setattr(check.limits, "is_installed", lambda *_given: True)
    monkeypatch.setattr(check, "holds_several", lambda: True)
    monkeypatch.setattr(check.policies, "unprotected", lambda _connection: [])
    found = check.fault()
    assert found is None if told is None else told in found[1]


@pytest.mark.parametrize(("told", "wanted"), [("", "31536000 True"), ("0", "31536000 False")])
def test_over_https_browsers_stay_there(tmp_path: Path, told: str, wanted: str) -> None:
    """In a process of its own: settings are read once."""
    code = "from kethop_office.project import settings as s; print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)"
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("KETHOP_", "DATABASE_", "DJANGO_"))
    }
    own = {"KETHOP_DATA_DIR": str(tmp_path), "KETHOP_ADDRESS": "https://kethop.example", "KETHOP_SECRET_KEY": "x" * 60}
    own |= {"KETHOP_HSTS_SUBDOMAINS": told} if told else {}
    done = subprocess.run([sys.executable, "-c", code], env=kept | own, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/v1/docs", "/ogc/", "/ogc/collections", "/admin/job/", "/styleguide/"])
def test_no_page_of_descriptions_and_no_monitor_is_open_to_all(path: str) -> None:
    assert Client().get(path).status_code in {302, 401, 404}


@pytest.mark.django_db
def test_only_what_is_listed_answers_anyone() -> None:
    """The two descriptions are those of the repository, and say nothing of this office."""
    told = (REFERENCE / "connections.md").read_text(encoding="utf-8").partition("## What answers anyone")[2]
    listed = set(re.findall(r"`(/[^`]*)`", told)) - {"/static/"}
    plain = [reverse(name) for name, pattern in addresses() if not named(pattern)]
    client = Client(raise_request_exception=False)
    assert {path for path in plain if client.get(path).status_code == 200} == listed
    description = json.loads((REFERENCE / "openapi.json").read_text(encoding="utf-8"))
    assert client.get("/api/v1/openapi.json").json() == description


@pytest.mark.django_db
def test_health_tells_states_and_no_versions() -> None:
    told = Client().get("/health/").json()
    assert set(told) == {"status", "database", "migrations", "worker", "worker_seen", "clock"}
    assert not re.search(r"\d+\.\d+\.\d+|[Pp]ython|[Dd]jango|SQLite|PostgreSQL", str(told))


def test_administration_lies_behind_several_layers(
    officer: User, admin: User, account, open_as: Callable[[User], Client], settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The role, a second factor, who acts asked again; and no clearance (accounts of administration hold none)."""
    path = f"/admin/user/{officer.pk}/act/lock/"
    settings.KETHOP_SECOND_FACTOR = "administrators"
    client = open_as(admin)
    assert client.get(path)["Location"] == "/account/second/"
    settings.KETHOP_SECOND_FACTOR = "none"
    assert client.get(path)["Location"].startswith("/sign-in/again/")
    monkeypatch.setattr("kethop_office.accounts.access.get_authentication_records", lambda *_given: [{"at": 9e12}])
    assert client.get(path).status_code == 200
    assert open_as(officer).get(path).status_code == 404
    create_levels()
    today = clock.today()
    with pytest.raises(Refused, match="clearance.admin"):
        give_clearance(
            actor_of(account("admin.2", Role.ADMIN)), admin, rank=20, starts=today, ends=today, decision="QĐ ví dụ"
        )
