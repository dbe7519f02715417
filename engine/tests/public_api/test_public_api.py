"""What each room offers, and that the engine stands alone."""

import importlib
import os
import pkgutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import kethop

ROOMS = [
    "appraisal",
    "cadastre",
    "calendars",
    "documents",
    "errors",
    "packs",
    "reporting",
    "rules",
    "spatial",
    "vocabulary",
]


@pytest.mark.parametrize("room", ROOMS)
def test_every_offered_name_exists_and_the_list_is_sorted(room: str) -> None:
    module = importlib.import_module(f"kethop.{room}")
    for name in module.__all__:
        assert hasattr(module, name), name
    assert len(set(module.__all__)) == len(module.__all__)
    assert module.__doc__


def test_every_module_has_a_docstring() -> None:
    for info in pkgutil.walk_packages(kethop.__path__, "kethop."):
        assert importlib.import_module(info.name).__doc__, info.name


def test_files_stay_short() -> None:
    files = Path(kethop.__path__[0]).rglob("*.py")
    sizes = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in files)
    assert sizes[-1] <= 500
    assert sizes[len(sizes) // 2] <= 100


def test_the_wheel_holds_the_engine_alone_and_runs_without_django(repository: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=repository / "engine",
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("kethop-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "site")
    assert not [name for name in names if "test" in name.lower() or "office" in name]
    assert [name for name in names if name.endswith(".lark")]
    assert [name for name in names if name.endswith("annex14.yaml")]
    assert [name for name in names if "/wording/" in name]
    assert len([name for name in names if name.endswith(".ttf")]) == 4
    assert {"OFL.txt", "coverage.txt", "template.typ"} <= {name.rpartition("/")[2] for name in names}
    program = (
        "import sys\n"
        "class Deny:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in {'django', 'kethop_office', 'requests', 'urllib3'}:\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Deny())\n"
        f"sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
        "import kethop\n"
        f"assert kethop.__file__.startswith({str(tmp_path / 'site')!r}), kethop.__file__\n"
        "from kethop.cli.main import cli\n"
        "for name in cli.list_commands(None):\n"
        "    assert cli.get_command(None, name)\n"
        "print(kethop.__version__)\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == kethop.__version__
