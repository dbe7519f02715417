"""Numbers, dates and quantities as officers write them, in both languages."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from kethop.vocabulary.quantity import Quantity, Unit
from kethop.vocabulary.text import Language, Text

__all__ = ["format_date", "format_number", "format_quantity", "unit_word"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = {
    Unit.METRE: Text(vi="m", en="m"),
    Unit.KILOMETRE: Text(vi="km", en="km"),
    Unit.SQUARE_METRE: Text(vi="m²", en="m²"),
    Unit.HECTARE: Text(vi="ha", en="ha"),
    Unit.PERCENT: Text(vi="%", en="%"),
    Unit.BILLION_DONG: Text(vi="tỷ đồng", en="billion VND"),
    Unit.WORKING_DAY: Text(vi="ngày làm việc", en="working days"),
    Unit.CALENDAR_DAY: Text(vi="ngày (kể cả ngày nghỉ)", en="days (days off included)"),
}


def format_date(day: date, language: Language) -> str:
    """Return a day as on screen: ``05/11/2026`` or ``5 Nov 2026``."""
    if language is Language.VI:
        return day.strftime("%d/%m/%Y")
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def format_number(value: Decimal | int, language: Language, *, decimals: int = 2) -> str:
    """Return a number with grouped thousands, at most ``decimals`` decimals and no trailing zeros.

    Examples
    --------
    >>> format_number(Decimal("1234.50"), Language.VI), format_number(Decimal("1234.50"), Language.EN)
    ('1.234,5', '1,234.5')
    """
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    text = f"{rounded:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text.translate(str.maketrans(",.", ".,")) if language is Language.VI else text


def format_quantity(quantity: Quantity, language: Language) -> str:
    """Return a number with its unit, such as ``37,19 ha``; a count has no unit word."""
    number = format_number(quantity.value, language)
    word = unit_word(quantity.unit)
    return f"{number} {word.in_language(language)}" if word else number


def unit_word(unit: Unit | None) -> Text | None:
    """Return a unit as officers write it; None for a count, which has no unit word."""
    return _UNITS.get(unit) if unit else None
