"""Obstacle limitation surfaces as functions of position. Computed, not published: an answer can forbid, never clear."""

from kethop.spatial.surfaces.aerodrome_set import AerodromeSet, NearestAerodrome
from kethop.spatial.surfaces.aerodromes import Aerodrome, Runway, RunwayEnd
from kethop.spatial.surfaces.answer import SurfaceAnswer, SurfaceLevel, surface_answer
from kethop.spatial.surfaces.dimensions import annex14_dimensions
from kethop.spatial.surfaces.profile import SurfaceProfile, surface_profile
from kethop.spatial.surfaces.regimes import ApproachKind, DesignGroup, Regime, SurfaceSet
from kethop.spatial.surfaces.surface import Surface

__all__ = [
    "Aerodrome",
    "AerodromeSet",
    "ApproachKind",
    "DesignGroup",
    "NearestAerodrome",
    "Regime",
    "Runway",
    "RunwayEnd",
    "Surface",
    "SurfaceAnswer",
    "SurfaceLevel",
    "SurfaceProfile",
    "SurfaceSet",
    "annex14_dimensions",
    "surface_answer",
    "surface_profile",
]
