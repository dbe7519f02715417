"""Take a whole import back."""

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.common.refusal import Refused
from kethop_office.registry.actions.importing import tell
from kethop_office.registry.actions.park_rows import new_version, put
from kethop_office.registry.models import ImportRow, ImportRun, IndustrialPark, ParkDoubt, ParkVersion
from kethop_office.registry.roles import check_park_keeper

__all__ = ["undo_import"]

_NAMED = 5


@transaction.atomic
def undo_import(actor: Actor, run: ImportRun) -> ImportRun:
    """Remove the parks that an import made and give the others the values from before; rows and doubts stay readable.

    Raises
    ------
    Refused
        ``parks.role``; ``import.state``; ``parks.changed_since`` (``count``, ``names``): someone changed parks of this
        import since, and their work is not thrown away.
    """
    check_park_keeper(actor)
    run = ImportRun.objects.select_for_update(of=("self",)).visible_to(actor).get(pk=run.pk)
    if run.state != ImportRun.State.TAKEN:
        raise Refused("import.state", state=run.get_state_display())
    rows = list(run.rows.filter(state=ImportRow.State.KEPT).select_related("park").order_by("-number"))
    last = {row.park_id: row for row in reversed(rows)}  # the row that left the park as it should still be
    changed = [row.park for row in last.values() if row.park and row.park.version != row.version_after]
    if changed:
        names = "; ".join(park.name for park in changed[:_NAMED])
        raise Refused("parks.changed_since", count=len(changed), names=names)
    made = {row.park_id for row in rows if row.version_before is None and row.park_id}
    restored = {row.park_id: row for row in rows if row.park_id not in made}  # the earliest row of each stays
    for row in restored.values():
        _restore(actor, row)
    run.rows.filter(state__in=[ImportRow.State.KEPT, ImportRow.State.SAME]).update(state=ImportRow.State.UNDONE)
    run.rows.filter(state=ImportRow.State.WAITING).update(state=ImportRow.State.UNDONE)
    ParkDoubt.objects.filter(row__run=run).update(park=None)
    ImportRow.objects.filter(park__in=made).update(park=None)
    ParkDoubt.objects.filter(park__in=made).update(park=None)
    IndustrialPark.objects.filter(pk__in=made).delete()
    run.state, run.undone_at = ImportRun.State.UNDONE, actor.at
    run.save(update_fields=["state", "undone_at"])
    tell("parks.import_undone", run, actor, {"removed": len(made), "restored": len(restored)})
    return run


def _restore(actor: Actor, row: ImportRow) -> None:
    park = row.park
    if park is None or row.version_before is None or row.version_before == row.version_after:
        return
    before = ParkVersion.objects.filter(park=park, number=row.version_before).first()
    if before is None:
        raise Refused("parks.changed_since", count=1, names=park.name)
    put(park, before.values)
    park.version += 1
    park.changed_at = actor.at
    park.save()
    new_version(park, "undone", actor).save()
