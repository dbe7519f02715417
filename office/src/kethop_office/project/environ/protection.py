"""What guards the office: keys, levels, second factor, what is told."""

import os
import secrets
import shlex
from pathlib import Path

from kethop_office.project.environ.places import address, data_folder, database_url, is_demo
from kethop_office.project.environ.values import EnvironmentFault, is_on, one_of

__all__ = [
    "audit_passphrase",
    "audit_reads_from",
    "backup_recipients",
    "breached_passwords",
    "hsts_covers_subdomains",
    "levels",
    "scanner",
    "second_factor",
    "secret_key",
]

_RANKS = ("0", "10", "20", "30", "40")


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
    return one_of("KETHOP_SECOND_FACTOR", "all" if is_real else "none", ("all", "administrators", "none"))


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
    return int(one_of("KETHOP_AUDIT_READS_FROM", "20", ("10", "20")))


def scanner() -> list[str]:
    """``KETHOP_SCANNER``: command that reads a file on its standard input and ends with 0 for a clean one and 1 for malware, such as
    ``/usr/bin/clamdscan --no-summary -``; every file that comes in is shown to it, and not taken when it does not answer. None
    when not set.
    """  # noqa: D205 - one sentence of the reference page
    command = shlex.split(os.environ.get("KETHOP_SCANNER", ""))
    if command and not (Path(command[0]).is_absolute() and os.access(command[0], os.X_OK)):
        raise EnvironmentFault("KETHOP_SCANNER", "đường dẫn đầy đủ của một chương trình · the full path of a program")
    return command


def hsts_covers_subdomains() -> bool:
    """``KETHOP_HSTS_SUBDOMAINS``: ``1`` tells browsers to stay on https for every host below the office's own name too; ``0`` where one
    of them answers over http only. ``1`` when not set; without https nothing is told.
    """  # noqa: D205 - one sentence of the reference page
    return is_on("KETHOP_HSTS_SUBDOMAINS", "1")
