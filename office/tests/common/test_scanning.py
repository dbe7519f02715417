"""Every file that comes in is shown to the scanner, and one that is not called clean is not taken."""

import ast
import sys
from pathlib import Path

import pytest

from kethop_office.common import arriving
from kethop_office.common.refusal import Refused
from kethop_office.project import environ

SOURCE = Path(arriving.__file__).parents[2]
SCANNER = (
    "import sys; data = sys.stdin.buffer.read(); sys.exit(1 if b'HARMFUL' in data else 7 if b'BROKEN' in data else 0)"
)


@pytest.fixture
def scanner(settings, tmp_path: Path) -> None:
    (tmp_path / "scanner.py").write_text(SCANNER, encoding="utf-8")
    settings.KETHOP_SCANNER = [sys.executable, str(tmp_path / "scanner.py")]


@pytest.mark.parametrize(("data", "code"), [(b"HARMFUL", "file.malware"), (b"BROKEN", "file.not_scanned")])
def test_what_is_not_clean_is_not_taken(scanner, data: bytes, code: str) -> None:
    assert arriving.arrived(b"a clean text", "a.txt", arriving.DOCUMENT).name == "a.txt"
    for take in (
        lambda: arriving.arrived(b"a " + data, "a.txt", arriving.DOCUMENT),
        lambda: arriving.refuse_malware(data, "a.kml"),
    ):
        with pytest.raises(Refused) as refused:
            take()
        assert refused.value.code == code


def test_a_scanner_that_is_not_there_takes_nothing(settings, tmp_path: Path) -> None:
    settings.KETHOP_SCANNER = [str(tmp_path / "nowhere")]
    with pytest.raises(Refused) as refused:
        arriving.arrived(b"a clean text", "a.txt", arriving.DOCUMENT)
    assert refused.value.code == "file.not_scanned"


def test_without_one_files_are_taken(settings) -> None:
    settings.KETHOP_SCANNER = []
    arriving.refuse_malware(b"HARMFUL", "a.txt")


def test_a_command_is_a_full_path_and_no_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KETHOP_SCANNER", f"{sys.executable} -c 'a; b' -")
    assert environ.scanner() == [sys.executable, "-c", "a; b", "-"]
    for wrong in ("clamdscan -", "/nowhere/clamdscan -"):
        monkeypatch.setenv("KETHOP_SCANNER", wrong)
        with pytest.raises(environ.EnvironmentFault, match="KETHOP_SCANNER"):
            environ.scanner()


def test_every_file_that_is_looked_at_is_shown_to_it() -> None:
    """A function that looks at the name of a file alone shows its bytes to the scanner itself."""
    alone = []
    for file in SOURCE.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        if "arriving" in file.parts or "refuse_name(" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            text = ast.unparse(node) if isinstance(node, ast.FunctionDef) else ""
            if "arriving.refuse_name(" in text:
                alone.append("arriving.refuse_malware(" in text)
    assert alone == [True]
