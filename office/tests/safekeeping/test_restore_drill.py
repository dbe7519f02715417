"""The drill: an office with cases is backed up, brought back in a clean place, and is the same."""

import gzip
import hashlib
import re
from base64 import b64encode
from pathlib import Path

import pytest
from drill import TELL
from safekeeping.conftest import SAMPLED

pytestmark = pytest.mark.one_database
CANARIES = ("Công ty Minh Họa", "Nội dung trả lời", "Khu công nghiệp ví dụ", "can-bo", "KCN Ví dụ Một")


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith((".", "office.sqlite3"))
    }


def forms(canary: str) -> list[bytes]:
    """Return a text as it might lie in a file."""
    plain = canary.encode()
    return [
        plain,
        plain.hex().encode(),
        b64encode(plain)[:-4],
        canary.encode("utf-16-le"),
        repr(canary.encode())[2:-1].encode(),
    ]


@pytest.mark.parametrize("database", SAMPLED)
def test_an_office_comes_back_as_it_was(new_office, make_office, keys, tmp_path, database) -> None:
    office, back = new_office(database), make_office("back", database)
    (office.folder / "secret-key").write_text("a key of this test only, it signs nothing of anyone\n")
    told = office.script(TELL)
    assert told.returncode == 0, told.stderr[-3000:]
    (office.folder / "layers" / "retired").mkdir(parents=True)
    (office.folder / "layers" / "retired" / "a.yaml").write_text("lớp: ví dụ\n", encoding="utf-8")
    identity, recipient = keys
    made = office.run("backup", str(tmp_path / "usb"), KETHOP_BACKUP_RECIPIENT=recipient)
    assert made.returncode == 0, made.stderr
    before, pages = office.tables(), office.asked()
    restored = back.run("restore", str(tmp_path / "usb"), "--identity", str(identity))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "SAI" not in restored.stdout

    after = back.tables()
    moved = {name for name in before | after if before.get(name) != after.get(name)}
    # the backup's last event came after its copy; the restore added one, and ended the sessions
    assert moved <= {"audit_auditevent", "django_session"}
    assert before["audit_auditevent"][0] == after["audit_auditevent"][0] > 50
    assert sum(rows for rows, _sum in after.values()) > 500
    assert hashes(back.folder) == hashes(office.folder)
    assert len(hashes(back.folder / "files")) > 10

    again = back.asked()
    assert len(again) >= 20
    assert all("<h1" in text for text in again.values())
    assert [page for page in pages if pages[page] != again.get(page)] == []
    assert_sealed(tmp_path / "usb", office.folder)


def assert_sealed(usb: Path, data: Path) -> None:
    """Assert that nothing in the backup tells anything; the same search finds it in what was backed up."""
    wanted = [form for canary in CANARIES for form in forms(canary)]
    found = [path for path in usb.rglob("*") if path.is_file() and any(form in path.read_bytes() for form in wanted)]
    assert found == []
    plain = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert any(form in plain for form in wanted)
    names = " ".join(path.as_posix() for path in usb.rglob("*")) + next(usb.rglob("manifest.json")).read_text()
    assert not [path.name for path in (data / "files").glob("??/*") if path.name in names]
    for path in usb.rglob("*.age"):
        head = path.read_bytes()[:64]
        assert head.startswith(b"age-encryption.org/v1\n-> X25519 ")
        with pytest.raises(gzip.BadGzipFile), gzip.open(path) as opened:
            opened.read(1)
    assert (
        re.search(
            r"AGE-SECRET-KEY-1[0-9A-Z]{20}",
            " ".join(path.read_bytes().decode(errors="replace") for path in usb.rglob("*") if path.is_file()),
        )
        is None
    )
