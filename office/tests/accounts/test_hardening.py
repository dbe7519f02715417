"""Small promises about cookies, passwords, code and templates, each of which a line of settings or of code could break."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from accounts.signing_in import WORD, sign_in
from django.test import Client

from kethop_office.accounts.hashers import Argon2
from kethop_office.accounts.models import User
from kethop_office.project import environ, settings

ROOT = Path(__file__).resolve().parents[3]
SOURCES = (ROOT / "office/src", ROOT / "engine/src")
# Modules that run or rebuild what their input says.
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "dill", "telnetlib", "ftplib"}
NEVER_CALLED = {"eval", "exec", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load"}


@pytest.mark.django_db
def test_cookies_are_for_the_server_and_for_this_site(officer: User) -> None:
    client = Client()
    client.get("/sign-in/")
    sign_in(client)
    for name in ("kethop_session", "kethop_csrf"):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert (cookie["samesite"], cookie["domain"]) == ("Lax", ""), name


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused(officer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403
    assert client.get("/account/").status_code == 302


@pytest.mark.django_db
def test_signing_in_makes_a_new_session_key(officer: User) -> None:
    client = Client()
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    client.cookies["kethop_session"] = before
    sign_in(client)
    after = client.cookies["kethop_session"].value
    assert after != before
    assert len(after) == 32  # of 36 signs: 165 bits
    thief = Client()
    thief.cookies["kethop_session"] = before
    assert thief.get("/account/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    "word", ["chỉ toàn chữ thường và dấu cách", "Aa" + "x" * 98, " ở đầu có dấu cách, cuối cũng thế "]
)
def test_a_password_of_any_composition_is_taken_as_it_is(officer: User, word: str) -> None:
    client = Client()
    sign_in(client)
    refused = client.post("/account/password/", {"oldpassword": "x", "password1": word, "password2": word})
    assert refused.status_code == 200, "the present password is asked for"
    client.post("/account/password/", {"oldpassword": WORD, "password1": word, "password2": word})
    for other in (word[:64] if len(word) > 64 else word[:-1], word.swapcase()):
        assert sign_in(Client(), word=other).status_code == 200
    assert sign_in(Client(), word=word).status_code == 302


@pytest.mark.django_db
def test_a_typed_password_is_hidden_and_may_be_pasted() -> None:
    page = Client().get("/sign-in/").content.decode()
    field = re.search(r'<input[^>]*name="password"[^>]*>', page)
    assert field
    assert 'type="password"' in field[0]
    assert 'autocomplete="current-password"' in field[0]
    assert "onpaste" not in page


def test_passwords_are_kept_by_argon2id() -> None:
    assert settings.PASSWORD_HASHERS == ["kethop_office.accounts.hashers.Argon2"]  # tests themselves use a quick one
    assert Argon2().encode(WORD, "a-salt-of-letters").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.django_db
def test_no_other_site_is_allowed_to_read() -> None:
    answer = Client().get("/sign-in/", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sign-in/", "/help/", "/not-there/", "/health/", "/api/v1/not-there"])
def test_every_kind_of_answer_has_the_strict_headers(path: str) -> None:
    answer = Client().get(path)
    assert (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "same-origin")
    policy = answer["Content-Security-Policy"]
    assert {"frame-ancestors 'none'", "base-uri 'none'"} <= {part.strip() for part in policy.split(";")}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/static/", "/static/common/", "/files/", "/.git/config", "/office.sqlite3"])
def test_no_folder_is_listed_and_no_file_of_the_machine_is_served(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_debugging_is_off_and_its_pages_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KETHOP_DEBUG", raising=False)
    assert environ.is_debug() is False
    assert Client().get("/styleguide/").status_code == 404


def calls_and_imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)
            yield from (f"{word.arg}={ast.unparse(word.value)}" for word in node.keywords if word.arg == "shell")
        elif isinstance(node, ast.Import):
            yield from (f"import {name.name.split('.')[0]}" for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield f"import {node.module.split('.')[0]}"


NEVER = NEVER_CALLED | {f"import {name}" for name in NEVER_IMPORTED} | {"shell=True"}


def test_nothing_is_evaluated_unpickled_or_given_to_a_shell() -> None:
    files = [file for folder in SOURCES for file in folder.rglob("*.py")]
    assert len(files) > 300
    found = {
        (file.name, what)
        for file in files
        for what in calls_and_imports(ast.parse(file.read_text(encoding="utf-8")))
        if what in NEVER
    }
    assert found == set()
    planted = "import pickle\neval(a)\nsubprocess.run(b, shell=True)\nfrom marshal import loads\nos.system(c)"
    assert len(NEVER & set(calls_and_imports(ast.parse(planted)))) == 5


def test_templates_escape_what_they_show() -> None:
    files = list(SOURCES[0].rglob("templates/**/*.html"))
    assert len(files) > 100
    raw = re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off")
    assert [file.name for file in files if raw.search(file.read_text(encoding="utf-8"))] == []


def test_scripts_keep_nothing_in_the_browser_and_talk_to_this_office_only() -> None:
    files = list((ROOT / "office/frontend/src").rglob("*.js"))
    assert len(files) > 10
    kept = r"localStorage|sessionStorage|indexedDB|serviceWorker"
    sent = r"WebSocket|RTCPeer|postMessage|\beval\(|https?://(?!www\.w3\.org)"
    found = {
        (file.name, what) for file in files for what in re.findall(f"{kept}|{sent}", file.read_text(encoding="utf-8"))
    }
    assert found == set()
