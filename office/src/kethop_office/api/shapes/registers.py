"""Parks, layers, units, tasks and the account itself."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema

from kethop_office.common.registrations import TaskRow
from kethop_office.registry.models import IndustrialPark
from kethop_office.registry.queries.layers import LayerRow
from kethop_office.territory.models import Unit
from kethop_office.territory.queries import Lineage, Resolution

__all__ = [
    "LayerOut",
    "MeOut",
    "ParkOut",
    "ParksOut",
    "TaskOut",
    "UnitLineageOut",
    "UnitsOut",
    "layer_out",
    "lineage_out",
    "park_out",
    "task_out",
    "units_out",
]


class OfficeRole(Schema):
    """A role in an office."""

    office: UUID
    name: str
    role: str


class MeOut(Schema):
    """The account, and what its program may do."""

    username: str
    title: str
    scope: str
    ends_on: date
    roles: list[OfficeRole]


class ParkOut(Schema):
    """A park, cluster or zone; degrees WGS 84, `outline` is GeoJSON."""

    id: UUID
    name: str
    code: str
    kind: str
    status: str
    province: str
    communes: list[str]
    address: str
    lon: float | None
    lat: float | None
    outline: dict[str, Any] | None
    area_ha: Decimal | None
    occupancy: Decimal | None
    investor: str
    industries: str
    source: str
    source_on: date | None
    level: int
    version: int


class ParksOut(Schema):
    """A page of parks."""

    items: list[ParkOut]
    count: int
    is_more_than_count: bool
    next: str
    previous: str


class LayerOut(Schema):
    """What is known of a layer in use; its shapes are not here."""

    id: UUID
    layer: str
    label: str
    kind: str
    origin: str
    health: str
    source: str
    licence: str
    attribution: str
    sha256: str
    features: int | None
    as_of: date | None
    last_day: date | None
    crs: str
    bbox: list[float] | None
    level: int


class UnitOut(Schema):
    """An administrative unit, present or past."""

    key: str
    level: str
    code: str
    name: str
    name_en: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    lon: float | None
    lat: float | None


class ReadingOut(Schema):
    """One reading of a text: the unit that bears the name, and what it is on the day."""

    named: UnitOut
    units: list[UnitOut]
    is_part: bool
    doubts: list[str]


class UnitsOut(Schema):
    """Every reading of a text, never a guess."""

    text: str
    is_clear: bool
    readings: list[ReadingOut]


class ChangeOut(Schema):
    """A unit that was, or became, part of another; `extent` is `whole` or `part`."""

    unit: UnitOut
    extent: str


class UnitLineageOut(Schema):
    """A unit with what it was made of and what it became."""

    unit: UnitOut
    wording: str
    made_of: list[ChangeOut]
    became: list[ChangeOut]


class TaskOut(Schema):
    """One line of the work list."""

    verb: str
    reference: str
    title: str
    path: str
    group: str
    due_on: date | None
    state: str
    whom: str
    since: date | None
    kind: str
    is_own: bool


def park_out(park: IndustrialPark) -> ParkOut:
    """Return a park."""
    plain = {name: getattr(park, name) for name in ParkOut.model_fields if name != "communes"}
    return ParkOut(**plain, communes=park.commune_codes)


def layer_out(row: LayerRow) -> LayerOut:
    """Return what is known of a layer."""
    layer = row.layer
    corners = [layer.west, layer.south, layer.east, layer.north]
    plain = {name: getattr(layer, name) for name in LayerOut.model_fields if name not in {"health", "bbox"}}
    known = [corner for corner in corners if corner is not None]
    return LayerOut(**plain, health=row.health, bbox=known if len(known) == 4 else None)


def units_out(found: Resolution) -> UnitsOut:
    """Return every reading of a text."""
    return UnitsOut(
        text=found.text,
        is_clear=found.is_clear,
        readings=[
            ReadingOut(
                named=_unit(item.named),
                units=[_unit(unit) for unit in item.units],
                is_part=item.is_part,
                doubts=[str(doubt) for doubt in item.doubts],
            )
            for item in found.candidates[:100]
        ],
    )


def lineage_out(lineage: Lineage) -> UnitLineageOut:
    """Return a unit with what is known of it before and after."""
    return UnitLineageOut(
        unit=_unit(lineage.unit),
        wording=lineage.unit.wording,
        made_of=[ChangeOut(unit=_unit(change.before), extent=change.extent) for change in lineage.made_of],
        became=[ChangeOut(unit=_unit(change.after), extent=change.extent) for change in lineage.became],
    )


def task_out(row: TaskRow) -> TaskOut:
    """Return a line of the work list."""
    return TaskOut(**{name: getattr(row, name) for name in TaskOut.model_fields if name != "verb"}, verb=str(row.verb))


def _unit(unit: Unit) -> UnitOut:
    plain = {name: getattr(unit, name) for name in UnitOut.model_fields if name not in {"name", "parent"}}
    return UnitOut(**plain, name=unit.full_name, parent=unit.parent_id)
