"""Every environment variable that the office reads, in one place; ``docs/reference/office-settings.md`` is made from here."""

import os
import re
import secrets
import shlex
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from kethop_office.project.machine import is_here, is_ip

__all__ = [
    "EnvironmentFault",
    "account_megabytes",
    "address",
    "allowed_hosts",
    "audit_passphrase",
    "audit_reads_from",
    "backup_recipients",
    "bind_host",
    "breached_passwords",
    "case_megabytes",
    "data_folder",
    "database_url",
    "demo_cases",
    "draft_days",
    "email",
    "hsts_covers_subdomains",
    "image_megapixels",
    "is_debug",
    "is_demo",
    "levels",
    "log_level",
    "node",
    "oidc",
    "outbox",
    "paces",
    "pack",
    "port",
    "scanner",
    "second_factor",
    "secret_key",
    "session_hours",
    "session_idle_minutes",
    "threads",
    "trusted_proxy",
    "unpacked_megabytes",
    "upload_megabytes",
]

_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_RANKS = ("0", "10", "20", "30", "40")
_SECURITIES = ("none", "starttls", "tls")


class EnvironmentFault(ValueError):  # noqa: N818 - it is the reader's setting that is at fault
    """A variable has a value that the office cannot use.

    Parameters
    ----------
    name : str
        The variable.
    wanted : str
        What it may be, in both languages.
    """

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(f"{name}: {wanted}")
        self.name = name


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
    return _number("KETHOP_PORT", 8000, 1, 65535)


def threads() -> int:
    """``KETHOP_THREADS``: requests served at the same time, 1 to 64; 8 when not set."""
    return _number("KETHOP_THREADS", 8, 1, 64)


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
    if not _is_address(value):
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


def secret_key() -> str:
    """``KETHOP_SECRET_KEY``: signs sessions and links; when not set, the file ``secret-key`` that ``init`` wrote (readable by its
    owner only), and without that file a new key at each start, which ends all sessions.
    """  # noqa: D205 - one sentence of the reference page
    given = os.environ.get("KETHOP_SECRET_KEY", "")
    file = data_folder() / "secret-key"
    if not given and file.is_file():
        given = file.read_text(encoding="utf-8").strip()
    return given or secrets.token_urlsafe(50)


def second_factor() -> str:
    """``KETHOP_SECOND_FACTOR``: who is shown nothing before the account has a passkey or an application of codes: ``all``,
    ``administrators`` or ``none``; when not set, ``all`` under an https address, ``none`` under http and in a demonstration.
    """  # noqa: D205 - one sentence of the reference page
    is_real = address().startswith("https://") and not is_demo()
    return _one_of("KETHOP_SECOND_FACTOR", "all" if is_real else "none", ("all", "administrators", "none"))


def breached_passwords() -> Path | None:
    """``KETHOP_BREACHED_PASSWORDS``: file of SHA-1 hashes of passwords that became known elsewhere, in order, one a line, as “Have I
    Been Pwned” gives them away; a password in it is refused. Without it only the 20,000 most common ones are.
    """  # noqa: D205 - one sentence of the reference page
    given = os.environ.get("KETHOP_BREACHED_PASSWORDS", "")
    if given and not Path(given).is_file():
        raise EnvironmentFault("KETHOP_BREACHED_PASSWORDS", "một tệp đọc được · a file that can be read")
    return Path(given).resolve() if given else None


def backup_recipients() -> list[str]:
    """``KETHOP_BACKUP_RECIPIENT``: to whom backups are sealed, as ``keys new`` prints it (``age1…``); several parted by commas, any of
    them opens a backup. Without it ``backup`` must be told.
    """  # noqa: D205 - one sentence of the reference page
    return [text.strip() for text in os.environ.get("KETHOP_BACKUP_RECIPIENT", "").split(",") if text.strip()]


def pack() -> str:
    """``KETHOP_PACK``: name or folder of the pack whose law the office applies; ``vn`` when not set."""
    return os.environ.get("KETHOP_PACK", "vn")


def node() -> str:
    """``KETHOP_NODE``: name of this installation in its audit chain: small letters, digits, hyphens; ``kethop`` when not set."""
    value = os.environ.get("KETHOP_NODE", "kethop")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", value):
        raise EnvironmentFault("KETHOP_NODE", "chữ thường, số, dấu gạch nối · small letters, digits, hyphens")
    return value


