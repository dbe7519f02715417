"""Ask one park again: as a project of which nothing is declared, at its place, compared with what was kept of it."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from kethop_office.appraisal.actions.rescreened import overtake
from kethop_office.appraisal.actions.rescreening.asking import Candidate, Unasked, asked, keep_answer
from kethop_office.appraisal.bridge.desk import Ask
from kethop_office.appraisal.models import ParkScreening, RescreenedPark, Rescreening
from kethop_office.appraisal.queries.park_sites import park_site
from kethop_office.appraisal.queries.rescreening.answers import answer_changes, kept_answer
from kethop_office.appraisal.queries.rescreening.work import NO_SITE
from kethop_office.common import clock
from kethop_office.registry.models import IndustrialPark

__all__ = ["ask_park", "keep_park", "kept_park"]

NEVER, OTHER_PLACE = "rescreen.park_never", "rescreen.park_other_place"


def ask_park(row: Rescreening, one: RescreenedPark, candidate: Candidate) -> None:
    """Ask one park, and keep what differs; before a change, ask it a first time where nobody has."""
    park = IndustrialPark.objects.get(pk=one.park_id)
    keep_answer(one, lambda: _park_changes(row, park, candidate))
    with transaction.atomic():
        one.save()
        if one.is_after:
            overtake(one)


def _park_changes(row: Rescreening, park: IndustrialPark, candidate: Candidate) -> list[dict[str, Any]]:
    kept = kept_park(park)
    if row.phase == Rescreening.Phase.BEFORE and (kept is None or kept.park_version != park.version):
        kept = keep_park(park, candidate.ask_present)
    if kept is None:
        raise Unasked(NEVER if park_site(park).is_placed else NO_SITE)
    if kept.park_version != park.version:
        raise Unasked(OTHER_PLACE)
    return answer_changes(kept.answer, _place(park, candidate.ask, kept.law_date.isoformat()))


def kept_park(park: IndustrialPark) -> ParkScreening | None:
    """Return what was last kept of a park."""
    return ParkScreening.objects.filter(park=park).order_by("-number").first()


def keep_park(park: IndustrialPark, ask: Ask) -> ParkScreening:
    """Ask a park by what is in use now, and keep the answer: with it a later version is compared.

    Raises
    ------
    Unasked
        The engine gave no answer; nothing is kept.
    """
    day = clock.today()
    answer = _place(park, ask, day.isoformat())
    said = asked(ask, "opened")
    last = kept_park(park)
    with transaction.atomic():
        return ParkScreening.objects.create(
            park=park,
            number=last.number + 1 if last else 1,
            park_version=park.version,
            law_date=day,
            pack_version=said["pack"]["version"],
            pack_sha256=said["pack"]["sha256"],
            engine_version=said["engine"],
            opened=said["opened"],
            answer={**kept_answer(answer), "extent": answer["extent"]},
            asked_at=clock.now(),
            level=park.level,
            compartment_id=park.compartment_id,
        )


def _place(park: IndustrialPark, ask: Ask, day: str) -> Mapping[str, Any]:
    site = park_site(park)
    if not site.is_placed:
        raise Unasked(NO_SITE)
    with tempfile.TemporaryDirectory() as folder:
        outline = Path(folder) / "place.geojson"
        if site.outline is not None:
            outline.write_bytes(site.outline)
        given = str(outline) if site.outline is not None else None
        return asked(ask, "place", name=park.name, outline=given, units=list(site.communes), as_of=day)
