"""Why a parcel's answer about a layer is not known."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from kethop.spatial import LayerState

__all__ = ["REASONS", "STATE_REASONS", "Reason"]


class Reason(StrEnum):
    """Why an answer is not known; the words are those of a single appraisal where it has the same reason."""

    NOWHERE = "nowhere"
    """The parcel has no geometry, an empty one, or one without finite coordinates."""
    INVALID = "invalid"
    """Its outline crosses itself, and its envelope meets a zone or leaves the layer's extent."""
    LAYER_MISSING = "layer_missing"
    LAYER_STALE = "layer_stale"
    NOT_COVERING = "layer_not_covering"
    """It meets no zone, and some of it lies outside the layer's extent."""
    COVERAGE_UNKNOWN = "coverage_unknown"
    """It meets no zone, and nothing says where the layer speaks."""
    NO_TOP = "no_top"
    """It lies under a surface and has no height or no ground elevation."""
    BELOW_COMPUTED = "below_computed"
    """Its top is below every surface computed, which can forbid and never clear."""
    SURFACES_NOT_COMPUTABLE = "surfaces_not_computable"
    """A surface that cannot be computed may lie over it."""


REASONS = tuple(Reason)
"""By number, as the columns of a part have them."""

STATE_REASONS: Mapping[LayerState, Reason] = MappingProxyType(
    {
        LayerState.MISSING: Reason.LAYER_MISSING,
        LayerState.STALE: Reason.LAYER_STALE,
    }
)
"""What the state of a layer that does not answer means for all its parcels; a broken layer is refused."""
