"""The shell on a phone: a header of two lines, with a keyboard, with a finger and without script; tables as cards."""

import pytest
from browser import axe, context_of, is_sideways

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.urls("page_stand")]

HEADER, BAR = "header", ".kh-level"
TOGGLE, LIST = ".govuk-service-navigation__toggle", "#navigation"
SPOKEN = {"vi": ["Kết hợp", "Mục chính"], "en": ["Kết hợp", "Main sections"]}
FIND = {"vi": "Tìm nhanh", "en": "Quick find"}
MOST = 110  # px: the level, and two lines


@pytest.fixture(params=["vi", "en"])
def phone(chromium, live_server, request):
    """A page of 360 px, its language, in a browser that may run scripts."""
    context = context_of(chromium, request.param, 360)
    page = context.new_page()
    page.goto(f"{live_server.url}/help/?lang={request.param}")
    page.goto(f"{live_server.url}/stand/phone/")
    yield page, request.param
    context.close()


def box(page, place):
    return page.locator(place).first.bounding_box()


def bottom(page, place):
    found = box(page, place)
    return found["y"] + found["height"]


def focused(page):
    return page.evaluate("document.activeElement.innerText.trim()")


def test_the_header_takes_two_lines(phone):
    page, _language = phone
    page.wait_for_selector(TOGGLE)
    assert bottom(page, HEADER) <= MOST
    assert not page.is_visible(LIST)
    assert not is_sideways(page)
    assert axe(page) == []


def test_what_opens_stands_where_the_keyboard_goes_next(phone):
    page, language = phone
    order = []
    for _ in range(4):
        page.keyboard.press("Tab")
        order.append(focused(page))
    assert order[1:3] == SPOKEN[language]
    assert order[3].startswith(FIND[language])
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.is_visible(LIST)
    assert bottom(page, TOGGLE) <= box(page, LIST)["y"] + 1
    assert bottom(page, LIST) <= box(page, ".kh-languages")["y"] + 1
    left = {round(link.bounding_box()["x"]) for link in page.locator(f"{LIST} a").all()}
    assert left == {round(box(page, ".govuk-service-navigation__service-name")["x"])}, "the present one stands in line"
    assert "1.234" in page.inner_text(LIST) or "1,234" in page.inner_text(LIST)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#navigation') !== null")
    assert axe(page) == []


def test_the_menu_of_the_account_stays_on_the_page(phone):
    page, _language = phone
    page.click(".kh-menu summary")
    shown = box(page, ".kh-menu__list")
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= 360
    page.keyboard.press("Escape")
    assert not page.is_visible(".kh-menu__list")


def test_without_script_the_sections_stand_open_side_by_side(chromium, live_server):
    context = chromium.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/stand/phone/")
    links = page.locator(f"{LIST} a")
    assert links.count() == 5
    assert {link.is_visible() for link in links.all()} == {True}
    assert bottom(page, HEADER) <= 2 * MOST
    assert not page.is_visible("[data-command]"), "what only a script can do is not offered"
    page.click(".kh-menu summary")
    assert page.is_visible(".kh-menu__list")
    context.close()


def test_a_card_gives_no_room_to_a_cell_that_says_nothing_and_all_of_it_to_a_long_one(phone):
    page, _language = phone
    assert not page.is_visible("td[data-label='Hạn']")
    row, wide = box(page, "tbody tr"), box(page, "#wide")
    assert wide["width"] >= 0.95 * row["width"]
    page.set_viewport_size({"width": 1400, "height": 900})
    assert page.is_visible("td[data-label='Hạn']"), "a table keeps its cells"


def test_a_field_of_a_day_is_as_short_as_a_day(phone):
    page, language = phone
    page.set_viewport_size({"width": 1400, "height": 900})
    assert box(page, "[name=day]")["width"] <= 300
    optional = {"vi": "không bắt buộc", "en": "optional"}[language]
    assert optional not in page.inner_text("main"), "a choice that always has an answer is not called optional"


def test_a_number_of_a_case_is_not_broken_at_the_end_of_a_line(phone):
    page, _language = phone
    assert page.evaluate("getComputedStyle(document.querySelector('h2 span')).whiteSpace") == "nowrap"
