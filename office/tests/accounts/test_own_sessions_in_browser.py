"""The page of open sessions and the one that says to wait, in a real Chromium, in both languages, narrow and wide."""

import os
import re
from pathlib import Path

import pytest
from accounts.signing_in import enter
from browser import axe, context_of, in_turn, is_sideways
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


@pytest.mark.parametrize("screen", in_turn(0, ("vi", 1400), ("en", 360)))
def test_another_session_is_ended_and_too_much_is_told(
    officer, open_as, chromium, live_server, settings, screen
) -> None:
    language, width = screen
    officer.language = language
    officer.save()
    context = context_of(chromium, language, width)
    page = context.new_page()
    enter(page, live_server.url, officer.username)
    other = open_as(officer)
    page.goto(f"{live_server.url}/account/sessions/")
    _look(page, f"sessions-{language}-{width}")
    page.click("button[value=others]")
    page.wait_for_selector("button[value=others]", state="detached")
    assert other.get("/account/").status_code == 302
    _look(page, "")
    settings.KETHOP_PACES = dict.fromkeys(settings.KETHOP_PACES, 0)
    assert page.goto(f"{live_server.url}/territory/?q=An").status == 429
    _look(page, f"wait-{language}-{width}")
    page.goto(f"{live_server.url}/tasks/")
    page.keyboard.press("Control+k")
    page.fill("#kh-command", "khu cong nghiep")
    expect(page.locator("dialog [data-count]")).to_have_text(re.compile("10 (phút|minutes)"))
    _look(page, f"command-{language}-{width}")
    page.goto("about:blank")
    context.close()


def _look(page, name) -> None:
    assert axe(page) == []
    assert not is_sideways(page)
    if name and (folder := os.environ.get("KETHOP_PICTURES")):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
