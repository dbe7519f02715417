"""Obstacle limitation surfaces as functions of position. Computed, not published: an answer can forbid, never clear."""

from kethop.spatial.surfaces.aerodromes import Aerodrome, AerodromeSet, NearestAerodrome, Runway, RunwayEnd
from kethop.spatial.surfaces.answer import SurfaceAnswer, SurfaceLevel, surface_answer
from kethop.spatial.surfaces.dimensions import ApproachKind, Regime, SurfaceSet, dimensions_of
from kethop.spatial.surfaces.pieces import Surface
from kethop.spatial.surfaces.profile import SurfaceProfile, surface_profile

__all__ = [
    "Aerodrome",
    "AerodromeSet",
    "ApproachKind",
    "NearestAerodrome",
    "Regime",
    "Runway",
    "RunwayEnd",
    "Surface",
    "SurfaceAnswer",
    "SurfaceLevel",
    "SurfaceProfile",
    "SurfaceSet",
    "dimensions_of",
    "surface_answer",
    "surface_profile",
]
