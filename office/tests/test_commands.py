"""The commands as an office runs them: own processes, a database in a file, a real port, a worker that is killed."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from kethop_office.common import assets
from kethop_office.project import environ
from kethop_office.project.commands import cli

pytestmark = pytest.mark.one_database
MEGABYTES_OF_A_WEB_PROCESS = 400
# shapely, which draws the maps of pages, is light; what screens, reads files and prints is not
HEAVY = {"kethop.spatial", "kethop.appraisal", "pyogrio", "pyarrow", "pandas", "matplotlib", "typst"}


def run(folder: Path, *arguments: str, script: str | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(arguments, script),
        env=_environment(folder, **variables),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def start(folder: Path, *arguments: str, script: str | None = None, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        _command(arguments, script), env=_environment(folder, **variables), stderr=subprocess.PIPE, text=True
    )


def _command(arguments: tuple[str, ...], script: str | None) -> list[str]:
    return [sys.executable, "-c", script] if script else [sys.executable, "-m", "kethop_office", *arguments]


def _environment(folder: Path, **variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not re.match(r"KETHOP_|DATABASE_URL|DJANGO_", name)}
    settings = {"DJANGO_SETTINGS_MODULE": "kethop_office.project.settings", "KETHOP_DATA_DIR": str(folder)}
    return kept | settings | variables


def wait_until(condition, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, str]:
    """Make an office once for all tests of this file."""
    folder = tmp_path_factory.mktemp("office") / "data"
    done = run(folder, "init", "--admin", "quan.tri")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


@pytest.fixture
def folder(made, tmp_path) -> Path:
    """Give the test an office of its own."""
    return Path(shutil.copytree(made[0], tmp_path / "data"))


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / "office.sqlite3", timeout=30)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_init_makes_an_office_and_again_changes_nothing(made) -> None:
    folder, told = made
    assert re.search(r"administrator: quan\.tri  mật khẩu · password: \S{16}", told)
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    key = (folder / "secret-key").read_text(encoding="utf-8")
    again = run(folder, "init", "--admin", "quan.tri")
    assert again.returncode == 0
    assert "đã có, giữ nguyên" in again.stdout
    assert (folder / "secret-key").read_text(encoding="utf-8") == key
    assert [rank for (rank,) in rows(folder, "select rank from accounts_classificationlevel order by rank")] == [
        0,
        10,
        20,
        30,
        40,
    ]
    assert rows(folder, "select count(*) from accounts_user") == [(1,)]
    assert rows(folder, "pragma journal_mode") == [("wal",)]


def test_a_page_is_served_without_the_engine_and_in_little_memory(folder) -> None:
    script = f"""
import json, sys
from kethop_office.project.wsgi import application
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS.append("testserver")
answers = [Client().get(path).status_code for path in ("/health/", "/sign-in/", "/help/")]
print(json.dumps([answers, sorted(set(sys.modules) & {HEAVY!r})]))
"""
    done = run(folder, script=script)
    assert json.loads(done.stdout.splitlines()[-1]) == [[200, 200, 200], []], done.stderr


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_serve_answers_with_its_worker_and_stops_with_it(folder) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = start(folder, "serve", "--port", str(port), "--with-worker")

    def health() -> dict[str, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5) as answer:
                return dict(json.load(answer))
        except OSError:  # not yet, or too busy to answer in time
            return {}

    try:
        wait_until(lambda: health().get("worker") == "up")
        for path in ("/sign-in/", "/help/"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10).close()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{assets.asset_url('app.css')}", timeout=10) as style:
            assert "immutable" in style.headers["Cache-Control"]
        status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
        assert int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) < MEGABYTES_OF_A_WEB_PROCESS * 1024
    finally:
        server.terminate()
        log = server.communicate(timeout=40)[1]
    assert server.returncode == 0
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert {"serving", "worker started", "worker stopped"} <= {line["message"] for line in lines}
    assert rows(folder, "select count(*) from common_lifesign") == [(0,)]


WORKER = """
import time, django
django.setup()
from kethop_office.accounts import jobs
from kethop_office.project.commands.worker import _Loop
def work(progress):
    progress.stage("test.sleeping")
    time.sleep(60)
