"""The shell of every page."""

from django.test import Client


def test_help_in_both_languages_and_the_language_is_kept() -> None:
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
