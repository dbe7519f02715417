"""Why a fact of a case is not known."""

from enum import StrEnum

__all__ = ["UnknownReason"]


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
