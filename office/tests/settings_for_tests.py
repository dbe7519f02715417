"""The office's settings in a test: a folder and a database of its own, jobs at once, no hashed static files."""

import atexit
import os
import re
import shutil
import tempfile

from kethop_office.project import environ

_folder = tempfile.mkdtemp(prefix="kethop-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _reader in environ.__all__:
    for _name in re.findall(r"\b(?:KETHOP|DATABASE)_[A-Z_]+", getattr(environ, _reader).__doc__):
        os.environ.pop(_name, None)
os.environ["KETHOP_DATA_DIR"] = _folder
os.environ["KETHOP_SECRET_KEY"] = "for tests only, signs nothing of anyone " * 2

if os.environ.get("KETHOP_TEST_DATABASE", "sqlite") == "postgresql":
    import postgresql

    os.environ["DATABASE_URL"] = postgresql.running_server()

from kethop_office.project.settings import *  # noqa: E402, F403 - everything else is the office's own

if "DATABASE_URL" not in os.environ:
    # A file, so that each thread of a live server has a connection of its own, as an office has. It need not outlive a crash.
    _database = DATABASES["default"]  # noqa: F405
    _database["TEST"] = {"NAME": f"{_folder}/test.sqlite3"}
    _database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
# One level, the highest, so that any label may be made; a run of its own has them all, and the database for its wall.
KETHOP_LEVELS = [0, 10, 20, 30, 40] if os.environ.get("KETHOP_TEST_LEVELS") == "several" else [40]
KETHOP_PACES = dict.fromkeys(KETHOP_PACES, 10**9)  # noqa: F405 - a test asks more in a second than an officer in a day
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
