"""The scripts of the shell in a real browser, under the office's own content security policy."""

import re

import page_stand
import pytest
from browser import axe, context_of, in_turn, is_sideways
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.urls("page_stand")]

VERTICES = "#vertices tbody tr"


@pytest.fixture(autouse=True)
def _clean_state():
    page_stand.STATE.clear()


@pytest.fixture
def page(browser_page: Page, live_server) -> Page:
    """A page that knows the server's address and lets no request leave it."""
    hosts = []
    browser_page.on("request", lambda request: hosts.append(request.url))
    browser_page.goto_path = lambda path: browser_page.goto(live_server.url + path)
    yield browser_page
    assert [url for url in hosts if not url.startswith((live_server.url, "blob:"))] == []


@pytest.mark.parametrize(("language", "width"), in_turn(0, ("vi", 1400), ("en", 360)))
def test_every_component_is_accessible(chromium, live_server, language, width) -> None:
    context = context_of(chromium, language, width)
    page = context.new_page()
    told = []
    page.on("console", lambda line: told.append(line.text) if "Content Security" in line.text else None)
    page.goto(f"{live_server.url}/help/?lang={language}")
    for path in ("", "form/", "map/", "confirm/", "conflict/"):
        page.goto(f"{live_server.url}/styleguide/{path}")
        if path == "map/":
            page.wait_for_selector('[data-state="idle"]')
        assert axe(page) == [], path
        assert not is_sideways(page), path
    assert told == []
    context.close()


def test_a_draft_is_kept_without_passwords_and_a_failure_is_said(page) -> None:
    page.goto_path("/stand/form/")
    page.fill("#p", "geheim")
    page.fill("#t", "Vì khu đất nằm trong vành đai.")
    note = page.locator("[data-draft-note]")
    expect(note).to_have_text("đã lưu lúc 14:02", timeout=4000)
    kept = page_stand.STATE["draft"]
    assert kept["data"] == {"reason": "Vì khu đất nằm trong vành đai."}
    assert (kept["form"], kept["object"], kept["version"], kept["path"]) == ("try.form", "case:1", "3", "/stand/form/")
    page_stand.STATE["draft_fails"] = True
    page.fill("#t", "Khác")
    page.locator("#p").focus()
    expect(note).to_have_text("Chưa lưu được.")
    assert page.input_value("#t") == "Khác"


def test_the_session_warns_and_is_extended(page) -> None:
    page_stand.STATE["left"] = 280
    page.goto_path("/stand/form/")
    box = page.locator("[data-session]")
    expect(box).to_contain_text("hết hạn sau 5 phút")
    assert page_stand.STATE["background"] == "1"
    assert axe(page) == []
    box.get_by_role("button", name="Tiếp tục làm việc").click()
    expect(box).to_be_hidden()
    assert page_stand.STATE["left"] == 1800


def test_a_page_above_level_0_is_blanked_when_the_session_is_over(page) -> None:
    page_stand.STATE["left"] = 0
    page.goto_path("/stand/form/?level=20")
    expect(page.locator("[data-session]")).to_contain_text("đã hết hạn")
    expect(page.locator("main")).to_be_hidden()
    expect(page.get_by_role("link", name="Đăng nhập lại")).to_have_attribute(
        "href", re.compile(r"^/sign-in/\?next=%2Fstand")
    )


def test_the_command_field_finds_links_and_cases(page) -> None:
    page.goto_path("/stand/form/")
    page.keyboard.press("Control+k")
    field = page.locator("#kh-command")
    expect(field).to_be_focused()
    field.fill("phim tat")
    expect(page.locator("dialog li").first).to_have_text("KH-2026-00123 phim tat")
    expect(page.locator("dialog li").nth(1)).to_have_text("Trang phím tắt")
    assert axe(page) == []
    field.press("Enter")
    page.wait_for_url("**/help/about/")


def test_long_work_is_asked_until_it_is_over(page) -> None:
    page.goto_path("/stand/form/")
    expect(page.locator("[data-poll]")).to_contain_text("Đã xong", timeout=9000)
    expect(page.locator("[data-live]")).to_have_text("Đã xong")


