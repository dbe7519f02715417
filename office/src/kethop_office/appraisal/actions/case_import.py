"""A table of running cases: taken in, its columns chosen, and each step ordered from the worker."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import enqueue
from kethop_office.accounts.models import AccessGrant, Compartment, Job, Office
from kethop_office.appraisal.actions.grants import grant_with_case
from kethop_office.appraisal.models import CaseImport
from kethop_office.appraisal.queries.case_imports import importing_offices
from kethop_office.appraisal.reading.fields import ASKED_FIELDS, ASKED_KIND, CASE_FIELDS, CASE_KIND, proposed
from kethop_office.audit.actions import Detail, record
from kethop_office.common import arriving
from kethop_office.common.files import store_bytes
from kethop_office.common.levels import holds_several
from kethop_office.common.refusal import Refused
from kethop_office.common.tables.heads import has_row, heads_of
from kethop_office.common.words import Words
from kethop_office.registry.actions.mappings import remember
from kethop_office.registry.imported import chosen_columns
from kethop_office.registry.queries.mappings import mapping_for

__all__ = [
    "begin_import",
    "check_importer",
    "choose_columns",
    "choose_sheets",
    "order_import",
    "put_sheets",
    "tell_import",
]

READ, CHECK, TAKE = "appraisal.read_cases", "appraisal.check_cases", "appraisal.take_cases"
MAX_BYTES = 30_000_000
_OPEN = (CaseImport.State.MAPPING, CaseImport.State.CHECKING, CaseImport.State.CHECKED)


def begin_import(actor: Actor, data: bytes, file_name: str, *, office: UUID) -> tuple[CaseImport, Job]:
    """Keep a file as it came, at the level that the session works at, for one office alone; order its reading.

    Raises
    ------
    Refused
        ``cases.importer``, ``import.file_size``, and what ``arriving.arrived`` refuses.
    """
    lead = check_importer(actor, office)
    if not data or len(data) > MAX_BYTES:
        raise Refused("import.file_size", most=MAX_BYTES // 1_000_000)
    kept = arriving.arrived(data, file_name, arriving.CASES)
    blob = store_bytes(data)
    level = actor.rank if holds_several() else 0
    with transaction.atomic():
        compartment = Compartment.objects.create(kind="case_import", level=level)
        grant_with_case(compartment, lead, AccessGrant.Mode.WRITE, actor, event="cases.import_begun")
        run = CaseImport.objects.create(
            blob=blob,
            file_name=kept.name,
            user_id=actor.user_id,
            office=lead,
            created_at=actor.at,
            level=level,
            compartment=compartment,
        )
        tell_import("cases.import_begun", run, actor)
    return run, _order(READ, run, actor)


def choose_sheets(actor: Actor, run: CaseImport, cases: tuple[int, int], asked: tuple[int, int] | None) -> CaseImport:
    """Choose the sheet of cases and that of consultations, each with the row of its heads; columns are proposed anew.

    Raises
    ------
    Refused
        ``cases.importer``, ``import.state``, ``import.no_sheet``, ``cases.one_sheet``.
    """
    check_importer(actor, run.office_id)
    with transaction.atomic():
        run = _locked(actor, run, _OPEN)
        if any(not has_row(run.sheets, *chosen) for chosen in (cases, asked) if chosen is not None):
            raise Refused("import.no_sheet")
        if asked is not None and asked[0] == cases[0]:
            raise Refused("cases.one_sheet")
        put_sheets(run, cases, asked)
        run.save()
        tell_import("cases.import_sheets", run, actor, {"sheet": cases[0], "asked": asked[0] if asked else None})
    return run


def choose_columns(
    actor: Actor,
    run: CaseImport,
    mapping: Mapping[str, str],
    asked: Mapping[str, str],
    *,
    day_order: str,
    site_system: str = "",
) -> Job:
    """Say which column fills which field, keep that for the office's next file with these heads, and order the check of each row.

    Raises
    ------
    Refused
        ``cases.importer``, ``import.state``, ``cases.no_column``, ``import.column_twice``.
    """
    check_importer(actor, run.office_id)
    own = _chosen(run.heads, mapping, CASE_FIELDS, ("number", "title"))
    theirs = _chosen(run.asked_heads, asked, ASKED_FIELDS, ("number", "body")) if run.asked_sheet is not None else {}
    with transaction.atomic():
        run = _locked(actor, run, _OPEN)
        run.mapping, run.asked_mapping, run.day_order = own, theirs, CaseImport.DayOrder(day_order)
        run.state, run.site_system = CaseImport.State.CHECKING, site_system
        run.save(update_fields=["mapping", "asked_mapping", "day_order", "site_system", "state"])
        remember(run.office_id, CASE_KIND, run.heads, own)
        if theirs:
            remember(run.office_id, ASKED_KIND, run.asked_heads, theirs)
        tell_import("cases.import_mapped", run, actor, {"columns": len(own) + len(theirs)})
    return _order(CHECK, run, actor)


def order_import(actor: Actor, run: CaseImport, *, policy: str) -> Job:
    """Order that the checked rows become cases.

    Raises
    ------
    Refused
        ``cases.importer``, ``import.state``.
    """
    check_importer(actor, run.office_id)
    with transaction.atomic():
        run = _locked(actor, run, (CaseImport.State.CHECKED, CaseImport.State.TAKING))
        run.policy, run.state = CaseImport.Policy(policy), CaseImport.State.TAKING
        run.save(update_fields=["policy", "state"])
        tell_import("cases.import_ordered", run, actor, {"policy": policy})
    return _order(TAKE, run, actor)


def put_sheets(run: CaseImport, cases: tuple[int, int], asked: tuple[int, int] | None) -> None:
    """Set sheets, heads and the columns that the office last chose for them, else those proposed by the heads' words."""
    run.sheet, run.head_row = cases
    run.heads, run.mapping = _columns(run, CASE_KIND, *cases)
    run.asked_sheet, run.asked_head_row = asked or (None, 1)
    run.asked_heads, run.asked_mapping = _columns(run, ASKED_KIND, *asked) if asked else ([], {})


