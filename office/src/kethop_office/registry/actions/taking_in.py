"""In the worker: checked rows come into the register; each ends as kept, same or waiting, none is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress
from kethop_office.common.refusal import Refused
from kethop_office.common.tables.cells import Doubt
from kethop_office.registry.actions.import_reading import doubt_rows
from kethop_office.registry.actions.importing import tell
from kethop_office.registry.actions.park_rows import new_version, put, values_of
from kethop_office.registry.actions.runs import open_run
from kethop_office.registry.models import ImportRow, ImportRun, IndustrialPark, ParkDoubt, ParkVersion
from kethop_office.registry.reading.matching import Match, joined
from kethop_office.registry.reading.rows import name_key
from kethop_office.registry.roles import check_park_keeper

__all__ = ["leave_row", "settle_doubt", "take_parks", "take_row"]

_BATCH = 1_000
_SHORTEST_REASON = 5


def take_parks(progress: JobProgress, *, run: str) -> Mapping[str, str | int]:
    """Bring the rows of an import in."""
    actor, found = open_run(progress, ImportRun, run, ImportRun.State.TAKING)
    rows = list(found.rows.filter(state=ImportRow.State.CHECKED).order_by("number"))
    with transaction.atomic():
        taking = _Taking(found, actor)
        for number, row in enumerate(rows):
            if number % 500 == 0 and progress.is_stop_asked():
                progress.stage("registry.taking_rows", number, len(rows))
            taking.take(row, waits=found.policy == ImportRun.Policy.WAIT)
        taking.write()
        found.state, found.taken_at = ImportRun.State.TAKEN, actor.at
        found.save(update_fields=["state", "taken_at"])
        counts = {state: sum(row.state == state for row in rows) for state in ("kept", "same", "waiting")}
        tell("parks.imported", found, actor, counts)
    return {**counts, "rows": len(rows), "path": f"/registry/import/{found.pk}/"}


def take_row(actor: Actor, row: ImportRow) -> ImportRow:
    """Bring one waiting row in, with its doubts.

    Raises
    ------
    Refused
        ``parks.role``, ``import.row_state``, ``parks.row_no_name``.
    """
    check_park_keeper(actor)
    with transaction.atomic():
        row = _waiting(actor, row)
        if not row.values.get("name"):
            raise Refused("parks.row_no_name")
        taking = _Taking(row.run, actor)
        taking.take(row, waits=False)
        taking.write()
        tell("parks.row_taken", row.run, actor, {"row": row.number})
    return row


def leave_row(actor: Actor, row: ImportRow, reason: str) -> ImportRow:
    """Leave a waiting row out for a reason; it stays with the import.

    Raises
    ------
    Refused
        ``parks.role``, ``import.row_state``, ``parks.reason``.
    """
    check_park_keeper(actor)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise Refused("parks.reason")
    with transaction.atomic():
        row = _waiting(actor, row)
        row.state, row.note = ImportRow.State.LEFT, reason.strip()[:400]
        row.save(update_fields=["state", "note"])
        tell("parks.row_left", row.run, actor, {"row": row.number})
    return row


def settle_doubt(actor: Actor, doubt: ParkDoubt, note: str) -> ParkDoubt:
    """Say how a doubt was settled.

    Raises
    ------
    Refused
        ``parks.role``, ``parks.reason``, ``parks.doubt_settled``.
    """
    check_park_keeper(actor)
    if len(note.strip()) < _SHORTEST_REASON:
        raise Refused("parks.reason")
    with transaction.atomic():
        doubt = ParkDoubt.objects.select_for_update(of=("self",)).visible_to(actor).get(pk=doubt.pk)
        if doubt.settled_at:
            raise Refused("parks.doubt_settled")
        doubt.settled_at, doubt.settled_by_id, doubt.note = actor.at, actor.user_id, note.strip()[:400]
        doubt.save(update_fields=["settled_at", "settled_by", "note"])
        tell("parks.doubt_settled_by", doubt.row.run, actor, {"code": doubt.code})
    return doubt


def _waiting(actor: Actor, row: ImportRow) -> ImportRow:
    row = ImportRow.objects.select_for_update(of=("self",)).visible_to(actor).select_related("run").get(pk=row.pk)
    if row.state != ImportRow.State.WAITING:
        raise Refused("import.row_state", state=row.get_state_display())
    return row


@dataclass
class _Known:
    """Parks with the import's own label, by what rows are matched with."""

    by_code: dict[str, IndustrialPark] = field(default_factory=dict)
    by_name: dict[tuple[str, str], IndustrialPark] = field(default_factory=dict)
    by_fingerprint: dict[str, IndustrialPark] = field(default_factory=dict)

    def add(self, park: IndustrialPark) -> None:
        if park.code:
            self.by_code.setdefault(park.code, park)
        if park.name_key:
            self.by_name.setdefault((park.province, park.name_key), park)