def test_a_block_from_a_spreadsheet_fills_the_table(page) -> None:
    page.goto_path("/stand/form/")
    page.evaluate(
        """() => { const data = new DataTransfer(); data.setData("text/plain", "2344072,76\\t552756,73\\n2344130,14\\t553379,54\\n");
        document.querySelector("[name=x]").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }"""
    )
    assert [field.input_value() for field in page.locator("tbody input").all()] == [
        "2344072,76",
        "552756,73",
        "2344130,14",
        "553379,54",
    ]
    expect(page.locator("[data-live]")).to_have_text("Đã dán 2 dòng, 2 cột.")
    page.get_by_role("button", name="Bỏ dòng").first.click()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_after_a_swap_the_focus_is_on_the_heading_and_the_change_is_spoken(page) -> None:
    page.goto_path("/stand/form/")
    page.get_by_role("button", name="Đổi").click()
    expect(page.get_by_role("heading", name="Đã đổi")).to_be_focused()
    expect(page.locator("[data-live]")).to_have_text("Đã lọc: 37 hồ sơ")


def test_a_map_is_read_with_the_keyboard(page) -> None:
    page.goto_path("/stand/map/")
    page.wait_for_selector('[data-state="idle"]')
    expect(page.locator("[data-map-line]")).to_contain_text("VN-2000")
    page.locator("canvas").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tại điểm này")).to_be_focused()
    assert page_stand.STATE["layers"] == ["belt"]
    page.keyboard.press("Escape")
    expect(page.locator("canvas")).to_be_focused()
    page.get_by_role("button", name="Đo").click()
    page.locator("canvas").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    expect(page.locator("[data-map-measure]")).to_contain_text("Khoảng cách")
    page.fill('[data-map-goto] [name="text"]', "21,19 106,01")
    page.get_by_role("button", name="Đi tới").click()
    expect(page.locator("canvas")).to_be_focused()
    assert axe(page) == []


def test_drawing_edits_the_vertex_table(page) -> None:
    page.goto_path("/stand/map/?draw=%23vertices")
    page.wait_for_selector('[data-state="idle"]')
    canvas = page.locator("canvas")
    canvas.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
        page.keyboard.press(key)
        page.wait_for_timeout(500)
    expect(page.locator("#vertices")).to_have_attribute("data-drawn", "3")
    expect(page.locator(VERTICES)).to_have_count(3)
    assert re.fullmatch(r"21\d{5},\d\d", page.locator("[data-north]").first.input_value())
    canvas.focus()
    page.keyboard.press("Backspace")
    expect(page.locator(VERTICES)).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(page.locator(VERTICES)).to_have_count(3)
    page.locator("[data-north]").first.fill("2119100")
    expect(page.locator("#vertices")).to_have_attribute("data-drawn", "3")
    assert axe(page) == []


def test_drawing_edits_a_pasted_text_line_by_line(page) -> None:
    page.goto_path("/stand/map/?draw=%23lines")
    page.wait_for_selector('[data-state="idle"]')
    text = page.locator("#lines")
    text.fill("STT\tX\tY\n1\t2118500,00\t530040,00\n2\t2119500,00\t530100,00\n")
    expect(text).to_have_attribute("data-drawn", "2")
    page.locator("canvas").focus()
    page.keyboard.press("Enter")
    expect(text).to_have_attribute("data-drawn", "3")
    assert re.search(r"\n3\t21190\d\d,\d\d\t530075,00$", text.input_value())
    page.wait_for_selector('[data-state="idle"]')
    box = page.locator("canvas").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 40, middle[1] + 10, steps=4)
    page.mouse.up()
    expect(page.locator("[data-live]")).to_have_text("Đã dời điểm 3.")
    assert "530075,00" not in text.input_value()
    page.get_by_role("button", name="Hoàn tác").click()
    assert "530075,00" in text.input_value()
    page.get_by_role("button", name="Hoàn tác").click()
    assert text.input_value().endswith("530100,00\n")


def test_without_webgl_the_table_stands_alone(chromium_without_webgl, live_server) -> None:
    context = context_of(chromium_without_webgl)
    page = context.new_page()
    page.goto(f"{live_server.url}/stand/map/")
    page.wait_for_selector('[data-state="static"]')
    expect(page.get_by_text("Trình duyệt này không vẽ được bản đồ động.")).to_be_visible()
    expect(page.locator(".kh-map__frame")).to_be_hidden()
    assert axe(page) == []
    context.close()


def test_a_diagram_marks_what_runs_and_what_is_done(page) -> None:
    page.goto_path("/stand/diagram/")
    page.wait_for_selector('.kh-diagram[data-state="idle"]')
    assert page.locator(".djs-shape.kh-running").get_attribute("data-element-id") == "validate"
    assert page.locator(".djs-shape.kh-done").get_attribute("data-element-id") == "receive"
    assert axe(page) == []
