"""Where the office stands: its folder, database, addresses, mail and identity server."""

import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from kethop_office.project.environ.values import EnvironmentFault, is_address, is_on, number, one_of
from kethop_office.project.machine import is_here, is_ip

__all__ = [
    "address",
    "allowed_hosts",
    "bind_host",
    "data_folder",
    "database_url",
    "demo_cases",
    "email",
    "is_debug",
    "is_demo",
    "log_level",
    "next_pack",
    "node",
    "oidc",
    "outbox",
    "pack",
    "port",
    "threads",
    "trusted_proxy",
]

_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_SECURITIES = ("none", "starttls", "tls")


def data_folder() -> Path:
    """``KETHOP_DATA_DIR``: folder of the office's own data (database, files, mail, secret key); ``office/var`` when not set."""
    return Path(os.environ.get("KETHOP_DATA_DIR", "office/var")).resolve()


def database_url() -> str:
    """``DATABASE_URL``: PostgreSQL, as ``postgresql://user:password@host/name``; on another machine with ``?sslmode=verify-full``, so
    that it proves itself and nobody reads along. When not set, SQLite in the data folder.
    """  # noqa: D205 - one sentence of the reference page
    url = os.environ.get("DATABASE_URL", "")
    if url and (not url.startswith(("postgresql://", "postgres://")) or not urlsplit(url).path.strip("/")):
        raise EnvironmentFault("DATABASE_URL", "postgresql://… hoặc để trống · postgresql://… or not set")
    asked = dict(parse_qsl(urlsplit(url).query))
    host = unquote(asked.get("host") or urlsplit(url).hostname or "")
    if url and not host.startswith("/") and not is_here(host) and asked.get("sslmode") != "verify-full":
        raise EnvironmentFault(
            "DATABASE_URL", "máy khác: thêm ?sslmode=verify-full · on another machine add ?sslmode=verify-full"
        )
    return url


def bind_host() -> str:
    """``KETHOP_BIND``: address that the server listens on; ``127.0.0.1``, this machine only, when not set."""
    return os.environ.get("KETHOP_BIND", "127.0.0.1")


def port() -> int:
    """``KETHOP_PORT``: port that the server listens on, 1 to 65535; 8000 when not set."""
    return number("KETHOP_PORT", 8000, 1, 65535)


def threads() -> int:
    """``KETHOP_THREADS``: requests served at the same time, 1 to 64; 8 when not set."""
    return number("KETHOP_THREADS", 8, 1, 64)


def allowed_hosts() -> list[str]:
    """``KETHOP_HOSTS``: host names that the office answers to, parted by commas; this machine only when not set."""
    hosts = [name.strip() for name in os.environ.get("KETHOP_HOSTS", "localhost,127.0.0.1").split(",") if name.strip()]
    public = urlsplit(address()).hostname
    return [*hosts, public] if public and public not in hosts else hosts


def address() -> str:
    """``KETHOP_ADDRESS``: how readers reach the office, such as ``https://office.example``, for links in mail; with https, cookies
    are sent over https only and browsers are told to stay on https. ``http://localhost:`` and the port when not set.
    """  # noqa: D205 - one sentence of the reference page
    value = os.environ.get("KETHOP_ADDRESS", "").rstrip("/") or f"http://localhost:{port()}"
    if not is_address(value):
        raise EnvironmentFault("KETHOP_ADDRESS", "http(s)://tên-máy[:cổng] · http(s)://host[:port]")
    return value


def trusted_proxy() -> str:
    """``KETHOP_TRUST_PROXY``: address of the one proxy in front whose ``X-Forwarded-For`` and ``X-Forwarded-Proto`` are believed;
    nobody's when not set.
    """  # noqa: D205 - one sentence of the reference page
    value = os.environ.get("KETHOP_TRUST_PROXY", "")
    if value and not is_ip(value):
        raise EnvironmentFault(
            "KETHOP_TRUST_PROXY", "một địa chỉ IP, ví dụ 10.0.0.2 · one IP address, such as 10.0.0.2"
        )
    return value


