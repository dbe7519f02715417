"""Why a fact of a case is not known."""

from enum import StrEnum

from kethop.spatial import LayerState

__all__ = ["LAYER_REASONS", "UnknownReason"]


class UnknownReason(StrEnum):
    """Why a fact has no value."""

    NOT_DECLARED = "not_declared"
    CONTRADICTED = "contradicted"
    NO_SITE = "no_site"
    NO_AREA = "no_area"
    NO_HEIGHT = "no_height"
    NO_LAYER = "layer_missing"
    STALE_LAYER = "layer_stale"
    UNREADABLE_LAYER = "layer_unreadable"
    LAYER_CRS = "layer_crs_unknown"
    LAYER_NOT_COVERING = "layer_not_covering"
    SEVERAL_PROVINCES = "several_provinces"
    OUTSIDE_PROVINCES = "outside_provinces"
    SURFACES_NOT_COMPUTABLE = "surfaces_not_computable"
    OUTSIDE_SURFACES = "outside_surfaces"
    UNDETERMINED = "undetermined"


LAYER_REASONS = {
    LayerState.MISSING: UnknownReason.NO_LAYER,
    LayerState.STALE: UnknownReason.STALE_LAYER,
    LayerState.UNREADABLE: UnknownReason.UNREADABLE_LAYER,
    LayerState.CRS_UNKNOWN: UnknownReason.LAYER_CRS,
    LayerState.NOT_COVERING: UnknownReason.LAYER_NOT_COVERING,
}
