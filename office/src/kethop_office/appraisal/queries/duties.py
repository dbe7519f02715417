"""What is to be done next, from the running steps of procedures: a verb and the page on which it is done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.shell import case_path, title_of
from kethop_office.appraisal.queries.standing import Reader, reader_of
from kethop_office.common.registrations import TaskRow
from kethop_office.procedures.models import StepInstance
from kethop_office.procedures.queries import open_steps

__all__ = ["Duty", "case_duties", "case_tasks"]

MOST_TASKS = 1_000
_CONSULT = "consult"  # the inquiries tell of these themselves
# step -> what is done, and the section on which; one entry for each step that a person does
_VERBS: dict[str, tuple[Promise, str]] = {
    "receive": (_("Tiếp nhận hồ sơ"), "submission"),
    "validate": (_("Kiểm tra tính hợp lệ của hồ sơ"), "submission"),
    "complete": (_("Bổ sung hồ sơ"), "submission"),
    "prepare_consultation": (_("Chuẩn bị lấy ý kiến"), "consultations"),
    "draft_report": (_("Lập báo cáo thẩm định"), "report"),
    "review": (_("Thẩm tra báo cáo"), "approvals"),
    "approve": (_("Phê duyệt báo cáo"), "approvals"),
    "decide": (_("Ban hành quyết định"), "decision"),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a running step asks for.

    Parameters
    ----------
    is_mine : bool
        One of the reader's roles does it.
    whom : str
        Whose work it is, as far as the reader may know it.
    """

    verb: str
    path: str
    is_mine: bool
    is_paused: bool
    whom: str
    since: date
    due_on: date | None


def case_duties(actor: Actor, case: Case, *, carries: bool) -> list[Duty]:
    """Return what the running steps of a case ask for: the reader's own first, then what others are waited for."""
    if case.procedure_id is None:
        return []
    steps = StepInstance.objects.visible_to(actor).filter(run=case.procedure_id, state__in=("running", "paused"))
    duties = []
    for step in steps.select_related("definition", "office").order_by("due_on", "started_at"):
        element, own = step.definition.element, _is_own(actor, step)
        if element not in _VERBS or not (own or carries):
            continue
        duties.append(
            Duty(
                verb=str(_VERBS[element][0]),
                path=case_path(case, _VERBS[element][1]),
                is_mine=own,
                is_paused=step.state == StepInstance.State.PAUSED,
                whom=_named(step.office),
                since=timezone.localtime(step.started_at).date(),
                due_on=step.due_on,
            )
        )
    return sorted(duties, key=lambda duty: not duty.is_mine)


def case_tasks(actor: Actor) -> Iterator[TaskRow]:
    """Yield the lines of the work list that come from running steps of cases."""
    mine = open_steps(actor).filter(definition__element__in=_VERBS).order_by("due_on")[:MOST_TASKS]
    yield from _rows(actor, mine, group="mine")
    reader = reader_of(actor)
    if reader.carried:
        yield from _rows(actor, _waited_for(reader), group="waiting")


def _waited_for(reader: Reader) -> Iterable[StepInstance]:
    """Return steps of the reader's own cases that someone else does."""
    others = StepInstance.objects.visible_to(reader.actor).filter(
        state__in=("running", "paused"),
        definition__element__in=_VERBS,
        run__case__officer=reader.actor.user_id,
        run__case__lead_office__in=reader.carried,
    )
    own = Q(assignee=reader.actor.user_id)
    for office, role in reader.actor.roles:
        own |= Q(office=office, role=role)
    return others.exclude(own).select_related("definition", "office").order_by("due_on")[:MOST_TASKS]


def _rows(actor: Actor, steps: Iterable[StepInstance], *, group: str) -> Iterator[TaskRow]:
    rows = list(steps)
    cases = {
        case.procedure_id: case
        for case in Case.objects.visible_to(actor).filter(procedure__in={step.run_id for step in rows})
    }
    for step in rows:
        case = cases.get(step.run_id)
        if case is None:
            continue
        verb, section = _VERBS[step.definition.element]
        yield TaskRow(
            verb=str(verb),
            reference=case.reference,
            title=title_of(case),
            path=case_path(case, section),
            group=group,
            due_on=step.due_on,
            state="paused" if step.state == StepInstance.State.PAUSED else "running",
            whom=_named(step.office) if group == "waiting" else "",
            since=timezone.localtime(step.started_at).date(),
            kind=step.definition.element,
            is_own=_is_assigned(actor.user_id, step, case),
        )


def _is_own(actor: Actor, step: StepInstance) -> bool:
    return step.assignee_id == actor.user_id or actor.has(step.role, step.office_id)


def _is_assigned(user: UUID, step: StepInstance, case: Case) -> bool:
    """Return whether a step is this account's: its own, or open to all with the role; an officer's step is its case's officer's."""
    if step.assignee_id is not None:
        return step.assignee_id == user
    return case.officer_id in {user, None} or step.role != Role.OFFICER


def _named(office: Office | None) -> str:
    if office is None:
        return ""
    return office.short_en if get_language() == "en" else office.short_vi
