"""The pages of a consultation in a real browser: axe finds nothing, nothing runs sideways."""

import pytest
from browser import axe, context_of, in_turn, is_sideways
from django.conf import settings

pytestmark = pytest.mark.django_db(transaction=True)

CONDITION = {"model": None, "text": "Trình hồ sơ độ cao trước khi cấp phép.", "trigger": "before_permit"}


@pytest.mark.parametrize(("language", "width"), in_turn(0, ("vi", 1400), ("en", 360)))
def test_pages_are_accessible_and_fit(transactional_db, world, chromium, live_server, language, width):
    answered, paused = world.sent(world.command, "concurrence"), world.sent(world.police)
    world.proposed(None)
    world.day(2026, 11, 10)
    world.answered(paused, "further_information", "Thiếu.", who="police", asked_items=["Thuyết minh độ cao"])
    world.answered(answered, "no_objection_with_conditions", "Thống nhất.", conditions=[CONDITION])
    open_one = world.sent(world.region)
    case = f"/case/{world.case.reference}"
    places = [
        ("officer", f"{case}/consultations"),
        ("officer", f"{case}/conditions"),
        ("officer", f"{case}/consultations/new"),
        ("command_head", "/inbox/?which=all"),
        ("region_head", f"/inbox/{open_one.pk}/"),
        ("command_head", "/inbox/library/"),
    ]
    for who, path in places:
        user = world.users[who]
        user.language = language
        user.save()
        cookie = world.client(who).cookies[settings.SESSION_COOKIE_NAME].value
        context = context_of(chromium, language, width)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page = context.new_page()
        assert page.goto(f"{live_server.url}{path}").status == 200, path
        assert axe(page) == [], path
        assert not is_sideways(page), path
        context.close()
