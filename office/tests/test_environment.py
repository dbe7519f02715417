"""Settings by environment variables: read, refused with what they may be, documented."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kethop_office.project import environ

READERS = [name for name in environ.__all__ if name != "EnvironmentFault"]


@pytest.mark.parametrize("name", READERS)
def test_every_reader_names_its_variables(name) -> None:
    assert re.match(r"``(KETHOP_[A-Z_]+|DATABASE_URL)``", getattr(environ, name).__doc__)


def test_every_variable_is_read_in_one_place() -> None:
    place = Path(environ.__file__).parent
    readers = [path for path in place.parents[1].rglob("*.py") if re.search(r"environ\.get|getenv", path.read_text())]
    assert readers
    assert {path.parent for path in readers} == {place}


@pytest.mark.parametrize(
    ("variable", "value", "reader"),
    [
        ("KETHOP_PORT", "0", "port"),
        ("KETHOP_PORT", "eighty", "port"),
        ("KETHOP_PORT", "٨٠", "port"),
        ("KETHOP_THREADS", "65", "threads"),
        ("KETHOP_DEMO", "yes", "is_demo"),
        ("KETHOP_DEBUG", "", "is_debug"),
        ("KETHOP_NODE", "Nút 1", "node"),
        ("KETHOP_ADDRESS", "office.example", "address"),
        ("KETHOP_ADDRESS", "https://office.example/kethop", "address"),
        ("KETHOP_ADDRESS", "https://office.example:eighty", "address"),
        ("KETHOP_ADDRESS", "https://office.example:70000", "address"),
        ("KETHOP_ADDRESS", "https://someone@office.example", "address"),
        ("KETHOP_TRUST_PROXY", "proxy.example", "trusted_proxy"),
        ("KETHOP_TRUST_PROXY", "*", "trusted_proxy"),
        ("KETHOP_EMAIL_SECURITY", "ssl", "email"),
        ("KETHOP_EMAIL_PORT", "-1", "email"),
        ("KETHOP_LOG_LEVEL", "info", "log_level"),
        ("KETHOP_OIDC_SERVER", "https://id.example", "oidc"),
        ("DATABASE_URL", "mysql://x", "database_url"),
        ("KETHOP_SESSION_IDLE_MINUTES", "1", "session_idle_minutes"),
        ("KETHOP_SESSION_HOURS", "25", "session_hours"),
        ("KETHOP_UPLOAD_MB", "0", "upload_megabytes"),
    ],
)
def test_a_wrong_value_is_refused_by_name(monkeypatch, variable, value, reader) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(environ.EnvironmentFault, match=r"^(KETHOP_[A-Z_]+|DATABASE_URL): .+ · .+"):
        getattr(environ, reader)()


def test_without_variables_the_office_serves_this_machine_only(monkeypatch) -> None:
    for name in ("KETHOP_HOSTS", "KETHOP_ADDRESS", "KETHOP_PORT", "KETHOP_OIDC_SERVER"):
        monkeypatch.delenv(name, raising=False)
    assert environ.bind_host() == "127.0.0.1"
    assert environ.allowed_hosts() == ["localhost", "127.0.0.1"]
    assert environ.address() == "http://localhost:8000"
    assert environ.oidc() == {}


def test_the_public_address_is_a_host_too(monkeypatch) -> None:
    monkeypatch.setenv("KETHOP_ADDRESS", "https://van-phong.example/")
    assert environ.address() == "https://van-phong.example"
    assert "van-phong.example" in environ.allowed_hosts()


def test_the_key_of_the_data_folder_is_used_and_the_variable_wins(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("KETHOP_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("KETHOP_SECRET_KEY", raising=False)
    assert environ.secret_key() != environ.secret_key()
    (tmp_path / "secret-key").write_text("from the file\n", encoding="utf-8")
    assert environ.secret_key() == "from the file"
    monkeypatch.setenv("KETHOP_SECRET_KEY", "from the variable")
    assert environ.secret_key() == "from the variable"


def test_over_https_cookies_are_of_this_host_alone(tmp_path) -> None:
    """In a process of its own: settings are read once."""
    told = (
        "print(*[(s.__dict__[f'{name}_COOKIE_NAME'], s.__dict__.get(f'{name}_COOKIE_SECURE', True)) for name in NAMES])"
    )
    code = f"from kethop_office.project import settings as s; NAMES = ('SESSION', 'CSRF', 'LANGUAGE'); {told}"
    own = {"KETHOP_DATA_DIR": str(tmp_path), "KETHOP_ADDRESS": "https://kethop.example", "KETHOP_SECRET_KEY": "x" * 60}
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | own, capture_output=True, text=True, check=True
    )
    names = ("session", "csrf", "language")
    assert done.stdout.strip() == " ".join(f"('__Host-kethop_{name}', True)" for name in names)
