"""Bring what the surfaces say into the shape in which it is stored."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from kethop.appraisal.notes import note_texts
from kethop.appraisal.shields import shield_notes, shield_records
from kethop.appraisal.site_records import LevelRecord, SurfaceRecord
from kethop.spatial import Note, Regime, Surface, SurfaceAnswer, SurfaceLevel, note

__all__ = ["decisive_notes", "hundredth", "set_notes", "surface_record"]

HUNDREDTH = Decimal("0.01")
DEGREES = Decimal("0.0000001")


_GENERAL = frozenset(
    {
        "surfaces.aerodromes_unknown",
        "surfaces.decree_open",
        "surfaces.group_not_known",
        "surfaces.not_computable",
        "surfaces.shielding_not_assessed",
    }
)
_EDGED = frozenset({Surface.APPROACH, Surface.TRANSITIONAL, Surface.STRIP})
_ZONE = frozenset({Surface.INNER_APPROACH, Surface.INNER_TRANSITIONAL, Surface.BALKED_LANDING})
_BEARS_ON: Mapping[str, frozenset[Surface]] = MappingProxyType(
    {
        "surfaces.take_off_width_assumed": frozenset({Surface.TAKE_OFF_CLIMB}),
        "surfaces.inner_edge_edition": _EDGED,
        "surfaces.runway_width_assumed": _EDGED,
        "surfaces.decree_transitional": frozenset({Surface.TRANSITIONAL}),
        "surfaces.code_letter_assumed": _ZONE,
    }
)


def decisive_notes(answer: SurfaceAnswer) -> tuple[Note, ...]:
    """Return the notes that bear on the governing surface, and those that say that something was not computed."""
    governing = answer.governing
    return tuple(
        item
        for item in answer.notes
        if item.code in _GENERAL
        or (
            governing is not None
            and (item.fields["aerodrome"], item.fields["runway"]) == (governing.aerodrome, governing.runway)
            and governing.surface in _BEARS_ON.get(item.code, {governing.surface})
        )
    )


def set_notes(answers: Sequence[SurfaceAnswer]) -> tuple[Note, ...]:
    """Return, where several sets of surfaces hold, what each permits; and what the loosest design group would."""
    return tuple(entry for answer in answers for entry in _set_notes(answer)) if len(answers) > 1 else ()


def _set_notes(answer: SurfaceAnswer) -> Iterator[Note]:
    name = "annex14" if answer.surface_set.regime is Regime.ANNEX14_2004 else "decree"
    governing, loosest = answer.governing, answer.loosest
    if governing is None:
        yield note(f"surfaces.{name}_none")
        return
    yield note(f"surfaces.{name}_permits", permitted_m=_shown(governing.elevation_m))
    if loosest is None:
        yield note("surfaces.loosest_none")
    elif loosest.group and loosest.group is not governing.group:
        yield note("surfaces.loosest_group", group=str(loosest.group), permitted_m=_shown(loosest.elevation_m))


def _shown(metres: float) -> float:
    return round(metres, 2)


def surface_record(
    answer: SurfaceAnswer, above: Decimal | None, datum: Decimal | None, top: Decimal | None
) -> SurfaceRecord:
    """Return the surfaces as they are stored; ``above`` is the top less the permitted elevation, in metres."""
    governing = answer.governing
    return SurfaceRecord(
        regime=str(answer.surface_set.regime),
        published=answer.surface_set.published,
        is_complete=answer.complete,
        aerodrome=answer.nearest.ident if answer.nearest else None,
        aerodrome_distance_m=hundredth(answer.nearest.distance_m if answer.nearest else None),
        is_inside=answer.inside,
        governing=str(governing.surface) if governing else None,
        governing_aerodrome=governing.aerodrome if governing else None,
        runway=_runway(governing) if governing else None,
        permitted_elevation_m=hundredth(answer.permitted_elevation_m),
        penetration_m=above,
        datum_m=datum,
        at=_place(governing.place) if governing else None,
        group=str(governing.group) if governing and governing.group else None,
        loosest_elevation_m=hundredth(answer.loosest.elevation_m if answer.loosest else None),
        levels=tuple(_level(level) for level in answer.levels),
        guidance=tuple(_level(level) for level in answer.guidance),
        notes=note_texts([*answer.notes, *shield_notes(answer.shielding, top)]),
        shielding=shield_records(answer.shielding),
    )


def _runway(level: SurfaceLevel) -> str:
    return f"{level.runway} → {level.direction}" if level.direction else level.runway


def _level(level: SurfaceLevel) -> LevelRecord:
    return LevelRecord(
        surface=str(level.surface),
        aerodrome=level.aerodrome,
        runway=level.runway,
        direction=level.direction,
        elevation_m=Decimal(level.elevation_m).quantize(HUNDREDTH),
    )


def _place(place: tuple[float, float]) -> tuple[Decimal, Decimal]:
    return Decimal(place[0]).quantize(DEGREES), Decimal(place[1]).quantize(DEGREES)


def hundredth(metres: float | None) -> Decimal | None:
    """Return a length in metres to 0.01."""
    return None if metres is None else Decimal(metres).quantize(HUNDREDTH)