class _Taking:
    """Takes rows one by one and writes all of them at the end."""

    def __init__(self, run: ImportRun, actor: Actor) -> None:
        self._run = run
        self._actor = actor
        self._known = self._load()
        self._own: dict[object, int] = {}  # key of a park that this import made or changed → row
        self._made: list[IndustrialPark] = []
        self._changed: dict[object, IndustrialPark] = {}
        self._versions: list[ParkVersion] = []
        self._rows: list[ImportRow] = []
        self._doubts: list[tuple[ImportRow, list[Doubt]]] = []

    def take(self, row: ImportRow, *, waits: bool) -> None:
        """Decide what becomes of a row."""
        self._rows.append(row)
        values = row.values
        same = self._known.by_fingerprint.get(row.fingerprint)
        if not values.get("name"):
            row.state = ImportRow.State.WAITING
        elif same is not None:
            self._is_same(row, same)
        else:
            self._match(row, waits=waits)

    def write(self) -> None:
        """Write what was decided."""
        IndustrialPark.objects.bulk_create(self._made, batch_size=_BATCH)
        for park in self._changed.values():
            park.save()
        ParkVersion.objects.bulk_create(self._versions, batch_size=_BATCH)
        fields = ["state", "park", "version_before", "version_after", "has_doubts"]
        ImportRow.objects.bulk_update(self._rows, fields, batch_size=_BATCH)
        kept = [row for row in self._rows if row.park_id]
        by_row = {row.pk: row.park_id for row in kept}
        several = ParkDoubt.objects.filter(row__run=self._run)
        doubts = list(several.filter(row__in=list(by_row)) if len(by_row) < _BATCH // 2 else several)
        for doubt in doubts:
            doubt.park_id = by_row.get(doubt.row_id)
        ParkDoubt.objects.bulk_update([doubt for doubt in doubts if doubt.park_id], ["park"], batch_size=_BATCH)
        new = [one for row, told in self._doubts for one in doubt_rows(row, told)]
        ParkDoubt.objects.bulk_create(new, batch_size=_BATCH)

    def _is_same(self, row: ImportRow, park: IndustrialPark) -> None:
        row.state, row.park = ImportRow.State.SAME, park
        first = self._own.get(park.pk)
        if first is not None:
            self._tell(
                row,
                Doubt("same_row", {"row": first}, self._head("name"), str(row.values["name"]), is_note=True),
            )

    def _match(self, row: ImportRow, *, waits: bool) -> None:
        values = row.values
        park = self._known.by_code.get(str(values.get("code", ""))) if values.get("code") else None
        doubts: list[Doubt] = []
        if park is not None and park.pk in self._own:
            row_told = {"row": self._own[park.pk]}
            doubts.append(Doubt("same_code", row_told, self._head("code"), str(values["code"])))
            park = None
        elif park is None:
            similar = self._known.by_name.get((str(values.get("province", "")), name_key(str(values["name"]))))
            if similar is not None:
                told = {"name": similar.name}
                doubts.append(Doubt("similar", told, self._head("name"), str(values["name"])))
        match = joined(values_of(park), values, replaces=self._run.replaces) if park else Match(dict(values), ())
        differing = [replace(doubt, column=self._head(str(doubt.fields["field"]))) for doubt in match.doubts]
        self._tell(row, *doubts, *differing)
        if waits and row.has_doubts:
            row.state = ImportRow.State.WAITING
        elif park is None:
            self._make(row, match)
        else:
            self._change(row, park, match)

    def _head(self, field: str) -> str:
        numbers = (number for number, mapped in self._run.mapping.items() if mapped == field)
        number = next(numbers, None)
        return str(self._run.heads[int(number)]) if number is not None else ""

    def _tell(self, row: ImportRow, *doubts: Doubt) -> None:
        if doubts:
            self._doubts.append((row, list(doubts)))
            row.has_doubts = row.has_doubts or any(not doubt.is_note for doubt in doubts)

    def _make(self, row: ImportRow, match: Match) -> None:
        run = self._run
        park = IndustrialPark(level=run.level, compartment_id=run.compartment_id, changed_at=self._actor.at)
        put(park, self._with_source(match.values))
        self._made.append(park)
        self._settle(row, park, before=None)
        self._known.add(park)

    def _change(self, row: ImportRow, park: IndustrialPark, match: Match) -> None:
        before = park.version
        if match.is_changed:
            put(park, {**match.values, "source": park.source, "source_on": match.values.get("source_on")})
            park.version += 1
            park.changed_at = self._actor.at
            self._changed[park.pk] = park
        self._settle(row, park, before=before)

    def _settle(self, row: ImportRow, park: IndustrialPark, *, before: int | None) -> None:
        row.state, row.park = ImportRow.State.KEPT, park
        row.version_before, row.version_after = before, park.version
        if before != park.version:
            self._versions.append(new_version(park, "imported", self._actor))
        self._own[park.pk] = row.number
        self._known.by_fingerprint[row.fingerprint] = park

    def _with_source(self, values: Mapping[str, object]) -> dict[str, object]:
        run = self._run
        day = run.source_on.isoformat() if run.source_on else None
        return {**values, "source": run.source or run.file_name, "source_on": values.get("source_on") or day}

    def _load(self) -> _Known:
        known = _Known()
        label = {"level": self._run.level, "compartment": self._run.compartment_id}
        parks = IndustrialPark.objects.visible_to(self._actor).filter(**label, merged_into=None)
        for park in parks.order_by("changed_at", "pk"):
            known.add(park)
        prints = {row.fingerprint for row in self._run.rows.only("fingerprint", "level")}
        earlier = ImportRow.objects.visible_to(self._actor).filter(
            **label, state=ImportRow.State.KEPT, park__merged_into=None, park__isnull=False
        )
        if len(prints) < _BATCH // 2:
            earlier = earlier.filter(fingerprint__in=prints)
        by_key = {park.pk: park for park in parks}
        for row in earlier.only("fingerprint", "park_id", "level").iterator(chunk_size=_BATCH):
            if row.fingerprint in prints and row.park_id in by_key:
                known.by_fingerprint.setdefault(row.fingerprint, by_key[row.park_id])
        return known
