"""The page of passwords for programs in a real Chromium: made and revoked, in both languages, narrow and wide."""

import os
from pathlib import Path

import pytest
from accounts.signing_in import enter
from allauth.mfa.models import Authenticator
from browser import axe, context_of, in_turn, is_sideways

from kethop_office.accounts.models import AppPassword

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


@pytest.mark.parametrize(("language", "width"), in_turn(1, ("vi", 1400), ("en", 360)))
def test_a_password_is_made_shown_once_and_revoked(officer, chromium, live_server, language, width) -> None:
    officer.language = language
    officer.save()
    context = context_of(chromium, language, width)
    page = context.new_page()
    enter(page, live_server.url, officer.username)
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
    page.goto(f"{live_server.url}/account/app-passwords/")
    page.fill("[name=name]", "QGIS trên máy phòng quy hoạch")
    page.click("form[action$='/new/'] button")
    page.wait_for_selector("#secret")
    _look(page, f"{language}-{width}")
    assert page.inner_text("#secret").startswith("kethop_")
    page.goto(f"{live_server.url}/account/app-passwords/")
    assert page.locator("#secret").count() == 0
    page.click("form[action$='/revoke/'] button")
    page.wait_for_load_state()
    assert AppPassword.objects.get().ended_at is not None
    _look(page, "")
    page.goto("about:blank")
    context.close()


def _look(page, name) -> None:
    assert axe(page) == []
    assert not is_sideways(page)
    if name and (folder := os.environ.get("KETHOP_PICTURES")):
        page.screenshot(path=Path(folder) / f"app-passwords-{name}.png", full_page=True)
