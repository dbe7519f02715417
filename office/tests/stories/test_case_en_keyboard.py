"""The same walk, shorter, in English, with the keyboard alone, in a Chromium without WebGL."""

import pytest
from story_desk import CORNERS
from story_hands import Keyboard
from story_steps import Tale

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

CONDITION = "Submit the height file before the building permit."


def paste_table(hand):
    hand.choose("way", "table")
    hand.pick("crs", "EPSG:9209")
    hand.pick("column_order", "x-north")
    hand.write("table", CORNERS)


def test_a_case_by_keyboard(desk, chromium_without_webgl, live_server):
    tale = Tale(desk, chromium_without_webgl, live_server.url, Keyboard, "en")
    with tale.as_("proponent", "/case/new/") as hand:
        assert hand.page.evaluate("document.createElement('canvas').getContext('webgl2')") is None
        assert hand.page.evaluate("document.documentElement.lang") == "en"
    tale.file(paste_table, None)
    tale.receive()
    tale.accept()
    asked = tale.case.inquiries.filter(origin="screening", consultee=desk.command, role="concurrence").first()
    tale.leave_unasked([asked])
    tale.send(asked)
    tale.reply(asked, "command", "no_objection_with_conditions", "Agreed.", condition=CONDITION)
    tale.settle_opinions()
    tale.write_report()
    tale.send_report()
    tale.approve("approver1")
    tale.approve("approver2")
    tale.decide("approver2", "46/QĐ-VD")
    with tale.as_("officer", "decision") as hand:
        assert "46/QĐ-VD" in hand.page.locator("main").inner_text()