def levels() -> list[int]:
    """``KETHOP_LEVELS``: classification levels that this installation may hold, as ranks of 0, 10, 20, 30, 40 parted by commas; ``0``
    when not set. A label above them is refused by the database. More than one needs PostgreSQL, which then itself hides from a
    reader what lies above the level of the session.
    """  # noqa: D205 - one sentence of the reference page
    given = [part.strip() for part in os.environ.get("KETHOP_LEVELS", "0").split(",")]
    if not given or any(part not in _RANKS for part in given) or len(set(given)) < len(given):
        raise EnvironmentFault("KETHOP_LEVELS", "các số trong · ranks of: 0, 10, 20, 30, 40")
    if len(given) > 1 and not database_url():
        raise EnvironmentFault(
            "KETHOP_LEVELS",
            "SQLite chỉ một mức; nhiều mức cần DATABASE_URL · one level on SQLite; more need DATABASE_URL",
        )
    return sorted(int(part) for part in given)


def audit_passphrase() -> str:
    """``KETHOP_AUDIT_PASSPHRASE``: encrypts the key ``audit-key`` that signs heads of the audit chain; the key lies open, readable by its
    owner only, when not set.
    """  # noqa: D205 - one sentence of the reference page
    return os.environ.get("KETHOP_AUDIT_PASSPHRASE", "")


def audit_reads_from() -> int:
    """``KETHOP_AUDIT_READS_FROM``: each answer made of records of this level or above leaves an event: ``20`` (Mật, the lowest level of
    state secrets) or ``10`` (Nội bộ, which makes a log many times larger); 20 when not set.
    """  # noqa: D205 - one sentence of the reference page
    return int(_one_of("KETHOP_AUDIT_READS_FROM", "20", ("10", "20")))


def outbox() -> Path:
    """``KETHOP_OUTBOX``: folder in which signed heads of the audit chain are laid to leave the machine, such as a stick or another
    machine's share; ``outbox`` of the data folder when not set.
    """  # noqa: D205 - one sentence of the reference page
    given = os.environ.get("KETHOP_OUTBOX", "")
    return Path(given).resolve() if given else data_folder() / "outbox"


def is_debug() -> bool:
    """``KETHOP_DEBUG``: ``1`` on a developer's desk only: error pages show code; ``0`` when not set."""
    return _is_on("KETHOP_DEBUG")


def is_demo() -> bool:
    """``KETHOP_DEMO``: ``1`` marks every page as an illustration with invented cases; ``0`` when not set. ``init --demo`` needs it."""
    return _is_on("KETHOP_DEMO")


def demo_cases() -> int:
    """``KETHOP_DEMO_CASES``: how many invented cases ``init --demo`` makes, 1 to 2000; 300 when not set. What goes beyond 46 the worker adds."""
    return _number("KETHOP_DEMO_CASES", 300, 1, 2000)


def log_level() -> str:
    """``KETHOP_LOG_LEVEL``: ``DEBUG``, ``INFO``, ``WARNING`` or ``ERROR``; ``INFO`` when not set."""
    return _one_of("KETHOP_LOG_LEVEL", "INFO", _LOG_LEVELS)


def session_idle_minutes() -> int:
    """``KETHOP_SESSION_IDLE_MINUTES``: a session ends after so many minutes without work, 5 to 480; 30 when not set."""
    return _number("KETHOP_SESSION_IDLE_MINUTES", 30, 5, 480)


def session_hours() -> int:
    """``KETHOP_SESSION_HOURS``: a session ends after so many hours in any case, 1 to 24; 12 when not set."""
    return _number("KETHOP_SESSION_HOURS", 12, 1, 24)


def upload_megabytes() -> int:
    """``KETHOP_UPLOAD_MB``: largest request with files, in megabytes, 1 to 2000; 200 when not set."""
    return _number("KETHOP_UPLOAD_MB", 200, 1, 2000)


def unpacked_megabytes() -> int:
    """``KETHOP_UNPACKED_MB``: what an office document (.docx, .xlsx, .odt, .ods) may unpack to, in megabytes, 10 to 5000; 500 when not set."""
    return _number("KETHOP_UNPACKED_MB", 500, 10, 5000)


def image_megapixels() -> int:
    """``KETHOP_IMAGE_MEGAPIXELS``: largest picture that is taken in, in millions of pixels, 1 to 1000; 50 when not set."""
    return _number("KETHOP_IMAGE_MEGAPIXELS", 50, 1, 1000)


