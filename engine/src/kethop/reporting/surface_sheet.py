"""What goes with drawn surfaces: the layers, the data of the whole, the sentences of their notes."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from kethop.appraisal.notes import note_texts
from kethop.reporting.surface_files import SurfaceDrawing
from kethop.spatial import (
    HeightState,
    Note,
    Regime,
    SurfaceSet,
    Within,
    annex14_dimensions,
    contours,
    decree222,
    facets,
    runway_lines,
)
from kethop.vocabulary import Language, Text, format_number

__all__ = ["COMPUTED_ONLY", "count_lines", "drawing_of", "height_summary", "summary_lines", "surface_notes"]

COMPUTED_ONLY = (
    "Bề mặt tính toán, không phải bản đã công bố: có thể ngăn, không bao giờ cho phép · "
    "Computed, not the published surfaces: can forbid, never clear"
)
_BOTH = " · "
_COUNTED: Mapping[str, Text] = MappingProxyType(
    {
        "all": Text(vi="Công trình đã xét", en="Buildings screened"),
        HeightState.ABOVE: Text(vi="Cao hơn bề mặt", en="Above the surfaces"),
        HeightState.TOP_NOT_KNOWN: Text(
            vi="Dưới bề mặt nhưng chưa biết cao độ đỉnh", en="Under a surface, top not known"
        ),
        HeightState.GEOMETRY_NOT_USABLE: Text(
            vi="Không xét được vì thiếu hoặc hỏng đường bao", en="Not judged: outline missing or unusable"
        ),
    }
)


def drawing_of(
    within: Within, surface_set: SurfaceSet, *, interval_m: float | None, tolerance_m: float, crs: str
) -> SurfaceDrawing:
    """Return the surfaces as layers, with contours where an interval is given, and the data of the whole."""
    placed = within.placed
    lines = list(contours(placed, interval_m=interval_m, tolerance_m=tolerance_m)) if interval_m else []
    layers = {
        "facets": list(facets(placed, tolerance_m=tolerance_m)),
        "contours": lines,
        "runways": list(runway_lines(placed)),
    }
    drawn = {
        "crs": crs,
        "vertical": "metres above mean sea level, as the aerodrome elevations are published",
        "arc_tolerance_m": f"{tolerance_m:g}",
        "contour_interval_m": "–" if interval_m is None else f"{interval_m:g}",
    }
    return SurfaceDrawing(layers, _about(within, surface_set) | drawn | _sentences(within))


def height_summary(
    within: Within, surface_set: SurfaceSet, *, ground: str | None, ground_m: float | None
) -> dict[str, str]:
    """Return what goes with a list of heights: the rules, and what is assumed of the ground."""
    given = (
        f"column {ground}" if ground_m is None else f"ASSUMED {ground_m:g} m above mean sea level for every building"
    )
    return _about(within, surface_set) | {"ground": given} | _sentences(within)


def _about(within: Within, surface_set: SurfaceSet) -> dict[str, str]:
    table = annex14_dimensions() if surface_set.regime is Regime.ANNEX14_2004 else decree222()
    return {
        "warning": COMPUTED_ONLY,
        "regime": str(surface_set.regime),
        "rules": table.title,
        "source": table.source,
        "trust": str(table.trust),
        "published": str(surface_set.published or "–"),
        "aerodromes": ", ".join(sorted({item.aerodrome.ident for item in within.placed})),
        "design_groups": ", ".join(sorted({str(item.group) for item in within.placed if item.group})) or "–",
        "complete": "yes" if within.complete else "no",
        "shielding": "not assessed",
    }


def _sentences(within: Within) -> dict[str, str]:
    notes = (*within.notes, *(item for each in within.placed for item in each.surfaces.notes))
    texts = note_texts(dict.fromkeys(notes))
    return {f"note_{index:02}": f"{text.vi} · {text.en}" for index, text in enumerate(texts, 1)}


def surface_notes(notes: Iterable[Note], language: Language) -> list[str]:
    """Return the sentences of notes, and that the surfaces are computed only."""
    warning = COMPUTED_ONLY.split(_BOTH)[language is Language.EN]
    return [warning, *(text.in_language(language) for text in note_texts(notes))]


def summary_lines(about: Mapping[str, str], language: Language) -> list[str]:
    """Return what goes with a file, one line each; of what is there in both languages, one."""
    parts = {name: value.split(_BOTH) for name, value in about.items()}
    return [
        f"{name}: {sides[language is Language.EN] if len(sides) == 2 else about[name]}" for name, sides in parts.items()
    ]


def count_lines(total: int, counts: Mapping[str, int], language: Language) -> list[str]:
    """Return how many buildings were screened and how many are listed for which reason."""
    shown = {_COUNTED["all"]: total} | {_COUNTED[state]: counts.get(state, 0) for state in HeightState}
    return [f"{text.in_language(language)}: {format_number(Decimal(count), language)}" for text, count in shown.items()]
