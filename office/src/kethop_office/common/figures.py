"""Dates, numbers and units as the reader writes them, in both languages (grouping, decimal sign, order, unit words)."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext

__all__ = [
    "angle_text",
    "area_text",
    "date_text",
    "datetime_text",
    "document_date_text",
    "length_text",
    "money_exact_text",
    "money_text",
    "number_text",
    "percent_text",
    "relative_date_text",
]

NBSP = "\u00a0"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HECTARE = Decimal(10_000)

Numeric: TypeAlias = Decimal | float | int


def number_text(value: Numeric, decimals: int | None = None) -> str:
    """Return a number with the reader's signs: ``1.234,5`` or ``1,234.5``.

    Parameters
    ----------
    decimals : int or None
        Digits after the sign, rounded half up; None: as many as the number has.
    """
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{exact:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace("-", "\u2212")
    return text if _is_english() else text.translate(str.maketrans(",.", ".,"))


def date_text(day: date) -> str:
    """Return a day: ``05/11/2026`` or ``5 Nov 2026``."""
    if _is_english():
        return f"{day.day}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year:04d}"
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def datetime_text(moment: datetime) -> str:
    """Return a moment in the office's time zone: ``05/11/2026 14:30`` or ``5 Nov 2026, 14:30``."""
    local = timezone.localtime(moment)
    comma = "," if _is_english() else ""
    return f"{date_text(local.date())}{comma} {local.hour:02d}:{local.minute:02d}"


def document_date_text(day: date) -> str:
    """Return a day as a Vietnamese document writes it: a zero before days below 10 and before months 1 and 2 only.

    Source: Decree 30/2020/NĐ-CP, Appendix I.
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def relative_date_text(day: date, today: date) -> str:
    """Return "hôm nay", "ngày mai" or the day."""
    if day == today:
        return gettext("hôm nay")
    return gettext("ngày mai") if (day - today).days == 1 else date_text(day)


def area_text(square_metres: Numeric) -> str:
    """Return an area: hectares with two digits, below one hectare whole square metres."""
    area = Decimal(str(square_metres))
    if area < HECTARE:
        return f"{number_text(area, 0)}{NBSP}m²"
    return f"{number_text(area / HECTARE, 2)}{NBSP}ha"


def length_text(metres: Numeric, decimals: int | None = None) -> str:
    """Return a length: metres, from ten kilometres on kilometres with one digit."""
    length = Decimal(str(metres))
    if abs(length) >= 10_000:
        return f"{number_text(length / 1000, 1)}{NBSP}km"
    digits = decimals if decimals is not None else (0 if abs(length) >= 100 else 1)
    return f"{number_text(length, digits)}{NBSP}m"


def money_text(dong: Numeric) -> str:
    """Return a sum of money in billions (from one billion on) or millions of đồng, with at most two digits."""
    value = Decimal(str(dong))
    if abs(value) >= 1_000_000_000:
        return gettext("%(amount)s tỷ đồng") % {"amount": _short(value / 1_000_000_000)}
    if abs(value) >= 1_000_000:
        return gettext("%(amount)s triệu đồng") % {"amount": _short(value / 1_000_000)}
    return money_exact_text(value)


def money_exact_text(dong: Numeric) -> str:
    """Return a sum of money in đồng, every digit."""
    return gettext("%(amount)s đồng") % {"amount": number_text(dong)}


def percent_text(percent: Numeric, decimals: int = 1) -> str:
    """Return a percentage with a space before the sign."""
    return f"{number_text(percent, decimals)}{NBSP}%"


def angle_text(degrees: Numeric, axis: str) -> str:
    """Return an angle in degrees, minutes and seconds.

    Parameters
    ----------
    axis : str
        ``lat`` or ``lon``.
    """
    value = Decimal(str(degrees))
    tenths = int((abs(value) * 36_000).quantize(Decimal(1), ROUND_HALF_UP))
    whole, rest = divmod(tenths, 36_000)
    minutes, seconds = divmod(rest, 600)
    return f"{whole}°{minutes:02d}′{_second_text(seconds)}″ {_side(axis, is_negative=value < 0)}"


def _second_text(tenths: int) -> str:
    return f"{tenths // 10:02d}{'.' if _is_english() else ','}{tenths % 10}"


def _side(axis: str, *, is_negative: bool) -> str:
    if axis == "lat":
        return pgettext("latitude", "N") if is_negative else pgettext("latitude", "B")
    return pgettext("longitude", "T") if is_negative else pgettext("longitude", "Đ")


def _short(value: Decimal) -> str:
    return number_text(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
