"""Tags and filters of every page: built files, level bar, clock, tags of state, dates, numbers and units."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from typing_extensions import override

from kethop_office.common import assets, clock, deadlines, figures, levels, rendering
from kethop_office.common.paragraphs import paragraphs_html
from kethop_office.common.wording import OUTCOMES

__all__ = ["register"]

register = template.Library()

Raw: TypeAlias = Decimal | float | int | str | None


@register.simple_tag
def asset(name: str) -> str:
    """Return the URL of a built file, such as ``app.css``."""
    return assets.asset_url(name)


@register.inclusion_tag("shell/_level.html")
def level_bar(rank: int | str | None, edge: str = "top") -> dict[str, object]:
    """Show the bar with the page's level at one edge (``top`` or ``bottom``)."""
    level = levels.nearest_level(int(rank or 0))
    return {"rank": level, "word": levels.level_word(level), "edge": edge}


@register.filter
def level_name(rank: int) -> str:
    """Return the word of a level."""
    return str(levels.level_word(rank))


@register.simple_tag
def clock_tag(
    due_on: date | None,
    state: str,
    left: int | None = None,
    *,
    since: date | None = None,
    paused: int | None = None,
    is_calendar: bool = False,
) -> SafeString:
    """Show the clock in words; ``left`` is counted by the caller's calendar."""
    words = deadlines.clock_words(due_on, state, left, since=since, paused=paused, is_calendar=is_calendar)
    return format_html('<span class="kh-clock kh-clock--{}">{}</span>', words.look, words.text)


@register.simple_tag
def tag(text: object, look: str = "neutral") -> SafeString:
    """Show a state in its frame; ``look`` is one of the pairs of ``_tags.scss``."""
    return format_html('<strong class="kh-tag kh-tag--{}">{}</strong>', look, text)


@register.simple_tag
def outcome(value: str) -> SafeString:
    """Show the outcome of a finding: ``hit``, ``clear`` or ``unknown``."""
    return format_html('<strong class="kh-tag kh-tag--{}">{}</strong>', value, OUTCOMES[value])


@register.simple_tag
def paragraphs(text: str, lead: SafeString | str = "") -> SafeString:
    """Show a text of the engine, its lines with a dash as a list; ``lead`` stands before the first line."""
    return paragraphs_html(text, lead)


@register.simple_tag
def govuk_form(form: BaseForm) -> SafeString:
    """Show the error summary and every field of a form."""
    return rendering.form_html(form)


@register.simple_tag
def govuk_errors(*forms: BaseForm) -> SafeString:
    """Show the error summary of one or several forms, for pages that place their fields themselves."""
    return rendering.errors_html(forms)


@register.simple_tag
def govuk_field(field: BoundField) -> SafeString:
    """Show one field with its label, hint and errors."""
    return rendering.field_html(field)


@register.filter
def vn_date(day: date | datetime | None) -> str:
    """Return a day by the reader's habit; empty for none."""
    if day is None or day == "":
        return ""
    return figures.date_text(day.date() if isinstance(day, datetime) else day)


@register.filter
def vn_datetime(moment: datetime | None) -> str:
    """Return a moment in the office's time zone; empty for none."""
    return figures.datetime_text(moment) if moment else ""


@register.filter
def unbroken(text: object) -> SafeString:
    """Return a number of a case or a document so that no line ends inside it."""
    return format_html('<span class="kh-nowrap">{}</span>', text)


@register.filter
def document_date(day: date) -> str:
    """Return a day as a Vietnamese document writes it."""
    return figures.document_date_text(day)


@register.filter
def relative_date(day: date) -> str:
    """Return "hôm nay", "ngày mai" or the day."""
    return figures.relative_date_text(day, clock.today())


@register.filter
def number(value: Raw, decimals: int | None = None) -> str:
    """Return a number with the reader's signs; empty for none."""
    exact = _exact(value)
    return "" if exact is None else figures.number_text(exact, decimals)


@register.filter
def area(square_metres: Raw) -> str:
    """Return an area in ha or m²; empty for none."""
    exact = _exact(square_metres)
    return "" if exact is None else figures.area_text(exact)


@register.filter
def metres(value: Raw, decimals: int | None = None) -> str:
    """Return a length in m or km; empty for none (``length`` is Django's own: how many)."""
    exact = _exact(value)
    return "" if exact is None else figures.length_text(exact, decimals)


@register.filter
def money(dong: Raw) -> str:
    """Return a sum in billions or millions of đồng; empty for none."""
    exact = _exact(dong)
    return "" if exact is None else figures.money_text(exact)


@register.filter
def money_exact(dong: Raw) -> str:
    """Return a sum in đồng, every digit; empty for none."""
    exact = _exact(dong)
    return "" if exact is None else figures.money_exact_text(exact)


@register.filter
def percent(value: Raw, decimals: int = 1) -> str:
    """Return a percentage; empty for none."""
    exact = _exact(value)
    return "" if exact is None else figures.percent_text(exact, decimals)


@register.filter
def angle(degrees: Raw, axis: str = "lat") -> str:
    """Return degrees, minutes and seconds; ``axis`` is ``lat`` or ``lon``."""
    exact = _exact(degrees)
    return "" if exact is None else figures.angle_text(exact, axis)


class _FoldedNode(template.Node):
    def __init__(self, summary: FilterExpression, body: NodeList) -> None:
        self.summary = summary
        self.nodelist = body

    @override
    def render(self, context: Context) -> SafeString:
        return format_html(
            '<details class="govuk-details"><summary class="govuk-details__summary">'
            '<span class="govuk-details__summary-text">{}</span></summary>'
            '<div class="govuk-details__text">{}</div></details>',
            self.summary.resolve(context),
            self.nodelist.render(context),
        )


@register.tag
def folded(parser: Parser, token: Token) -> _FoldedNode:
    """Fold what stands between ``{% folded summary %}`` and ``{% endfolded %}`` under its summary."""
    words = token.split_contents()
    if len(words) != 2:
        raise template.TemplateSyntaxError("folded takes one argument: its summary")
    body = parser.parse(("endfolded",))
    parser.delete_first_token()
    return _FoldedNode(parser.compile_filter(words[1]), body)


def _exact(value: Raw) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value!r}") from error
