"""Passwords that are refused: words of the office, and those that became known elsewhere."""

import hashlib
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kethop_office.accounts.models import Office
from kethop_office.accounts.password_rules import is_listed
from kethop_office.project import environ


def digest(word: str) -> str:
    return hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("known")


def listing(folder: Path, words: list[str], end: str) -> Path:
    path = folder / "known.txt"
    lines = sorted(f"{digest(word)}{end}" for word in words)
    path.write_bytes("\r\n".join(lines).encode() + b"\r\n" if lines else b"")
    return path


@given(
    words=st.lists(st.text(max_size=5), max_size=30, unique=True),
    other=st.text(max_size=6),
    end=st.sampled_from(["", ":7"]),
)
def test_a_hash_is_found_exactly_when_it_is_there(folder: Path, words: list[str], other: str, end: str) -> None:
    path = listing(folder, words, end)
    assert all(is_listed(path, digest(word).lower()) for word in words)
    assert is_listed(path, digest(other)) is (other in words)


def test_a_password_that_is_known_elsewhere_is_refused(db, settings, folder: Path) -> None:
    word = "con-meo-den-tren-mai-nha"
    validate_password(word)
    settings.KETHOP_BREACHED_PASSWORDS = listing(folder, [word, "x"], ":3")
    with pytest.raises(ValidationError, match="đã bị lộ"):
        validate_password(word)
    validate_password(word + "-khac")


def test_the_list_must_be_there(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("KETHOP_BREACHED_PASSWORDS", str(folder / "nowhere.txt"))
    with pytest.raises(environ.EnvironmentFault, match="KETHOP_BREACHED_PASSWORDS"):
        environ.breached_passwords()
    monkeypatch.setenv("KETHOP_BREACHED_PASSWORDS", str(listing(folder, ["a"], "")))
    assert environ.breached_passwords() == (folder / "known.txt").resolve()


@pytest.mark.parametrize(
    ("word", "is_refused"),
    [
        ("Sovidu@2026-xyz", True),
        ("so vi du, mua xuan", True),
        ("Sở-Ví-Dụ!!!!!!", True),
        ("ExampleDepartment1", True),
        ("ket-hop-2026-09", True),
        ("nut-thanh-pho-1!", True),
        ("svd-con-meo-den", False),
        ("con meo den tren mai", False),
        ("918273645546372819", False),
    ],
)
def test_words_of_the_office_are_refused(office: Office, settings, word: str, is_refused: bool) -> None:
    settings.KETHOP_NODE = "nut-thanh-pho"
    if not is_refused:
        validate_password(word)
        return
    with pytest.raises(ValidationError, match="tên cơ quan"):
        validate_password(word)


@pytest.mark.parametrize(
    ("word", "is_refused"),
    [("123456789012", True), ("987654321098", True), ("abcdefghijklm", True), ("aaaaaaaaaaaa", True), ("135791357913", True),
     ("mưa mưa mưa rơi", False), ("020319450902", False)],
)  # fmt: skip
def test_what_goes_on_as_it_began_is_refused(db, word: str, *, is_refused: bool) -> None:
    if not is_refused:
        validate_password(word)
        return
    with pytest.raises(ValidationError, match="dễ đoán"):
        validate_password(word)
