"""Bring what the surfaces say into the shape in which it is stored."""

from decimal import Decimal

from kethop.appraisal.notes import note_texts
from kethop.appraisal.site_records import LevelRecord, SurfaceRecord
from kethop.spatial import Note, Surface, SurfaceAnswer, SurfaceLevel

__all__ = ["decisive_notes", "hundredth", "surface_record"]

HUNDREDTH = Decimal("0.01")
DEGREES = Decimal("0.0000001")


def decisive_notes(answer: SurfaceAnswer) -> tuple[Note, ...]:
    """Return the notes that bear on the governing surface, and those that say that something was not computed."""
    general = ("surfaces.aerodromes_unknown", "surfaces.not_computable")
    governing = answer.governing
    if governing is None:
        return tuple(item for item in answer.notes if item.code in general)
    named = (governing.aerodrome, governing.runway)
    elsewhere = {
        "surfaces.take_off_width_assumed": governing.surface is not Surface.TAKE_OFF_CLIMB,
        "surfaces.inner_edge_edition": governing.surface not in {Surface.APPROACH, Surface.TRANSITIONAL, Surface.STRIP},
    }
    return tuple(
        item
        for item in answer.notes
        if item.code in general
        or ((item.fields["aerodrome"], item.fields["runway"]) == named and not elsewhere.get(item.code, False))
    )


def surface_record(answer: SurfaceAnswer, above: Decimal | None, datum: Decimal | None) -> SurfaceRecord:
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
        levels=tuple(_level(level) for level in answer.levels),
        notes=note_texts(answer.notes),
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
