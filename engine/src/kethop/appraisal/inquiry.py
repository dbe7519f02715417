"""Turn findings into inquiries: whom to ask, in which role, by which day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kethop.appraisal.body_labels import body_label, places_of
from kethop.appraisal.finding import RowsOfFinding
from kethop.appraisal.places import ProvinceName
from kethop.appraisal.records import Inquiry, PeriodStatement, cited
from kethop.calendars import Deadline, count_deadline
from kethop.packs import Pack, RowAnswer
from kethop.vocabulary import Outcome, Role, Silence, Text, Unit

__all__ = ["inquiries_of"]

_ORDER = (Role.CONCURRENCE, Role.ADVICE, Role.NOTIFY)


@dataclass(frozen=True, slots=True)
class _Letter:
    """What makes two rows one letter: the same office asked in the same way for the same time."""

    body: str
    label: Text
    role: Role
    asker: Text | None
    ask_within: int | None
    period: PeriodStatement
    silence: Silence


def inquiries_of(
    pack: Pack, findings: Iterable[RowsOfFinding], provinces: Sequence[ProvinceName], *, submitted: date, asked_on: date
) -> tuple[Inquiry, ...]:
    """Return the inquiries, concurrences first and then by last day.

    Parameters
    ----------
    pack : Pack
        Bodies and calendar.
    findings : iterable of RowsOfFinding
        Hits and unknowns ask; a clear finding asks nobody.
    provinces : sequence of ProvinceName
        Provinces of the site: a provincial body is asked in each.
    submitted, asked_on : date
        Day of the valid file, and day on which the opinions are asked.
    """
    letters: dict[_Letter, list[Outcome]] = {}
    because: dict[_Letter, list[str]] = {}
    for item in findings:
        for row in item.rows:
            if row.body is None or row.role is None or row.outcome is Outcome.CLEAR:
                continue
            for letter in _letters(pack, row, provinces):
                letters.setdefault(letter, []).append(item.finding.outcome)
                because.setdefault(letter, []).append(item.finding.id)
    inquiries = [
        _inquiry(pack, letter, outcomes, because[letter], submitted, asked_on) for letter, outcomes in letters.items()
    ]
    inquiries.sort(key=lambda inquiry: (_ORDER.index(inquiry.role), inquiry.last_day or date.max, inquiry.body))
    return tuple(inquiry.model_copy(update={"id": f"inquiry-{index}"}) for index, inquiry in enumerate(inquiries, 1))


def _letters(pack: Pack, row: RowAnswer, provinces: Sequence[ProvinceName]) -> list[_Letter]:
    if row.body is None or row.role is None:
        return []
    return [
        _Letter(
            body=row.body,
            label=body_label(pack, row.body, place),
            role=row.role,
            asker=body_label(pack, row.asker, place) if row.asker else None,
            ask_within=row.ask_within,
            period=_period(row),
            silence=row.silence,
        )
        for place in places_of(pack, row.body, provinces)
    ]


def _period(row: RowAnswer) -> PeriodStatement:
    """Return the period; none where the law states none, not determined where the row cannot tell or may not apply."""
    if row.period is None or row.unit is None:
        is_open = row.outcome is Outcome.UNKNOWN or not row.is_certain
        return PeriodStatement(
            state="not_determined" if is_open else "none_stated", days=None, unit=None, provisions=()
        )
    references = row.period_references or row.references
    is_usable = all(item.trust.is_usable for item in references)
    return PeriodStatement(
        state="stated" if is_usable else "unverified",
        days=row.period,
        unit=row.unit,
        provisions=tuple(cited(item) for item in references),
    )


def _inquiry(
    pack: Pack, letter: _Letter, outcomes: Sequence[Outcome], because: Sequence[str], submitted: date, asked_on: date
) -> Inquiry:
    deadline = _deadline(pack, letter.period, asked_on)
    ask_by = (
        count_deadline(start=submitted, amount=letter.ask_within, unit=Unit.WORKING_DAY, calendar=pack.calendar)
        if letter.ask_within
        else None
    )
    return Inquiry(
        id="",
        body=letter.body,
        body_label=letter.label,
        role=letter.role,
        is_certain=Outcome.HIT in outcomes,
        findings=tuple(dict.fromkeys(because)),
        asker_label=letter.asker,
        ask_by=ask_by.last_day if ask_by else None,
        ask_by_sum=ask_by.sum if ask_by else None,
        period=letter.period,
        last_day=deadline.last_day if deadline else None,
        sum=deadline.sum if deadline else None,
        is_estimated=bool(deadline and deadline.is_estimated) or bool(ask_by and ask_by.is_estimated),
        silence=letter.silence,
    )


def _deadline(pack: Pack, period: PeriodStatement, asked_on: date) -> Deadline | None:
    """Return the last day; none for an unverified period, whose number is shown but promises no day."""
    if period.state != "stated" or period.days is None or period.unit is None:
        return None
    return count_deadline(start=asked_on, amount=period.days, unit=period.unit, calendar=pack.calendar)
