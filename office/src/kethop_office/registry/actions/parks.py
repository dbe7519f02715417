"""Add and change a park by hand, join two that are one."""

from collections.abc import Mapping

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.audit.actions import record
from kethop_office.common.refusal import Refused
from kethop_office.registry.actions.park_rows import new_version, put, values_of
from kethop_office.registry.models import IndustrialPark, ParkDoubt, ParkMerge
from kethop_office.registry.reading.matching import joined
from kethop_office.registry.roles import check_label, check_park_keeper

__all__ = ["add_park", "decide_merge", "edit_park", "note_export", "propose_merge"]

_SHORTEST_REASON = 5


def add_park(
    actor: Actor, values: Mapping[str, object], *, level: int = 0, is_illustrative: bool = False
) -> IndustrialPark:
    """Add a park.

    Parameters
    ----------
    values : mapping
        By field of the park, as plain JSON.

    Raises
    ------
    Refused
        ``parks.role``, ``parks.level``.
    """
    check_park_keeper(actor)
    check_label(actor, level)
    with transaction.atomic():
        park = IndustrialPark(level=level, changed_at=actor.at, is_illustrative=is_illustrative)
        put(park, values)
        park.save()
        new_version(park, "made", actor).save()
        _tell("parks.made", park, actor)
    return park


def edit_park(actor: Actor, park: IndustrialPark, version: int, values: Mapping[str, object]) -> IndustrialPark:
    """Change values of a park.

    Parameters
    ----------
    version : int
        That the reader saw.
    values : mapping
        The fields that were typed; the others stay.

    Raises
    ------
    Refused
        ``parks.role``, ``parks.stale``, ``parks.merged_already``.
    """
    check_park_keeper(actor)
    with transaction.atomic():
        park = _locked(actor, park)
        if park.version != version:
            raise Refused("parks.stale")
        before = values_of(park)
        put(park, {**before, **values})
        changed = [name for name, value in values_of(park).items() if value != before[name]]
        if changed:
            _bump(actor, park, "edited")
            _tell("parks.edited", park, actor, {"fields": sorted(changed)})
    return park


def propose_merge(actor: Actor, kept: IndustrialPark, dropped: IndustrialPark, reason: str) -> ParkMerge:
    """Propose that two rows are one park.

    Raises
    ------
    Refused
        ``parks.role``, ``parks.reason``, ``parks.merge_same``, ``parks.merged_already``, ``parks.merge_open``.
    """
    check_park_keeper(actor)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise Refused("parks.reason")
    with transaction.atomic():
        kept, dropped = _locked(actor, kept), _locked(actor, dropped)
        if kept.pk == dropped.pk or (kept.level, kept.compartment_id) != (dropped.level, dropped.compartment_id):
            raise Refused("parks.merge_same")
        if ParkMerge.objects.filter(dropped__in=[kept, dropped], state=ParkMerge.State.PROPOSED).exists():
            raise Refused("parks.merge_open")
        merge = ParkMerge.objects.create(
            kept=kept,
            dropped=dropped,
            reason=reason.strip()[:1000],
            proposed_by_id=actor.user_id,
            proposed_at=actor.at,
            level=kept.level,
            compartment_id=kept.compartment_id,
        )
        _tell("parks.merge_proposed", kept, actor, {"dropped": str(dropped.pk)})
    return merge


def decide_merge(actor: Actor, merge: ParkMerge, *, is_one: bool) -> ParkMerge:
    """Decide as the second person; the kept park takes what it lacks, and other values as facts.

    Raises
    ------
    Refused
        ``parks.role``, ``parks.merge_state``, ``parks.second_person``, ``parks.merged_already``.
    """
    check_park_keeper(actor)
    with transaction.atomic():
        merge = ParkMerge.objects.select_for_update(of=("self",)).visible_to(actor).get(pk=merge.pk)
        if merge.state != ParkMerge.State.PROPOSED:
            raise Refused("parks.merge_state")
        if merge.proposed_by_id == actor.user_id:
            raise Refused("parks.second_person")
        merge.state = ParkMerge.State.DONE if is_one else ParkMerge.State.REFUSED
        merge.decided_by_id, merge.decided_at = actor.user_id, actor.at
        merge.save(update_fields=["state", "decided_by", "decided_at"])
        if is_one:
            _join(actor, _locked(actor, merge.kept), _locked(actor, merge.dropped))
        _tell(
            "parks.merged" if is_one else "parks.merge_refused", merge.kept, actor, {"dropped": str(merge.dropped_id)}
        )
    return merge


@transaction.atomic
def note_export(actor: Actor, rows: int) -> None:
    """Record that the list was taken away."""
    record(
        "parks.exported",
        actor=actor.user_id,
        object_key=f"user:{actor.user_id}",
        at=actor.at,
        level=actor.rank,
        detail={"rows": rows},
    )


def _join(actor: Actor, kept: IndustrialPark, dropped: IndustrialPark) -> None:
    values = values_of(dropped)
    match = joined(values_of(kept), values, replaces=False)
    found = match.values["facts"]
    facts = dict(found) if isinstance(found, dict) else {}
    for doubt in match.doubts:
        facts.setdefault(f"{dropped.source or dropped.name}: {doubt.fields['field']}", str(doubt.fields["given"]))
    aliases = dict.fromkeys([*kept.aliases, dropped.name, *dropped.aliases])
    put(kept, {**match.values, "facts": facts, "aliases": [name for name in aliases if name != kept.name]})
    _bump(actor, kept, "merged")
    dropped.merged_into = kept
    IndustrialPark.objects.filter(merged_into=dropped).update(merged_into=kept)
    _bump(actor, dropped, "merged")
    ParkDoubt.objects.filter(park=dropped).update(park=kept)


def _bump(actor: Actor, park: IndustrialPark, act: str) -> None:
    park.version += 1
    park.changed_at = actor.at
    park.save()
    new_version(park, act, actor).save()


def _locked(actor: Actor, park: IndustrialPark) -> IndustrialPark:
    park = IndustrialPark.objects.select_for_update(of=("self",)).visible_to(actor).get(pk=park.pk)
    if park.merged_into_id:
        raise Refused("parks.merged_already")
    return park


def _tell(act: str, park: IndustrialPark, actor: Actor, detail: Mapping[str, str | list[str]] | None = None) -> None:
    record(
        act,
        actor=actor.user_id,
        object_key=f"park:{park.pk}",
        at=actor.at,
        level=park.level,
        compartment=park.compartment_id,
        detail=detail,
    )
