"""What goes with drawn surfaces: the layers, the data of the whole, the sentences of their notes."""

from collections.abc import Sequence

from kethop.appraisal.notes import note_texts
from kethop.reporting.surface_drawing import SurfaceDrawing
from kethop.spatial import (
    RadioAid,
    Regime,
    SurfaceSet,
    Within,
    aid_table,
    annex14_dimensions,
    contours,
    decree222,
    facets,
    radio_areas,
    runway_lines,
)
from kethop.vocabulary import Text

__all__ = ["COMPUTED_ONLY", "NO", "YES", "drawing_of", "height_summary"]

YES, NO = "có · yes", "không · no"

COMPUTED_ONLY = Text(
    vi="Bề mặt tính toán, không phải bản đã công bố: có thể ngăn, không bao giờ cho phép",
    en="Computed, not the published surfaces: can forbid, never clear",
)
TO_ASSESS = Text(
    vi="Trong vùng của đài vô tuyến: phải được đánh giá, không phải bị cấm",
    en="Inside the area of a radio aid: must be assessed, not forbidden",
)


def drawing_of(
    within: Within,
    surface_set: SurfaceSet,
    aids: Sequence[RadioAid] = (),
    *,
    interval_m: float | None,
    tolerance_m: float,
    crs: str,
) -> SurfaceDrawing:
    """Return the surfaces as layers, with contours where an interval is given, radio aids, and the data of the whole."""
    placed = within.placed
    lines = list(contours(placed, interval_m=interval_m, tolerance_m=tolerance_m)) if interval_m else []
    layers = {
        "facets": list(facets(placed, tolerance_m=tolerance_m)),
        "contours": lines,
        "runways": list(runway_lines(placed)),
    }
    drawn = {
        "crs": crs,
        "vertical": "mét trên mực nước biển trung bình, như mức cao sân bay đã công bố · metres above mean sea level, as the aerodrome elevations are published",
        "arc_tolerance_m": f"{tolerance_m:g}",
        "contour_interval_m": "–" if interval_m is None else f"{interval_m:g}",
    }
    areas = [area for aid in aids for area in radio_areas(aid, tolerance_m=tolerance_m)]
    about = _about(within, surface_set) | drawn | _about_aids(aids) | _sentences(within)
    return SurfaceDrawing(layers, about, areas)


def height_summary(
    within: Within, surface_set: SurfaceSet, *, ground: str | None, ground_m: float | None
) -> dict[str, str]:
    """Return what goes with a list of heights: the rules, and what is assumed of the ground."""
    given = (
        f"cột {ground} · column {ground}"
        if ground_m is None
        else f"GIẢ ĐỊNH {ground_m:g} m trên mực nước biển cho mọi công trình"
        f" · ASSUMED {ground_m:g} m above mean sea level for every building"
    )
    return _about(within, surface_set) | {"ground": given} | _sentences(within)


def _about(within: Within, surface_set: SurfaceSet) -> dict[str, str]:
    table = annex14_dimensions() if surface_set.regime is Regime.ANNEX14_2004 else decree222()
    return {
        "warning": f"{COMPUTED_ONLY.vi} · {COMPUTED_ONLY.en}",
        "regime": str(surface_set.regime),
        "rules": table.title,
        "source": table.source,
        "trust": str(table.trust),
        "published": str(surface_set.published or "–"),
        "aerodromes": ", ".join(sorted({item.aerodrome.ident for item in within.placed})),
        "design_groups": ", ".join(sorted({str(item.group) for item in within.placed if item.group})) or "–",
        "complete": YES if within.complete else NO,
        "shielding": "chưa xét · not assessed",
    }


def _about_aids(aids: Sequence[RadioAid]) -> dict[str, str]:
    if not aids:
        return {"radio_aids": "–"}
    table = aid_table()
    return {
        "radio_aids": ", ".join(aid.name for aid in aids),
        "radio_aids_meaning": f"{TO_ASSESS.vi} · {TO_ASSESS.en}",
        "radio_aids_rules": table.title,
        "radio_aids_source": table.source,
        "radio_aids_trust": str(table.trust),
        "radio_aids_remark": table.remark,
    }


def _sentences(within: Within) -> dict[str, str]:
    notes = (*within.notes, *(item for each in within.placed for item in each.surfaces.notes))
    texts = note_texts(dict.fromkeys(notes))
    return {f"note_{index:02}": f"{text.vi} · {text.en}" for index, text in enumerate(texts, 1)}
