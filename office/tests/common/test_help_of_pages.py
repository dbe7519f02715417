"""Every page of the office leads to a help page with text, in both languages."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kethop_office.common.help_pages import help_page, help_pages

ROOMS = {"accounts", "appraisal", "procedures", "registry", "territory"}
NO_PAGES = {  # answers for scripts and programs
    "accounts-draft", "accounts-health", "accounts-session", "accounts-export", "accounts-new-password",
    "appraisal-map_convert", "appraisal-map_coordinates", "appraisal-map_tile", "territory-export",
}  # fmt: skip


def names(patterns, room=""):
    for item in patterns:
        if isinstance(item, URLResolver):
            yield from names(item.url_patterns, item.app_name or room)
        elif isinstance(item, URLPattern) and room in ROOMS and item.name:
            yield f"{room}-{item.name}"


def test_each_page_has_help():
    missing = {key for key in names(get_resolver().url_patterns) if help_page(key) is None}
    assert missing <= NO_PAGES


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("key", [page.key for page in help_pages() if "-" in page.key])
def test_the_help_of_a_page_opens_and_says_something(db, key, language):
    client = Client(headers={"accept-language": language})
    page = client.get(f"/help/{key}/?lang={language}", follow=True).content.decode()
    assert f'<html lang="{language}"' in page
    words = re.sub(r"<[^>]+>", " ", page.split("<h1", 1)[1].split("</main>", 1)[0]).split()
    assert len(words) > 25


def test_a_page_that_shares_its_help_leads_there(db):
    assert Client().get("/help/appraisal-draft_site/").context["page"].key == "appraisal-new"
