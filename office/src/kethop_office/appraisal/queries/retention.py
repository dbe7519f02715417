"""How long ended cases are kept, and which of them need not be kept any more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import Case, Destruction, RetentionPeriod
from kethop_office.appraisal.queries.cases import visible_cases
from kethop_office.common.registrations import TaskRow

__all__ = [
    "ENDED",
    "RETAINERS",
    "KindPeriods",
    "PeriodEffect",
    "asked_destructions",
    "destruction_tasks",
    "over_cases",
    "over_on",
    "period_effect",
    "period_for",
    "periods",
    "register_of_destroyed",
]

ENDED = (Case.Stage.APPROVED, Case.Stage.REFUSED, Case.Stage.RETURNED, Case.Stage.WITHDRAWN)
RETAINERS = (Role.CLERK, Role.OFFICER, Role.REVIEWER, Role.APPROVER)


@dataclass(frozen=True, slots=True)
class KindPeriods:
    """The periods of one kind of case.

    Parameters
    ----------
    kind : str
        As the reader calls it.
    current : RetentionPeriod or None
        The one in force today; None: not set, nothing of this kind is ever proposed.
    history : sequence of RetentionPeriod
        All, the newest first.
    """

    kind: str
    current: RetentionPeriod | None
    history: Sequence[RetentionPeriod]


@dataclass(frozen=True, slots=True)
class PeriodEffect:
    """What setting a period would do, counted in the cases that the reader may know of.

    Parameters
    ----------
    on : date
        The day that is counted for: today, or its first day where that is later.
    before, after : int
        How many ended cases of the kind are over on that day as the periods stand now, and with the new one.
    is_overtaken : bool
        A period with a later first day is in force on that day, so that the new one changes nothing then.
    """

    on: date
    before: int
    after: int
    is_overtaken: bool


def period_effect(actor: Actor, case_kind: str, years: int | None, starts: date, today: date) -> PeriodEffect:
    """Return what setting a period would do; ``years`` None keeps without end."""
    on = max(starts, today)
    known = visible_cases(actor).filter(kind=case_kind, stage__in=ENDED)

    def count(length: int | None) -> int:
        return known.filter(closed_on__lte=_latest_end(on, length)).count() if length is not None else 0

    now = period_for(case_kind, on)
    is_overtaken = now is not None and now.starts > starts
    before = count(now.years if now else None)
    return PeriodEffect(on, before, before if is_overtaken else count(years), is_overtaken)


def period_for(case_kind: str, on: date) -> RetentionPeriod | None:
    """Return the period of a kind of case that is in force on a day; None where none is set."""
    rows = RetentionPeriod.objects.filter(case_kind=case_kind, starts__lte=on)
    return rows.order_by("-starts", "-set_at").first()


def periods(on: date) -> list[KindPeriods]:
    """Return the periods of every kind."""
    rows = list(RetentionPeriod.objects.select_related("set_by").order_by("-starts", "-set_at"))
    return [
        KindPeriods(str(kind.label), period_for(kind, on), [row for row in rows if row.case_kind == kind])
        for kind in Case.Kind
    ]


def over_on(ended_on: date, years: int) -> date:
    """Return the day from which a case need not be kept; 29 February becomes 1 March where there is none."""
    try:
        return ended_on.replace(year=ended_on.year + years)
    except ValueError:
        return date(ended_on.year + years, 3, 1)


def over_cases(actor: Actor, on: date) -> QuerySet[Case]:
    """Return the ended cases of the actor's offices whose time is over on a day, the longest ended first.

    Each carries ``asked``, the state of a wish to destroy it that is open.
    """
    over = Q(pk=None)
    for kind in Case.Kind:
        period = period_for(kind, on)
        if period is not None and period.years is not None:
            over |= Q(kind=kind, closed_on__lte=_latest_end(on, period.years))
    own = {office for office, role in actor.roles if role in RETAINERS}
    open_one = Destruction.objects.visible_to(actor).filter(case_key=OuterRef("pk"), state=Destruction.State.ASKED)
    rows = visible_cases(actor).filter(over, lead_office__in=own, stage__in=ENDED)
    return rows.annotate(asked=Subquery(open_one.values("state")[:1])).order_by("closed_on", "pk")


def asked_destructions(actor: Actor) -> QuerySet[Destruction]:
    """Return the wishes of the actor's offices that wait for the head."""
    rows = _own(actor).filter(state=Destruction.State.ASKED)
    return rows.select_related("asked_by").order_by("asked_at", "pk")


def destruction_tasks(actor: Actor) -> Iterator[TaskRow]:
    """Yield the wishes that this reader is to confirm or decline, as head of the office and not as who asked."""
    headed = [office for office, role in actor.roles if role == Role.APPROVER]
    rows = list(asked_destructions(actor).filter(lead_office__in=headed).exclude(asked_by=actor.user_id))
    titles = {case.pk: case.shown_title for case in visible_cases(actor).filter(pk__in=[row.case_key for row in rows])}
    for row in rows:
        yield TaskRow(
            verb=gettext("Xác nhận hủy hồ sơ"),
            reference=row.reference,
            title=titles.get(row.case_key, ""),
            path=f"/case/{row.reference}/destroy",
            group="mine",
            due_on=None,
            state="running",
            whom="",
            since=timezone.localtime(row.asked_at).date(),
            kind="destruction",
            is_own=True,
        )


def register_of_destroyed(actor: Actor) -> QuerySet[Destruction]:
    """Return what was destroyed in the actor's offices, the newest first."""
    rows = _own(actor).filter(state=Destruction.State.DONE)
    return rows.select_related("asked_by", "settled_by").order_by("-settled_at", "pk")


def _own(actor: Actor) -> QuerySet[Destruction]:
    own = {office for office, role in actor.roles if role in RETAINERS}
    return Destruction.objects.visible_to(actor).filter(lead_office__in=own)


def _latest_end(on: date, years: int) -> date:
    """Return the last day of an end whose time is over on a day: the inverse of ``over_on``."""
    try:
        return on.replace(year=max(on.year - years, 1))
    except ValueError:  # 29 February of a year that has none
        return date(max(on.year - years, 1), 2, 28)
