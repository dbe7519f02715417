"""The store keeps bytes under their hash and notices every change; deliveries are the same bytes everywhere."""

import hashlib
import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kethop.errors import SiteError
from kethop.spatial.intake import deliver, read_as_filed, store_as_filed, storing
from kethop.spatial.intake.delivering import packed
from kethop.spatial.intake.zip_walk import walk_zip


def code_of(act: object, *arguments: object) -> str:
    with pytest.raises(SiteError) as caught:
        act(*arguments)  # type: ignore[operator]
    return caught.value.code


def test_kept_under_its_hash_once_and_for_reading_only(tmp_path: Path) -> None:
    first = store_as_filed(tmp_path / "store", b"ranh")
    again = store_as_filed(tmp_path / "store", b"ranh")
    assert (first.is_new, again.is_new, first.sha256) == (True, False, hashlib.sha256(b"ranh").hexdigest())
    assert first.path == again.path == tmp_path / "store" / first.sha256[:2] / first.sha256
    assert stat.S_IMODE(first.path.stat().st_mode) == 0o444
    assert read_as_filed(tmp_path / "store", first.sha256) == b"ranh"
    assert [path.name for path in first.path.parent.iterdir()] == [first.sha256]


def test_a_change_is_noticed(tmp_path: Path) -> None:
    kept = store_as_filed(tmp_path, b"ranh")
    kept.path.chmod(0o644)
    kept.path.write_bytes(b"khac")
    assert code_of(read_as_filed, tmp_path, kept.sha256) == "intake.store_damaged"
    assert code_of(store_as_filed, tmp_path, b"ranh") == "intake.store_damaged"
    assert code_of(read_as_filed, tmp_path, "0" * 64) == "intake.not_in_store"
    assert code_of(read_as_filed, tmp_path, "../../etc/passwd") == "intake.not_in_store"


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storing.os, "fsync", full)
    assert code_of(store_as_filed, tmp_path, b"ranh") == "intake.not_stored"
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


NAMES = st.text("abcđạ. -", min_size=1, max_size=8).filter(lambda name: name.strip(". ") == name)


@given(
    st.dictionaries(NAMES, st.binary(max_size=40).map(lambda data: b"." + data), min_size=1, max_size=5), st.randoms()
)
def test_the_same_files_are_the_same_bytes(files: dict[str, bytes], order: object) -> None:
    names = list(files)
    order.shuffle(names)  # type: ignore[attr-defined]
    data = packed({name: files[name] for name in names})
    assert data == packed(files)
    if len({name.casefold() for name in files}) == len(files):
        assert dict(walk_zip(data, source="x")) == files


@given(st.dictionaries(NAMES.map(str.lower), st.binary(max_size=2000), min_size=1, max_size=4), st.booleans())
def test_our_walk_reads_what_others_write(files: dict[str, bytes], is_deflated: bool) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED if is_deflated else zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, b"." + content)
    assert dict(walk_zip(buffer.getvalue(), source="x")) == {name: b"." + data for name, data in files.items()}


def test_what_is_delivered_with_a_shapefile(tmp_path: Path) -> None:
    for name in ("a.shp", "A.SHX", "a.dbf", "a.prj", "b.dbf", "a.txt", "ab.prj"):
        (tmp_path / name).write_bytes(name.encode())
    assert set(walk_zip(deliver(tmp_path / "a.shp"), source="x")) == {"a.shp", "A.SHX", "a.dbf", "a.prj"}
    assert len(walk_zip(deliver(tmp_path), source="x")) == 7


def test_what_is_not_delivered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_bytes(b"CANARY")
    sets = tmp_path / "sets"
    sets.mkdir()
    (sets / "a.shp").write_bytes(b"x")
    (sets / "a.dbf").symlink_to(tmp_path / "secret")
    assert code_of(deliver, sets / "a.shp") == "site.symlink"
    assert code_of(deliver, sets) == "site.symlink"
    assert code_of(deliver, tmp_path) == "intake.folder_inside"
    (tmp_path / "link").symlink_to(sets)
    assert code_of(deliver, tmp_path / "link") == "site.symlink"
    (tmp_path / "empty").mkdir()
    assert code_of(deliver, tmp_path / "empty") == "intake.nothing_inside"
    assert code_of(deliver, tmp_path / "absent.shp") == "site.file_missing"
    monkeypatch.setattr("kethop.spatial.intake.limits.MAX_ENTRIES", 1)
    (sets / "a.dbf").unlink()
    (sets / "a.shx").write_bytes(b"x")
    assert code_of(deliver, sets) == "intake.folder_too_full"
    monkeypatch.setattr("kethop.spatial.intake.limits.MAX_ENTRIES", 100)
    monkeypatch.setattr("kethop.spatial.intake.limits.MAX_FILE_BYTES", 1)
    assert code_of(deliver, sets) == "site.too_large"
