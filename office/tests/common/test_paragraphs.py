"""The lines of a text of the engine: paragraphs, and the lines with a dash as a list."""

import html
import re

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from kethop_office.common.paragraphs import paragraphs_html

LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=12)


def test_possibilities_are_items_of_a_list():
    said = paragraphs_html("Chưa xác định.\nCó thể thuộc trường hợp:\n– A.\n– B.\nCoi như phải lấy ý kiến: C.")
    assert re.findall(r"<p[^>]*>(.*?)</p>", said) == [
        "Chưa xác định.",
        "Có thể thuộc trường hợp:",
        "Coi như phải lấy ý kiến: C.",
    ]
    assert re.findall(r"<ul[^>]*>(.*?)</ul>", said) == ["<li>A.</li><li>B.</li>"]


@pytest.mark.parametrize("text", ["Một câu.", "– A.", ""])
def test_the_lead_stands_first_and_once(text):
    said = paragraphs_html(text, mark_safe("<b>x</b>"))
    assert said.startswith('<p class="govuk-body"><b>x</b>')
    assert said.count("<b>x</b>") == 1


@given(st.lists(st.tuples(st.booleans(), LINES.filter(str.strip)), max_size=6))
def test_no_word_is_lost_and_none_is_markup(lines):
    text = "\n".join(("– " if is_item else "") + words for is_item, words in lines)
    said = paragraphs_html(text)
    shown = [html.unescape(part) for part in re.findall(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", said, re.DOTALL)]
    assert shown == [line.removeprefix("– ") for line in text.splitlines() if line.strip()]
