"""Days as documents write them, which is not how screens do."""

from datetime import date

from kethop.vocabulary import Language

__all__ = ["day_on_paper", "place_and_day", "two_digits"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_FIRST_MONTHS = 2  # only January and February take a zero
_ONE_DIGIT = 10


def two_digits(number: int) -> str:
    """Return a number below 10 with a leading zero, as numbers of documents are written."""
    return f"{number:02d}" if number < _ONE_DIGIT else str(number)


def day_on_paper(day: date, language: Language) -> str:
    """Return a day in words: zero before days below 10 and before months 1 and 2 only.

    Examples
    --------
    >>> day_on_paper(date(2026, 3, 5), Language.VI), day_on_paper(date(2026, 3, 5), Language.EN)
    ('ngày 05 tháng 3 năm 2026', '5 March 2026')

    References
    ----------
    .. [1] Decree 30/2020/NĐ-CP, Appendix I, II.4.
    """
    if language is Language.EN:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    month = two_digits(day.month) if day.month <= _FIRST_MONTHS else str(day.month)
    return f"ngày {two_digits(day.day)} tháng {month} năm {day.year}"


def place_and_day(place: str | None, day: date | None, language: Language) -> str:
    """Return place and day of a document, dotted where one is not given."""
    where = place or "…………"
    if day is not None:
        return f"{where}, {day_on_paper(day, language)}"
    return f"{where}, ngày …… tháng …… năm ……" if language is Language.VI else f"{where}, …… ……………… ……"