def tell_import(act: str, run: CaseImport, actor: Actor, detail: Mapping[str, Detail] | None = None) -> None:
    """Record an event of an import; of what stands in the file it says nothing."""
    record(
        act,
        actor=actor.user_id,
        object_key=f"case_import:{run.pk}",
        at=actor.at,
        level=run.level,
        compartment=run.compartment_id,
        detail=detail or {},
    )


def check_importer(actor: Actor, office: UUID) -> Office:
    """Return the office for which an account takes cases over.

    Raises
    ------
    Refused
        ``cases.importer``.
    """
    lead = importing_offices(actor).filter(pk=office).first()
    if lead is None:
        raise Refused("cases.importer")
    return lead


def _chosen(
    heads: Sequence[str], mapping: Mapping[str, str], fields: Mapping[str, Words], needed: Sequence[str]
) -> dict[str, str]:
    chosen = chosen_columns(heads, mapping, fields)
    lacking = next((field for field in needed if field not in chosen.values()), None)
    if lacking:
        raise Refused("cases.no_column", field=str(fields[lacking]))
    return chosen


def _columns(run: CaseImport, kind: str, sheet: int, head_row: int) -> tuple[list[str], dict[str, str]]:
    described = run.sheets[sheet]
    heads = heads_of(described["top"][head_row - described["first"]])
    return heads, mapping_for(run.office_id, kind, heads) or proposed(kind, heads)


def _locked(actor: Actor, run: CaseImport, states: Sequence[CaseImport.State]) -> CaseImport:
    run = CaseImport.objects.select_for_update(of=("self",)).visible_to(actor).get(pk=run.pk)
    if run.state not in states:
        raise Refused("import.state", state=run.get_state_display())
    return run


def _order(kind: str, run: CaseImport, actor: Actor) -> Job:
    return enqueue(kind, {"run": str(run.pk)}, actor=actor, level=run.level, compartment=run.compartment)
