"""The shell of every page."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from kethop_office.common import assets, checks, levels, navigation
from kethop_office.common.help_pages import help_pages
from kethop_office.common.views import server_error


def test_help_in_both_languages_and_the_language_is_kept(db: None) -> None:
    client = Client()
    page = client.get("/help/").content.decode()
    assert '<html lang="vi"' in page
    assert "KHÔNG MẬT" in page
    answer = client.get("/help/?lang=en&x=1")
    assert answer.url == "/help/?x=1"
    assert '<html lang="en"' in client.get("/help/").content.decode()


def test_a_wrong_address_and_a_forbidden_one_say_the_same() -> None:
    assert "Không tìm thấy trang này." in Client().get("/nowhere/").content.decode()


def test_pages_have_no_inline_script_or_style() -> None:
    page = Client().get("/help/keyboard/").content.decode()
    assert "style=" not in page
    assert "<style" not in page
    assert " onclick" not in page


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", [page.key for page in help_pages() if "-" not in page.key])
def test_each_help_page_opens(db: None, page: str, language: str) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(f"/help/{page}/")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


def test_the_glossary_is_searched_without_marks() -> None:
    page = Client().get("/help/glossary/?q=co quan duoc lay y kien").content.decode()
    assert "consulted body" in page
    assert "1 từ" in page
    assert "Không có từ nào phù hợp." in Client().get("/help/glossary/?q=qqq").content.decode()


def test_the_help_of_a_page_without_its_own_leads_to_the_list() -> None:
    assert Client().get("/help/appraisal-cases/").url == "/help/"
    assert Client().get("/help/nothing/").status_code == 404


def test_an_incident_has_a_number_in_the_readers_language(rf, monkeypatch: pytest.MonkeyPatch) -> None:
    request = rf.get("/")
    assert re.search(r"Mã sự việc <strong[^>]*>[A-Z]\d-\d{4}", server_error(request).content.decode())
    monkeypatch.setattr("kethop_office.common.context.words", lambda: 1 / 0)
    answer = server_error(request)
    assert answer.status_code == 500
    assert re.search(r"[A-Z]\d-\d{4}", answer.content.decode())


def test_the_level_has_its_word_at_both_edges() -> None:
    page = render_to_string("shell/page.html", {"page_level": 20, "request": None})
    assert page.count("MẬT</p>") == 2
    assert "kh-level--20 kh-level--top" in page
    assert levels.nearest_level(21) == 30
    assert levels.nearest_level(99) == 40


class Someone:
    def __init__(self, *roles: str) -> None:
        self.roles = frozenset((None, role) for role in roles)


def test_places_are_shown_to_their_roles_and_at_most_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_places", {})
    navigation.register_place("help:index", "Trợ giúp", roles=["officer"], order=1, count=lambda actor: 3)
    navigation.register_place("nowhere:at-all", "Chưa có", order=2)
    assert navigation.shown_places(None, "/") == []
    assert navigation.shown_places(Someone("clerk"), "/") == []
    (place,) = navigation.shown_places(Someone("officer"), "/help/keyboard/")
    assert (place.path, place.is_current, place.count) == ("/help/", True, 3)
    for number in range(12):
        monkeypatch.setitem(navigation._places, f"x{number}", navigation.Place("help:index", str(number)))
    assert len(navigation.shown_places(Someone("officer"), "/")) == navigation.MOST


def test_without_the_built_files_the_check_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    (problem,) = checks.front_end_is_built(None)
    assert "./run" in str(problem.hint)
    assert assets.asset_url("app.css") == ""
