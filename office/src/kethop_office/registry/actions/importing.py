"""A file of parks: taken in, its columns chosen, and each step ordered from the worker."""

import hashlib
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
from kethop_office.registry.models import HeaderMapping, ImportRun
from kethop_office.registry.reading.fields import FIELDS, KEEP, SKIP, heads_key_text, proposed_mapping
from kethop_office.registry.roles import check_label, check_park_keeper

__all__ = ["CHECK", "READ", "TAKE", "begin", "choose_columns", "choose_sheet", "heads_of", "order_taking", "tell"]

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
        ``parks.role``, ``parks.level``, ``parks.file_size``, and what ``arriving.arrived`` refuses.
    """
    office = check_park_keeper(actor)
    check_label(actor, level)
    if not data or len(data) > MAX_BYTES:
        raise Refused("parks.file_size", most=MAX_BYTES // 1_000_000)
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
        ``parks.role``, ``parks.import_state``, ``parks.no_sheet``.
    """
    check_park_keeper(actor)
    with transaction.atomic():
        run = _open(actor, run)
        if not 0 <= sheet < len(run.sheets) or not run.sheets[sheet]["first"] <= head_row < _end(run.sheets[sheet]):
            raise Refused("parks.no_sheet")
        put_heads(run, sheet, head_row)
        run.save(update_fields=["sheet", "head_row", "heads", "mapping"])
        tell("parks.import_sheet", run, actor, {"sheet": sheet, "head_row": head_row})
    return run


def choose_columns(actor: Actor, run: ImportRun, mapping: Mapping[str, str]) -> Job:
    """Say which column fills which field, keep that for the office's next file with these heads, and order the check of each row.

    Raises
    ------
    Refused
        ``parks.role``, ``parks.import_state``, ``parks.no_name_column``, ``parks.column_twice``.
    """
    check_park_keeper(actor)
    chosen = {str(number): mapping.get(str(number), KEEP) for number in range(len(run.heads))}
    known = [field for field in chosen.values() if field not in {KEEP, SKIP}]
    if "name" not in known:
        raise Refused("parks.no_name_column")
    twice = next((field for field in known if known.count(field) > 1 or field not in FIELDS), None)
    if twice:
        raise Refused("parks.column_twice", field=str(FIELDS.get(twice, twice)))
    with transaction.atomic():
        run = _open(actor, run)
        run.mapping, run.state = chosen, ImportRun.State.CHECKING
        run.save(update_fields=["mapping", "state"])
        HeaderMapping.objects.update_or_create(
            office_id=run.office_id, heads_key=_heads_key(run.heads), defaults={"mapping": chosen}
        )
        tell("parks.import_mapped", run, actor, {"columns": len(known)})
    return enqueue(CHECK, {"run": str(run.pk)}, actor=actor, level=run.level, compartment=run.compartment)


def order_taking(actor: Actor, run: ImportRun, *, policy: str, replaces: bool) -> Job:
    """Order that the checked rows come into the register.

    Raises
    ------
    Refused
        ``parks.role``, ``parks.import_state``.
    """
    check_park_keeper(actor)
    with transaction.atomic():
        run = ImportRun.objects.select_for_update(of=("self",)).visible_to(actor).get(pk=run.pk)
        if run.state not in {ImportRun.State.CHECKED, ImportRun.State.TAKING}:
            raise Refused("parks.import_state", state=run.get_state_display())
        run.policy, run.replaces, run.state = ImportRun.Policy(policy), replaces, ImportRun.State.TAKING
        run.save(update_fields=["policy", "replaces", "state"])
        tell("parks.import_ordered", run, actor, {"policy": policy, "replaces": replaces})
    return enqueue(TAKE, {"run": str(run.pk)}, actor=actor, level=run.level, compartment=run.compartment)


def put_heads(run: ImportRun, sheet: int, head_row: int) -> None:
    """Set sheet, heads and the mapping that the office last used for them, else one proposed by the heads' words."""
    top = run.sheets[sheet]["top"]
    run.sheet, run.head_row = sheet, head_row
    run.heads = heads_of(top[head_row - run.sheets[sheet]["first"]])
    remembered = HeaderMapping.objects.filter(office_id=run.office_id, heads_key=_heads_key(run.heads)).first()
    run.mapping = remembered.mapping if remembered else proposed_mapping(run.heads)


def heads_of(row: list[object]) -> list[str]:
    """Return a name for each column: its head, made different where two are alike, or its letter."""
    heads: list[str] = []
    for number, cell in enumerate(row):
        name = " ".join(str(cell).split())[:180] if cell not in {None, ""} else f"[{_letter(number)}]"
        while name in heads:
            name = f"{name} [{_letter(number)}]"
        heads.append(name)
    return heads


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
        raise Refused("parks.import_state", state=run.get_state_display())
    return run


def _end(sheet: Mapping[str, object]) -> int:
    top = sheet["top"]
    return int(str(sheet["first"])) + (len(top) if isinstance(top, list) else 0)


def _heads_key(heads: list[str]) -> str:
    return hashlib.sha256(heads_key_text(heads).encode()).hexdigest()


def _letter(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