def outbox() -> Path:
    """``KETHOP_OUTBOX``: folder in which signed heads of the audit chain are laid to leave the machine, such as a stick or another
    machine's share; ``outbox`` of the data folder when not set.
    """  # noqa: D205 - one sentence of the reference page
    given = os.environ.get("KETHOP_OUTBOX", "")
    return Path(given).resolve() if given else data_folder() / "outbox"


def email() -> dict[str, str | int | bool]:
    """``KETHOP_EMAIL_HOST``, ``KETHOP_EMAIL_PORT`` (587), ``KETHOP_EMAIL_USER``, ``KETHOP_EMAIL_PASSWORD``, ``KETHOP_EMAIL_SECURITY``
    (``starttls``, ``tls``, or ``none`` on this machine alone), ``KETHOP_EMAIL_FROM``: the mail server; without a host, mail is written
    to the folder ``mail`` of the data folder.
    """  # noqa: D205 - one sentence of the reference page
    security, host = one_of("KETHOP_EMAIL_SECURITY", "starttls", _SECURITIES), os.environ.get("KETHOP_EMAIL_HOST", "")
    if security == "none" and not is_here(host):
        raise EnvironmentFault(
            "KETHOP_EMAIL_SECURITY", "none chỉ dùng cho máy này; máy khác: starttls, tls · elsewhere starttls or tls"
        )
    return {
        "host": host,
        "port": number("KETHOP_EMAIL_PORT", 587, 1, 65535),
        "user": os.environ.get("KETHOP_EMAIL_USER", ""),
        "password": os.environ.get("KETHOP_EMAIL_PASSWORD", ""),
        "starttls": security == "starttls",
        "tls": security == "tls",
        "from": os.environ.get("KETHOP_EMAIL_FROM", "kethop@localhost"),
    }


def oidc() -> dict[str, str]:
    """``KETHOP_OIDC_SERVER``, ``KETHOP_OIDC_CLIENT``, ``KETHOP_OIDC_SECRET``, ``KETHOP_OIDC_NAME``: sign-in through an OpenID Connect
    server, for accounts that exist here; all four, or none.
    """  # noqa: D205 - one sentence of the reference page
    names = ("server", "client", "secret", "name")
    found = {name: os.environ.get(f"KETHOP_OIDC_{name.upper()}", "") for name in names}
    missing = [name for name, value in found.items() if not value]
    if missing and len(missing) < len(names):
        raise EnvironmentFault(
            f"KETHOP_OIDC_{missing[0].upper()}", "cần đủ bốn biến KETHOP_OIDC_… · all four are needed"
        )
    return {} if missing else found


def pack() -> str:
    """``KETHOP_PACK``: name or folder of the pack whose law the office applies; ``vn`` when not set."""
    return os.environ.get("KETHOP_PACK", "vn")


def next_pack() -> str:
    """``KETHOP_PACK_NEXT``: name or folder of the pack's next version, to see what it would change; it is not applied."""
    return os.environ.get("KETHOP_PACK_NEXT", "")


def node() -> str:
    """``KETHOP_NODE``: name of this installation in its audit chain: small letters, digits, hyphens; ``kethop`` when not set."""
    value = os.environ.get("KETHOP_NODE", "kethop")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", value):
        raise EnvironmentFault("KETHOP_NODE", "chữ thường, số, dấu gạch nối · small letters, digits, hyphens")
    return value


def is_debug() -> bool:
    """``KETHOP_DEBUG``: ``1`` on a developer's desk only: error pages show code; ``0`` when not set."""
    return is_on("KETHOP_DEBUG")


def is_demo() -> bool:
    """``KETHOP_DEMO``: ``1`` marks every page as an illustration with invented cases; ``0`` when not set. ``init --demo`` needs it."""
    return is_on("KETHOP_DEMO")


def demo_cases() -> int:
    """``KETHOP_DEMO_CASES``: how many invented cases ``init --demo`` makes, 1 to 2000; 300 when not set. What goes beyond 46 the worker adds."""
    return number("KETHOP_DEMO_CASES", 300, 1, 2000)


def log_level() -> str:
    """``KETHOP_LOG_LEVEL``: ``DEBUG``, ``INFO``, ``WARNING`` or ``ERROR``; ``INFO`` when not set."""
    return one_of("KETHOP_LOG_LEVEL", "INFO", _LOG_LEVELS)
