"""A file of parks: taken in, its columns chosen, and each step ordered from the worker."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import enqueue
from kethop_office.accounts.models import Job
from kethop_office.audit.actions import record
from kethop_office.common import arriving
from kethop_office.common.files import store_bytes
from kethop_office.common.refusal import Refused
from kethop_office.common.tables.heads import KEEP, SKIP, has_row, heads_of
from kethop_office.registry.actions.mappings import remember
from kethop_office.registry.imported import chosen_columns
from kethop_office.registry.models import ImportRun
from kethop_office.registry.queries.mappings import mapping_for
from kethop_office.registry.reading.fields import FIELDS, KIND, proposed_mapping
from kethop_office.registry.roles import check_label, check_park_keeper

__all__ = ["CHECK", "READ", "TAKE", "begin", "choose_columns", "choose_sheet", "order_taking", "tell"]

READ, CHECK, TAKE = "registry.read_parks", "registry.check_parks", "registry.take_parks"
MAX_BYTES = 60_000_000


def begin(
    actor: Actor,
    data: bytes,
    file_name: str,
    *,
    level: int = 0,
    source: str = "",
    source_on: date | None = None,
) -> tuple[ImportRun, Job]:
    """Keep a file as it came and order its reading.

    Raises
    ------
    Refused
        ``parks.role``, ``parks.level``, ``import.file_size``, and what ``arriving.arrived`` refuses.
    """
    office = check_park_keeper(actor)
    check_label(actor, level)
    if not data or len(data) > MAX_BYTES:
        raise Refused("import.file_size", most=MAX_BYTES // 1_000_000)
    kept = arriving.arrived(data, file_name, arriving.PARKS)
    blob = store_bytes(data)
    with transaction.atomic():
        run = ImportRun.objects.create(
            blob=blob,
            file_name=kept.name,
            level=level,
            source=source,
            source_on=source_on,
            user_id=actor.user_id,
            office_id=office,
            created_at=actor.at,
        )
        tell("parks.import_begun", run, actor, {} if run.level else {"hash": blob.sha256})
    return run, enqueue(READ, {"run": str(run.pk)}, actor=actor, level=level)


def choose_sheet(actor: Actor, run: ImportRun, sheet: int, head_row: int) -> ImportRun:
    """Choose the sheet and the row of its heads; columns are proposed anew.

    Raises
    ------
    Refused
        ``parks.role``, ``import.state``, ``import.no_sheet``.
    """
    check_park_keeper(actor)
    with transaction.atomic():
        run = _open(actor, run)
        if not has_row(run.sheets, sheet, head_row):
            raise Refused("import.no_sheet")
        put_heads(run, sheet, head_row)
        run.save(update_fields=["sheet", "head_row", "heads", "mapping"])
        tell("parks.import_sheet", run, actor, {"sheet": sheet, "head_row": head_row})
    return run


def choose_columns(actor: Actor, run: ImportRun, mapping: Mapping[str, str]) -> Job:
    """Say which column fills which field, keep that for the office's next file with these heads, and order the check of each row.

    Raises
    ------
    Refused
        ``parks.role``, ``import.state``, ``parks.no_name_column``, ``import.column_twice``.
    """
    check_park_keeper(actor)
    chosen = chosen_columns(run.heads, mapping, FIELDS)
    if "name" not in chosen.values():
        raise Refused("parks.no_name_column")
    with transaction.atomic():
        run = _open(actor, run)
        run.mapping, run.state = chosen, ImportRun.State.CHECKING
        run.save(update_fields=["mapping", "state"])
        remember(run.office_id, KIND, run.heads, chosen)
        tell(
            "parks.import_mapped", run, actor, {"columns": sum(field not in {KEEP, SKIP} for field in chosen.values())}
        )
    return enqueue(CHECK, {"run": str(run.pk)}, actor=actor, level=run.level, compartment=run.compartment)


def order_taking(actor: Actor, run: ImportRun, *, policy: str, replaces: bool) -> Job:
    """Order that the checked rows come into the register.

    Raises
    ------
    Refused
        ``parks.role``, ``import.state``.
    """
    check_park_keeper(actor)
    with transaction.atomic():
        run = ImportRun.objects.select_for_update(of=("self",)).visible_to(actor).get(pk=run.pk)
        if run.state not in {ImportRun.State.CHECKED, ImportRun.State.TAKING}:
            raise Refused("import.state", state=run.get_state_display())
        run.policy, run.replaces, run.state = ImportRun.Policy(policy), replaces, ImportRun.State.TAKING
        run.save(update_fields=["policy", "replaces", "state"])
        tell("parks.import_ordered", run, actor, {"policy": policy, "replaces": replaces})
    return enqueue(TAKE, {"run": str(run.pk)}, actor=actor, level=run.level, compartment=run.compartment)


def put_heads(run: ImportRun, sheet: int, head_row: int) -> None:
    """Set sheet, heads and the mapping that the office last used for them, else one proposed by the heads' words."""
    top = run.sheets[sheet]["top"]
    run.sheet, run.head_row = sheet, head_row
    run.heads = heads_of(top[head_row - run.sheets[sheet]["first"]])
    run.mapping = mapping_for(run.office_id, KIND, run.heads) or proposed_mapping(run.heads)


def tell(act: str, run: ImportRun, actor: Actor, detail: Mapping[str, str | int | bool | None]) -> None:
    """Record an event of an import."""
    record(
        act,
        actor=actor.user_id,
        object_key=f"park_import:{run.pk}",
        at=actor.at,
        level=run.level,
        compartment=run.compartment_id,
        detail=detail,
    )


def _open(actor: Actor, run: ImportRun) -> ImportRun:
    run = ImportRun.objects.select_for_update(of=("self",)).visible_to(actor).get(pk=run.pk)
    if run.state not in {ImportRun.State.MAPPING, ImportRun.State.CHECKING, ImportRun.State.CHECKED}:
        raise Refused("import.state", state=run.get_state_display())
    return run