jobs.register("test.work", work)
{order}
_Loop(once=False, ticks=False).run()
"""


@pytest.mark.parametrize(("number", "at_once"), [(signal.SIGKILL, False), (signal.SIGTERM, True)])
def test_the_job_of_a_worker_that_ends_is_interrupted(folder, number, at_once) -> None:
    worker = start(folder, script=WORKER.format(order='jobs.enqueue("test.work", {}, actor=None)'))
    state = "select state, stage from accounts_job"
    wait_until(lambda: rows(folder, state) == [("running", "test.sleeping")])
    worker.send_signal(number)
    worker.communicate(timeout=20)
    assert (rows(folder, state)[0][0] == "interrupted") == at_once
    done = run(folder, "worker", "--once")
    assert done.returncode == 0, done.stderr
    assert rows(folder, state)[0][0] == "interrupted"
    assert rows(folder, "select act from audit_auditevent where act like 'job.%' order by seq desc limit 1") == [
        ("job.finished",)
    ]


TICK = """
import django
django.setup()
from kethop_office.common import schedule
from kethop_office.common.models import LifeSign
from kethop_office.common import clock
import uuid, time
schedule.every(60, "test.work", lambda: (LifeSign.objects.create(name=f"ran-{uuid.uuid4()}", at=clock.now()), time.sleep(0.3)))
for _ in range(5):
    schedule.tick()
"""


def test_several_processes_run_scheduled_work_once(folder) -> None:
    processes = [start(folder, script=TICK) for _ in range(3)]
    for process in processes:
        told = process.communicate(timeout=60)[1]
        assert process.returncode == 0, told
    assert rows(folder, "select count(*) from common_lifesign where name like 'ran-%'") == [(1,)]


def test_no_account_stands_ready_made(made) -> None:
    folder, told = made
    with sqlite3.connect(folder / "office.sqlite3") as database:
        assert database.execute("SELECT username FROM accounts_user").fetchall() == [("quan.tri",)]
    assert len(re.findall(r"password: (\S{22})$", told, re.MULTILINE)) == 1, "drawn anew, 128 bits, told once"


class TestRefusals:
    """Each says what to do, in both languages, and ends with 2."""

    @staticmethod
    def refusal(*arguments: str) -> str:
        done = CliRunner().invoke(cli, arguments)
        assert done.exit_code == 2
        vietnamese, english = done.output.removeprefix("Error: ").strip().splitlines()
        assert vietnamese != english
        return vietnamese

    def test_a_demonstration_only_where_every_page_says_so(self) -> None:
        assert "KETHOP_DEMO=1" in self.refusal("init", "--demo")

    @pytest.mark.parametrize("command", ["serve", "worker", "tick"])
    def test_nothing_runs_on_a_database_of_another_shape(self, command, monkeypatch) -> None:
        monkeypatch.setattr("kethop_office.project.commands.start.unapplied", lambda: 3)
        assert "kethop-office init" in self.refusal(command)

    @pytest.mark.django_db
    def test_a_port_that_is_taken(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            assert "KETHOP_PORT" in self.refusal("serve", "--port", str(taken.getsockname()[1]))

    @pytest.mark.django_db
    def test_other_machines_only_behind_tls(self, monkeypatch) -> None:
        monkeypatch.setattr("kethop_office.project.commands.serve._listen", lambda *_given: None)
        for host in ("0.0.0.0", "10.1.2.3", "office.example"):  # noqa: S104 - it must be refused
            assert "https" in self.refusal("serve", "--host", host)
        for variable, value in (("KETHOP_ADDRESS", "https://office.example"), ("KETHOP_DEMO", "1")):
            with monkeypatch.context() as told:
                told.setenv(variable, value)
                assert CliRunner().invoke(cli, ["serve", "--host", "10.1.2.3"]).exit_code == 0
        assert CliRunner().invoke(cli, ["serve", "--host", "::1"]).exit_code == 0

    @pytest.mark.django_db
    def test_pages_without_style_and_script(self, monkeypatch) -> None:
        monkeypatch.setattr(assets, "is_built", lambda: False)
        assert "./run" in self.refusal("serve")

    def test_a_folder_that_cannot_be_written(self, tmp_path, monkeypatch) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        monkeypatch.setenv("KETHOP_DATA_DIR", str(tmp_path / "file" / "data"))
        assert str(environ.data_folder()) in self.refusal("init")

    def test_a_wrong_variable_by_its_name(self, tmp_path) -> None:
        done = run(tmp_path, "serve", KETHOP_PORT="eighty")
        assert (done.returncode, done.stdout) == (2, "")
        assert "KETHOP_PORT" in done.stderr
        assert "Traceback" not in done.stderr

    def test_an_account_name_with_marks(self, folder) -> None:
        done = run(folder, "init", "--admin", "Quản trị")
        assert done.returncode == 2
        assert "chữ thường không dấu" in done.stderr


def test_help_speaks_both_languages() -> None:
    named = ("init", "serve", "worker", "tick", "backup", "restore", "check", "sweep")
    for arguments in ((), *((name,) for name in named), ("keys", "new")):
        told = CliRunner().invoke(cli, [*arguments, "--help"]).output
        assert re.search(r"[ạảầậộụờ]", told)
        assert re.search(r"\b(the|office|run)\b", told)


def test_manage_runs_djangos_commands(folder) -> None:
    assert "No changes" in run(folder, "manage", "makemigrations", "--check", "--dry-run").stdout
