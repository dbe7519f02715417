"""A text of the engine as paragraphs and lists: its lines that begin with a dash are the items of one list."""

from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

__all__ = ["paragraphs_html"]

_DASH = "– "


def paragraphs_html(text: str, lead: SafeString | str = "") -> SafeString:
    r"""Return a text with one paragraph for each line, and a list for the lines that follow one another with a dash.

    Parameters
    ----------
    lead : SafeString or str
        What stands before the first line, in its paragraph: the tag of the outcome.

    Examples
    --------
    >>> paragraphs_html("It may be that:\n– one.\n– two.")
    '<p class="govuk-body">It may be that:</p><ul class="govuk-list govuk-list--bullet"><li>one.</li><li>two.</li></ul>'
    """
    lines = [line for line in text.splitlines() if line.strip()]
    parts = []
    if lead and (not lines or lines[0].startswith(_DASH)):
        parts.append(format_html('<p class="govuk-body">{}</p>', lead))
        lead = ""
    for is_item, group in groupby(lines, key=lambda line: line.startswith(_DASH)):
        if is_item:
            items = format_html_join("", "<li>{}</li>", ((line.removeprefix(_DASH),) for line in group))
            parts.append(format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', items))
            continue
        for line in group:
            before = format_html("{} ", lead) if lead else ""
            parts.append(format_html('<p class="govuk-body">{}{}</p>', before, line))
            lead = ""
    return format_html_join("", "{}", ((part,) for part in parts))
