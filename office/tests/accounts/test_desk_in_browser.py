"""Signing in, the desk and administration in a real Chromium: accessible, narrow, by keyboard, with a passkey."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from accounts.signing_in import WORD, enter, with_word
from browser import axe, context_of, in_turn, is_sideways
from playwright.sync_api import Browser, Page

from kethop_office.accounts.models import Compartment, Role, User
from kethop_office.accounts.models.labels import AccessGrant
from kethop_office.accounts.notices import tell
from kethop_office.accounts.queries import actor_of
from kethop_office.common import clock, registrations
from kethop_office.common.registrations import TaskRow

pytestmark = pytest.mark.django_db(transaction=True)
ROW = TaskRow(
    verb="Trả lời ý kiến",
    reference="KH-2026-00001",
    title="Khu công nghiệp Phường Văn Miếu - Quốc Tử Giám mở rộng (ví dụ)",
    path="/account/",
    group="mine",
    due_on=date(2026, 11, 2),
    state="running",
    whom="",
    since=None,
    kind="reply",
    is_own=True,
)
DESK = ["/tasks/", "/tasks/paused/", "/notice/", "/account/", "/account/password/", "/account/second/", "/job/"]
ADMIN = [
    "",
    "user/",
    "user/new/",
    "office/",
    "office/new/",
    "delegation/",
    "grant/",
    "calendar/",
    "pack/",
    "job/",
    "audit/",
]


@pytest.fixture
def boss(account: Callable[..., User], monkeypatch: pytest.MonkeyPatch) -> User:
    """An administrator with something on every page."""
    user = with_word(account("boss", Role.ADMIN))
    rows = [ROW, replace(ROW, due_on=None), replace(ROW, group="waiting", whom="Bộ CHQS tỉnh", since=date(2026, 11, 1))]
    monkeypatch.setattr(
        registrations, "_tasks", [lambda _actor: [*rows, replace(ROW, state="paused", since=date(2026, 11, 1))]]
    )
    tell(user, "case.x", reference="KH-2026-00001", path="/account/")
    AccessGrant.objects.create(
        compartment=Compartment.objects.create(kind="case"),
        office_id=next(iter(actor_of(user).offices)),
        mode="read",
        starts=clock.now(),
        ends=clock.now().replace(year=2099),
        event="case.lead",
    )
    return user


@pytest.mark.parametrize(("language", "width"), in_turn(0, ("vi", 360), ("en", 1400)))
def test_every_page_is_accessible_and_fits(
    chromium: Browser, live_server, boss: User, language: str, width: int
) -> None:
    context = context_of(chromium, language, width)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.goto(f"{live_server.url}/sign-in/?lang={language}")
    assert axe(page) == []
    boss.language = language
    boss.save()
    enter(page, live_server.url, "boss")
    paths = [
        *DESK,
        *(f"/admin/{path}" for path in ADMIN),
        f"/admin/user/{boss.pk}/",
        f"/admin/office/{boss.memberships.get().office_id}/",
    ]
    faults = {}
    for path in paths:
        page.goto(live_server.url + path)
        found = axe(page)
        if is_sideways(page):
            found.append("wider than the window")
        if page.locator("h1").count() != 1:
            found.append("not one h1")
        if found:
            faults[path] = found
    context.close()
    assert faults == {}
    assert complaints == []


def test_a_passkey_is_added_and_signs_in_alone(browser_page: Page, live_server, boss: User) -> None:
    page, session = browser_page, browser_page.context.new_cdp_session(browser_page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    enter(page, live_server.url, "boss")
    page.goto(f"{live_server.url}/account/second/key/")
    page.locator("input[type=password]").fill(WORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/second/key/")
    page.locator("input[name=passwordless]").check()
    page.get_by_role("button", name="Thêm khóa").click()
    page.wait_for_url("**/account/second/recovery/")
    assert page.locator(".kh-codes li").count() == 10
    page.goto(f"{live_server.url}/account/second/")
    assert "Khóa truy cập 1" in page.content()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url("**/tasks/")
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("textbox").first.fill("boss")
    page.locator("input[type=password]").fill(WORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/second/")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url("**/tasks/")


def test_what_is_typed_is_kept_and_comes_back(browser_page: Page, live_server, boss: User) -> None:
    page = browser_page
    enter(page, live_server.url, "boss")
    page.goto(f"{live_server.url}/account/")
    page.locator("input[name=prefers_static_map]").check()
    page.wait_for_selector("[data-draft-note][data-state=saved], .kh-saved[data-state=saved]")
    page.goto(f"{live_server.url}/tasks/")
    page.get_by_role("link", name="/account/").click()
    assert page.locator("input[name=prefers_static_map]").is_checked()
