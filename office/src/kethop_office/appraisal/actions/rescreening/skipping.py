"""Leave out what no change can reach: judged by the same pack and engine, and far from every feature that came or went."""

import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction

from kethop_office.appraisal.actions.rescreened import overtake
from kethop_office.appraisal.actions.rescreening.asking import Candidate, compared_run
from kethop_office.appraisal.actions.rescreening.asking_park import kept_park
from kethop_office.appraisal.actions.rescreening.staging import as_it_was
from kethop_office.appraisal.bridge.desk import EngineEnded
from kethop_office.appraisal.models import RescreenedCase, RescreenedPark, RescreenedRow, Rescreening
from kethop_office.common import clock
from kethop_office.common.files import blob_path
from kethop_office.registry.models import IndustrialPark

__all__ = ["leave_out_far"]

SECONDS = 600
_BATCH = 1_000

Place = tuple[RescreenedCase | RescreenedPark, dict[str, object]]


def leave_out_far(row: Rescreening, candidate: Candidate) -> None:
    """Mark the lines that need not be asked; where anything is in doubt a line stays and is asked."""
    folders: dict[str, list[str] | None] = {}
    numbers = count()
    for model, place_of in ((RescreenedCase, _place_of_case), (RescreenedPark, _place_of_park)):
        for batch in _batches(row, model):
            groups: dict[str, list[Place]] = {}
            for one in batch:
                if (found := place_of(one, candidate)) is not None:
                    opened, place = found
                    groups.setdefault(json.dumps(opened, sort_keys=True), []).append((one, place))
            for sealed, places in groups.items():
                if sealed not in folders:
                    own = candidate.folder / f"was-{next(numbers)}"
                    folders[sealed] = as_it_was(own, json.loads(sealed), candidate.opened_now)
                _mark(places, json.loads(sealed), folders[sealed], candidate)


def _batches(row: Rescreening, model: type[RescreenedCase] | type[RescreenedPark]) -> Iterator[list[Any]]:
    """Yield the lines that wait, by key: what is marked on the way moves no later batch."""
    last: UUID | None = None
    while True:
        rows = model.objects.filter(rescreening=row, state=RescreenedRow.State.WAITING).order_by("id")
        batch = list(rows.filter(id__gt=last)[:_BATCH] if last else rows[:_BATCH])
        if not batch:
            return
        last = batch[-1].pk
        yield batch


def _place_of_case(one: RescreenedCase, candidate: Candidate) -> tuple[Mapping[str, Any], dict[str, object]] | None:
    run = compared_run(one.case_id)
    if run is None or not run.opened or not _is_judged_alike(run.pack_sha256, run.engine_version, candidate):
        return None
    place = {
        "proposal": str(blob_path(run.validation.proposal.sha256)),
        "box": run.site["extent"] if run.site else None,
        "names_units": True,
        "on": run.law_date.isoformat(),
    }
    one.run = run
    return run.opened, place


def _place_of_park(one: RescreenedPark, candidate: Candidate) -> tuple[Mapping[str, Any], dict[str, object]] | None:
    park = IndustrialPark.objects.get(pk=one.park_id)
    kept = kept_park(park)
    if kept is None or kept.park_version != park.version or not kept.opened:
        return None
    if not _is_judged_alike(kept.pack_sha256, kept.engine_version, candidate):
        return None
    names_units = park.outline is None
    place = {"proposal": "", "box": kept.answer["extent"], "names_units": names_units, "on": kept.law_date.isoformat()}
    return kept.opened, place


def _is_judged_alike(pack_sha256: str, engine_version: str, candidate: Candidate) -> bool:
    return (pack_sha256, engine_version) == (candidate.pack_sha256, candidate.engine_version)


def _mark(places: list[Place], opened: Mapping[str, Any], before: list[str] | None, candidate: Candidate) -> None:
    if before is None:
        return
    try:
        said = candidate.ask(
            "near", seconds=SECONDS, before=before, opened=opened, places=[place for _one, place in places]
        )
    except EngineEnded:  # the next question starts another process; all these are asked
        return
    with transaction.atomic():
        for (one, _place), is_near in zip(places, said["near"], strict=True):
            if not is_near:
                one.state, one.compared_at = RescreenedRow.State.FAR, clock.now()
                one.save()
                if one.is_after:
                    overtake(one)
