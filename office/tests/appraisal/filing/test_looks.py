"""The pages of filing in real Chromium: no fault that axe finds, nothing wider than a telephone."""

import pytest
from browser import axe, context_of, is_sideways
from django.test import Client

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shown(house, chromium, live_server, settings):
    settings.ALLOWED_HOSTS = ["*"]

    def show(who, path, *, language="vi", width=1400):
        client = Client()
        client.force_login(house.users[who])
        context = context_of(chromium, language, width)
        context.add_cookies(
            [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in client.cookies.items()]
        )
        page = context.new_page()
        page.goto(f"{live_server.url}{path}")
        return page

    return show


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_of_a_proposal(house, shown, language):
    draft = house.draft()
    for name in ("", "kind", "details", "site", "heights", "files", "check"):
        page = shown("proponent", f"/case/new/{draft.pk}/{name}", language=language)
        assert axe(page) == [], name
        page.set_viewport_size({"width": 360, "height": 740})
        assert not is_sideways(page), name
        page.context.close()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_of_a_case(house, shown, language):
    case = house.valid()
    for who, name in (
        ("officer", "submission"),
        ("officer", "findings"),
        ("officer", "related"),
        ("proponent", "submission"),
    ):
        page = shown(who, f"/case/{case.reference}/{name}", language=language)
        assert axe(page) == [], name
        page.set_viewport_size({"width": 360, "height": 740})
        assert not is_sideways(page), name
        page.context.close()
