"""In the worker: checked rows become cases, each with its consultations in a transaction of its own; none is dropped."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress
from kethop_office.appraisal.actions.case_import import check_importer, tell_import
from kethop_office.appraisal.actions.clock import recompute
from kethop_office.appraisal.actions.consulting import letters_out
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.imported_case import make_case
from kethop_office.appraisal.actions.imported_letters import add_letter
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.models import Case, CaseImport, CaseImportRow
from kethop_office.appraisal.queries.case_imports import case_here, footprint
from kethop_office.appraisal.reading.rows import missing_of, missing_of_asked
from kethop_office.appraisal.reading.words import NEEDS_LAW
from kethop_office.common.refusal import Refused
from kethop_office.registry.actions.runs import open_run

__all__ = ["leave_import_row", "take_cases", "take_import_row"]

_SHORTEST_REASON = 5
_SAID_EVERY = 20
Kind, State = CaseImportRow.Kind, CaseImportRow.State


def take_cases(progress: JobProgress, *, run: str) -> Mapping[str, str | int]:
    """Make the cases of an import, each at once.

    Asked to stop, it keeps what came in, and the import waits for the decision on the rest; run again after an interruption,
    it goes on with the rows that are left.
    """
    actor, found = open_run(progress, CaseImport, run, CaseImport.State.TAKING)
    check_importer(actor, found.office_id)
    letters = _letters(found)
    often = Counter(found.rows.filter(kind=Kind.CASE).values_list("values__number", flat=True))
    rows = list(found.rows.filter(kind=Kind.CASE, state=State.CHECKED).order_by("number"))
    is_stopped = False
    for number, row in enumerate(rows):
        if number % _SAID_EVERY == 0:
            is_stopped = progress.is_stop_asked()
            if is_stopped:
                break
            progress.stage("registry.taking_rows", number, len(rows))
        own = str(row.values.get("number", ""))
        with transaction.atomic():
            _take(actor, found, row, letters.pop(own, []) if own else [], is_twice=often[own] > 1)
    with transaction.atomic():
        counts = _end(actor, found, is_stopped=is_stopped)
    return {**counts, "rows": found.rows.count(), "path": f"/case/import/{found.pk}/"}


def take_import_row(actor: Actor, row: CaseImportRow) -> CaseImportRow:
    """Bring one waiting row in, with its doubts.

    Raises
    ------
    Refused
        ``cases.importer``, ``import.row_state``, ``cases.row_lacks``, ``cases.no_case_yet``, ``case.closed``.
    """
    check_importer(actor, row.run.office_id)
    with transaction.atomic():
        row = _waiting(actor, row)
        lacks = missing_of(row.values) if row.kind == Kind.CASE else missing_of_asked(row.values)
        if lacks:
            raise Refused("cases.row_lacks")
        if row.kind == Kind.CASE:
            _make(actor, row.run, row, [])
        else:
            _add(actor, row)
        tell_import("cases.row_taken", row.run, actor, {"row": row.number, "kind": row.kind})
    return row


def leave_import_row(actor: Actor, row: CaseImportRow, reason: str) -> CaseImportRow:
    """Leave a waiting row out for a reason; it stays with the import.

    Raises
    ------
    Refused
        ``cases.importer``, ``import.row_state``, ``parks.reason``.
    """
    check_importer(actor, row.run.office_id)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise Refused("parks.reason")
    with transaction.atomic():
        row = _waiting(actor, row)
        row.state, row.note = State.LEFT, reason.strip()[:400]
        row.save(update_fields=["state", "note"])
        tell_import("cases.row_left", row.run, actor, {"row": row.number, "kind": row.kind})
    return row


def _letters(run: CaseImport) -> dict[str, list[CaseImportRow]]:
    """Return the rows of consultations by the number of their case."""
    found: dict[str, list[CaseImportRow]] = defaultdict(list)
    for row in run.rows.filter(kind=Kind.ASKED, state=State.CHECKED).order_by("number"):
        found[str(row.values.get("number", ""))].append(row)
    return found


def _end(actor: Actor, run: CaseImport, *, is_stopped: bool) -> dict[str, int]:
    """Write how far the import came, and count."""
    if is_stopped:
        run.state = CaseImport.State.CHECKED
    else:
        _rest(actor, run)
        run.state, run.taken_at = CaseImport.State.TAKEN, actor.at
    run.save(update_fields=["state", "taken_at"])
    wanted = (State.KEPT, State.SAME, State.WAITING, State.CHECKED)
    counts = {state.value: run.rows.filter(state=state).count() for state in wanted}
    tell_import("cases.imported", run, actor, counts)
    return counts


def _take(
    actor: Actor, run: CaseImport, row: CaseImportRow, letters: Sequence[CaseImportRow], *, is_twice: bool
) -> None:
    """Decide what becomes of a row and of its consultations."""
    waits = run.policy == CaseImport.Policy.WAIT
    if missing_of(row.values) or is_twice or (waits and row.has_doubts):
        _set(row, State.WAITING)
        return
    fit = [letter for letter in letters if not missing_of_asked(letter.values) and not (waits and letter.has_doubts)]
    once = {(letter.values["body"], letter.values["sent_on"]): letter for letter in reversed(fit)}
    _make(
        actor,
        run,
        row,
        [letter for letter in fit if letter in once.values()] if row.values["step"] in NEEDS_LAW else [],
    )


def _make(actor: Actor, run: CaseImport, row: CaseImportRow, letters: list[CaseImportRow]) -> None:
    """Make the case, once: one that the office has under the same number is left as it is."""
    own = case_here(actor, run, str(row.values["number"]))
    state = State.SAME if own is not None else State.KEPT
    case = own or make_case(actor, run, row, letters)
    for letter in letters:
        letter.case = case
        _set(letter, state if own is None or _is_there(case, letter) else State.WAITING)
    row.case = case
    row.made = footprint(case) if own is None else {}
    _set(row, state)


def _is_there(case: Case, letter: CaseImportRow) -> bool:
    """Return whether the case has a letter to that body of that day."""
    sent = case.inquiries.filter(sent_on=letter.values["sent_on"])
    keys = {"consultee": letter.values["office"]} if letter.values.get("office") else {"body_vi": letter.values["body"]}
    return sent.filter(**keys).exists()


def _rest(actor: Actor, run: CaseImport) -> None:
    """Let consultations wait of which no case came in; those of a case that is here already are the same or wait."""
    for row in run.rows.filter(kind=Kind.ASKED, state=State.CHECKED).order_by("number"):
        number = str(row.values.get("number", ""))
        case = case_here(actor, run, number) if number else None
        is_same = case is not None and not missing_of_asked(row.values) and _is_there(case, row)
        row.case = case if is_same else None
        _set(row, State.SAME if is_same else State.WAITING)


def _add(actor: Actor, row: CaseImportRow) -> None:
    """Add one letter to the case that is here; undoing the import stays possible while nobody else has worked on it."""
    own = case_here(actor, row.run, str(row.values["number"]))
    if own is None:
        raise Refused("cases.no_case_yet")
    case = lock_case(own.pk)
    if not case.is_open:
        raise Refused("case.closed", reference=case.reference)
    if not case.validations.exists():
        raise Refused("inquiry.case_not_valid", reference=case.reference)
    if _is_there(case, row):
        row.case = case
        _set(row, State.SAME)
        return
    made = row.run.rows.filter(kind=Kind.CASE, case=case, state=State.KEPT).first()
    is_untouched = made is not None and made.made == footprint(case)
    inquiry = add_letter(actor, case, row.values)
    recompute(case)
    changed(case, actor, "inquiry.sent")
    letters_out(case, actor)
    fields = {"file": row.run.file_name, "row": row.number, "body": inquiry.body_vi, "body_en": inquiry.body_en}
    tell(case, "inquiry.imported", actor=actor, fields=fields, office=inquiry.consultee)
    row.case = case
    _set(row, State.KEPT)
    if made is not None and is_untouched:
        case.refresh_from_db()
        made.made = footprint(case)
        made.save(update_fields=["made"])


def _waiting(actor: Actor, row: CaseImportRow) -> CaseImportRow:
    rows = (
        CaseImportRow.objects.select_for_update(of=("self",))
        .visible_to(actor)
        .select_related("run__office", "run__blob")
    )
    row = rows.get(pk=row.pk)
    if row.state != State.WAITING:
        raise Refused("import.row_state", state=row.get_state_display())
    return row


def _set(row: CaseImportRow, state: CaseImportRow.State) -> None:
    row.state = state
    row.save(update_fields=["state", "case", "made"])
