"""The check panel of the site step, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from kethop.appraisal import SitePanel, SiteStatement, check_site
from kethop.appraisal.places import find_places
from kethop.errors import KethopError
from kethop.spatial import Candidate, ColumnOrder, LayerState
from kethop.spatial.intake import Intake, read_outside
from kethop_office.appraisal.bridge.opened import OpenedDesk
from kethop_office.appraisal.bridge.outlines import plain_shape
from kethop_office.appraisal.bridge.plain import Plain, plain_check, plain_errors, plain_value

__all__ = ["SiteQuestion", "plain_panel"]


@dataclass(frozen=True, slots=True)
class SiteQuestion:
    """What the site step asks.

    Parameters
    ----------
    path, name : str
        Where the bytes lie, and the name as delivered; ``-`` for pasted text.
    crs, layer, unit, column_order : str or None
        As in the proposal.
    communes : sequence of str
        Declared communes, by code or name.
    area_ha, area_reason : str or None
        Stated area in hectares, and why it differs from the measured one.
    repair : bool
        Whether the small set of repairs is asked for.
    on : str
        Day, ISO.
    """

    path: str
    name: str
    on: str
    crs: str | None = None
    layer: str | None = None
    unit: str | None = None
    column_order: str = ColumnOrder.X_IS_NORTH.value
    communes: Sequence[str] = ()
    area_ha: str | None = None
    area_reason: str | None = None
    repair: bool = False


def plain_panel(question: SiteQuestion, desk: OpenedDesk) -> dict[str, Plain]:
    """Return the lines of the panel, what can be chosen with one press, and the shape.

    Returns
    -------
    dict
        ``is_in_order``; ``lines``; ``errors`` (the file or the declared communes cannot be read: no lines then);
        ``choices`` (systems that put the site into the declared communes); ``notes``; ``reading`` (format, layers, CRS
        and how it is known); ``shape`` or None; ``provinces``: where no commune is declared, codes of those in which the site
        lies, None where the layer does not say.
    """
    try:
        intake = read_outside(
            Path(question.path).read_bytes(),
            name=question.name,
            crs=question.crs,
            layer=question.layer,
            unit=question.unit,
            column_order=ColumnOrder(question.column_order),
        )
        stated = SiteStatement(
            communes=tuple(question.communes),
            area_ha=Decimal(question.area_ha) if question.area_ha else None,
            area_reason=question.area_reason,
            repair=question.repair,
        )
        on = date.fromisoformat(question.on)
        panel = check_site(intake.outline, stated, pack=desk.pack, layers=desk.layers, on=on)
    except KethopError as error:
        return {**_EMPTY, "errors": plain_errors([error])}
    return {
        "is_in_order": panel.is_in_order,
        "errors": [],
        "lines": [plain_check(line) for line in panel.checks],
        "choices": [_choice(item, intake) for item in _fitting(panel)],
        "notes": [plain_value(note) for note in panel.notes],
        "reading": _reading(intake),
        "shape": plain_shape(panel.site) if panel.site else None,
        "provinces": _provinces(panel, desk, on) if panel.site and not question.communes else None,
    }


def _provinces(panel: SitePanel, desk: OpenedDesk, on: date) -> Plain:
    """Return the codes of the provinces in which a site lies; None where their layer does not say."""
    places = find_places(panel.site, (), desk.pack, desk.layers, on) if panel.site else None
    if places is None or places.province_state is not LayerState.ANSWERED:
        return None
    return [item.code for item in places.provinces]


_EMPTY: Mapping[str, Plain] = {
    "is_in_order": False,
    "lines": [],
    "choices": [],
    "notes": [],
    "reading": None,
    "shape": None,
    "provinces": None,
}


def _fitting(panel: SitePanel) -> tuple[Candidate, ...]:
    """Return the systems that fit; where none does, the one that holds a part."""
    if panel.trial is None:
        return ()
    placement = panel.trial.placement
    return placement.fitting or ((placement.proposed,) if placement.proposed else ())


def _choice(item: Candidate, intake: Intake) -> dict[str, Plain]:
    order = intake.column_order
    turned = ColumnOrder.X_IS_EAST if order is ColumnOrder.X_IS_NORTH else ColumnOrder.X_IS_NORTH
    can_turn = intake.reading.by_letters
    return {
        "crs": item.system.crs,
        "zone": item.system.zone,
        "meridian": item.system.meridian,
        "is_swapped": item.is_swapped,
        "column_order": (turned if item.is_swapped and can_turn else order).value,
        "is_possible": can_turn or not item.is_swapped,
        "is_current": item.system.crs == intake.reading.crs and not item.is_swapped,
        "fits": item.fits,
        "share": round(item.share_inside, 6),
    }


def _reading(intake: Intake) -> dict[str, Plain]:
    reading = intake.reading
    return {
        "format": intake.format.value,
        "crs": reading.crs,
        "crs_origin": reading.crs_origin,
        "layers": [
            {
                "name": layer.name,
                "kind": layer.kind,
                "count": layer.count,
                "extent": list(layer.extent) if layer.extent else None,
                "is_read": layer.is_read,
            }
            for layer in reading.layers
        ],
        "points": sum(len(path.points) for path in reading.paths),
        "by_letters": reading.by_letters,
        "missing": list(intake.missing),
        "paths": [
            {
                "role": path.role.value,
                "points": [[point.name, str(point.east), str(point.north)] for point in path.points],
            }
            for path in reading.paths[:20]
            if len(path.points) <= 500
        ],
    }
