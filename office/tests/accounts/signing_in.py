"""Signing in as readers do: by the form, or in a browser."""

from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page

from kethop_office.accounts.models import User

__all__ = ["WORD", "enter", "sign_in", "with_word"]

WORD = "mot-tu-khoa-rat-dai"


def with_word(user: User) -> User:
    """Give an account the password of these tests; no earlier failures count against it."""
    cache.clear()
    user.set_password(WORD)
    user.save()
    return user


def sign_in(client: Client, name: str = "officer.1", word: str = WORD, **more: str):
    return client.post("/sign-in/", {"login": name, "password": word, **more})


def enter(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/sign-in/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", WORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/tasks/")
