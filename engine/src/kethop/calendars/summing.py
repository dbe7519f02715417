"""The sum of a deadline in words, in both languages, as an officer would check it by hand."""

from datetime import date

from kethop.calendars.counting import Count, Suspension
from kethop.calendars.day_calendar import SATURDAY
from kethop.vocabulary import Language, Text, Unit, format_date

__all__ = ["sum_in_words"]

_UNITS = {
    Unit.WORKING_DAY: Text(vi="ngày làm việc", en="working days"),
    Unit.CALENDAR_DAY: Text(vi="ngày (kể cả ngày nghỉ)", en="days (days off included)"),
}


def sum_in_words(count: Count) -> Text:
    """Return the sum of a finished or suspended count as one sentence in each language.

    Returns
    -------
    Text
        As "5 Nov 2026 (first day not counted) + 15 working days, less 6 weekend days = 27 Nov 2026".
    """
    return Text(vi=_sentence(count, Language.VI), en=_sentence(count, Language.EN))


def _sentence(count: Count, language: Language) -> str:
    vietnamese = language is Language.VI
    words = _UNITS[count.unit].in_language(language)
    opening = "ngày đầu không tính" if vietnamese else "first day not counted"
    pieces = [f"{format_date(count.start, language)} ({opening}) + {count.amount} {words}"]
    if count.extension:
        more, cap = count.extension.amount, count.extension.cap
        pieces.append(
            f"gia hạn {more} {words} (tối đa {cap})" if vietnamese else f"extended by {more} {words} (at most {cap})"
        )
    if count.unit is Unit.WORKING_DAY:
        pieces += _days_off(count, language)
    pieces += [_suspension(item, count, language) for item in count.suspensions]
    return ", ".join(pieces) + _ending(count, language)


def _days_off(count: Count, language: Language) -> list[str]:
    vietnamese = language is Language.VI
    free = [day for day in count.passed_over if not any(item.covers(day) for item in count.suspensions)]
    weekend = sum(day.weekday() >= SATURDAY for day in free)
    pieces = (
        [f"bỏ {weekend} ngày cuối tuần" if vietnamese else f"less {weekend} weekend day{'s' if weekend > 1 else ''}"]
        if weekend
        else []
    )
    less, plus = ("bỏ", "tính cả") if vietnamese else ("less", "counting")
    pieces += [f"{less} {_named(day, count, language)}" for day in free if day.weekday() < SATURDAY]
    worked = [day for day in count.counted if day.weekday() >= SATURDAY]
    return pieces + [f"{plus} {_named(day, count, language)}" for day in worked]


def _named(day: date, count: Count, language: Language) -> str:
    name = count.calendar.name_of(day)
    return f"{format_date(day, language)} ({name.in_language(language)})" if name else format_date(day, language)


def _suspension(item: Suspension, count: Count, language: Language) -> str:
    vietnamese = language is Language.VI
    until = format_date(item.last, language) if item.last else ("chưa kết thúc" if vietnamese else "not ended")
    stopped = sum(item.covers(day) for day in count.passed_over)
    text = f"tạm dừng {stopped} ngày" if vietnamese else f"suspended {stopped} days"
    return f"{text} ({format_date(item.first, language)}–{until}: {item.reason.in_language(language)})"


def _ending(count: Count, language: Language) -> str:
    vietnamese = language is Language.VI
    if count.last_day is None:
        words = f"{len(count.counted)} {_UNITS[count.unit].in_language(language)}"
        return f"; đang tạm dừng, đã tính {words}" if vietnamese else f"; suspended, {words} counted"
    return f"{_moved(count, language)} {format_date(count.last_day, language)}{_estimate(count, language)}"


def _moved(count: Count, language: Language) -> str:
    day = count.counted[-1]
    if day == count.last_day:
        return " ="
    reached = format_date(day, language)
    if language is Language.VI:
        return f" = {reached} là ngày nghỉ, chuyển sang"
    return f" = {reached} is a day off, moved to"


def _estimate(count: Count, language: Language) -> str:
    if count.last_day is None or not count.calendar.is_estimated(count.last_day):
        return ""
    year = count.last_day.year
    if language is Language.VI:
        return f" (dự kiến: lịch nghỉ năm {year} chưa có quyết định)"
    return f" (estimate: the days off of {year} are not decided yet)"
