"""Every figure of a page stands as the reader writes figures: 27.349 or 27,349, and never 27349."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.utils import translation

import kethop_office
from kethop_office.common.wording import sentence, sentences

TEMPLATES = sorted(Path(kethop_office.__file__).parent.glob("*/templates/**/*.html"))
BLOCK = re.compile(r"\{% blocktranslate((?:[^%]|%(?!\}))*)%\}(.*?)\{% endblocktranslate %\}", re.DOTALL)
RAW = re.compile(r"kh-num[^>]*>\{\{ ([^|}]+) \}\}|\{\{ [^}]*\|length \}\}")
NO_FIGURES = {
    "row.reference": "a number of a case",
    "link.count": "several figures of one case",
    "point.name": "a number of a corner, as filed",
    "point.filed_north": "as filed",
    "point.filed_east": "as filed",
    "north": "as drawings write it",
    "east": "as drawings write it",
}
BELOW_A_THOUSAND = {"notices.html": "days", "draft.html": "left"}


def counters_shown(text: str):
    for options, body in BLOCK.findall(text):
        counted = re.search(r"count (\w+)=", options)
        if counted and f"{{{{ {counted[1]} }}}}" in body:
            yield counted[1]


def raw_figures(text: str):
    return (found[1] or found[0] for found in RAW.finditer(text) if (found[1] or "").strip() not in NO_FIGURES)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_shows_a_figure_as_the_program_has_it(template):
    get_template(template.as_posix().split("/templates/")[1])  # its filters are loaded
    text = template.read_text(encoding="utf-8")
    assert [name for name in counters_shown(text) if BELOW_A_THOUSAND.get(template.name) != name] == []
    assert list(raw_figures(text)) == []


def test_a_planted_one_is_found():
    planted = (
        "{% blocktranslate count number=rows %}{{ number }} row{% plural %}{{ number }} rows{% endblocktranslate %}"
    )
    assert list(counters_shown(planted)) == ["number"]
    assert list(raw_figures('<td class="kh-num" data-label="x">{{ row.rows }}</td>{{ rows|length }}')) == [
        "row.rows",
        "{{ rows|length }}",
    ]


@pytest.mark.parametrize(("language", "figure"), [("vi", "27.349"), ("en", "27,349")])
def test_a_sentence_writes_how_many_and_leaves_which_one(language, figure):
    with translation.override(language):
        assert figure in sentence("audit.verifying", {"done": 27_349, "total": 30_000})
        told = sentence("inquiry.imported", {"body": "Sở", "file": "a.xlsx", "row": 27_349})
    assert "27349" in told, "a row of a file is looked for by its digits"


def test_what_says_how_many_is_not_named_as_what_says_which_one():
    """A field named ``number`` is one of several; what counts them is ``count``."""
    counting = re.compile(r"%\(number\)s (hồ sơ|khu|vai trò|dòng|tệp|sự kiện)")
    with translation.override("vi"):
        assert [code for code, words in sentences().items() if counting.search(str(words))] == []