def scanner() -> list[str]:
    """``KETHOP_SCANNER``: command that reads a file on its standard input and ends with 0 for a clean one and 1 for malware, such as
    ``/usr/bin/clamdscan --no-summary -``; every file that comes in is shown to it, and not taken when it does not answer. None
    when not set.
    """  # noqa: D205 - one sentence of the reference page
    command = shlex.split(os.environ.get("KETHOP_SCANNER", ""))
    if command and not (Path(command[0]).is_absolute() and os.access(command[0], os.X_OK)):
        raise EnvironmentFault("KETHOP_SCANNER", "đường dẫn đầy đủ của một chương trình · the full path of a program")
    return command


def case_megabytes() -> int:
    """``KETHOP_CASE_MB``: all files filed in one case, in megabytes, 1 to 100000; 2000 when not set."""
    return _number("KETHOP_CASE_MB", 2000, 1, 100_000)


def account_megabytes() -> int:
    """``KETHOP_ACCOUNT_MB``: all files of one account's drafts that are not sent, in megabytes, 1 to 100000; 4000 when not set."""
    return _number("KETHOP_ACCOUNT_MB", 4000, 1, 100_000)


def draft_days() -> int:
    """``KETHOP_DRAFT_DAYS``: a proposal begun and not sent is deleted after so many days untouched, 30 to 3650; 365 when not set."""
    return _number("KETHOP_DRAFT_DAYS", 365, 30, 3650)


def paces() -> dict[str, int]:
    """``KETHOP_PACE_EXPORT`` (120), ``KETHOP_PACE_CHECK`` (120), ``KETHOP_PACE_UPLOAD`` (600), ``KETHOP_PACE_SEARCH`` (1200): how many
    files put together, runs, requests with files and searches one account may ask for in ten minutes, each 1 to 100000; what counts
    as which is in [limits.md](limits.md).
    """  # noqa: D205 - one sentence of the reference page
    usual = {"export": 120, "check": 120, "upload": 600, "search": 1200}
    return {measure: _number(f"KETHOP_PACE_{measure.upper()}", most, 1, 100_000) for measure, most in usual.items()}


def hsts_covers_subdomains() -> bool:
    """``KETHOP_HSTS_SUBDOMAINS``: ``1`` tells browsers to stay on https for every host below the office's own name too; ``0`` where one
    of them answers over http only. ``1`` when not set; without https nothing is told.
    """  # noqa: D205 - one sentence of the reference page
    return _is_on("KETHOP_HSTS_SUBDOMAINS", "1")


def email() -> dict[str, str | int | bool]:
    """``KETHOP_EMAIL_HOST``, ``KETHOP_EMAIL_PORT`` (587), ``KETHOP_EMAIL_USER``, ``KETHOP_EMAIL_PASSWORD``, ``KETHOP_EMAIL_SECURITY``
    (``starttls``, ``tls``, or ``none`` on this machine alone), ``KETHOP_EMAIL_FROM``: the mail server; without a host, mail is written
    to the folder ``mail`` of the data folder.
    """  # noqa: D205 - one sentence of the reference page
    security, host = _one_of("KETHOP_EMAIL_SECURITY", "starttls", _SECURITIES), os.environ.get("KETHOP_EMAIL_HOST", "")
    if security == "none" and not is_here(host):
        raise EnvironmentFault(
            "KETHOP_EMAIL_SECURITY", "none chỉ dùng cho máy này; máy khác: starttls, tls · elsewhere starttls or tls"
        )
    return {
        "host": host,
        "port": _number("KETHOP_EMAIL_PORT", 587, 1, 65535),
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


def _is_address(value: str) -> bool:
    """Return whether a value is scheme, host and perhaps a port, and no more."""
    try:
        parts = urlsplit(value)
        has_fit_port = parts.port is None or parts.port > 0
    except ValueError:  # the port is no number, or none that there is
        return False
    is_bare = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and has_fit_port and is_bare


def _is_on(name: str, default: str = "0") -> bool:
    return _one_of(name, default, ("0", "1")) == "1"


def _one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = os.environ.get(name, default)
    if value not in choices:
        raise EnvironmentFault(name, f"một trong · one of: {', '.join(choices)}")
    return value


def _number(name: str, default: int, least: int, most: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise EnvironmentFault(name, f"số nguyên từ {least} đến {most} · a whole number from {least} to {most}")
    return int(value)
