"""Obstacle limitation surfaces as functions of position. Computed, not published: an answer can forbid, never clear."""

from kethop.spatial.surfaces.aerodrome_set import AerodromeSet, NearestAerodrome
from kethop.spatial.surfaces.aerodromes import Aerodrome, Runway, RunwayEnd
from kethop.spatial.surfaces.answer import SurfaceAnswer, SurfaceLevel, surface_answer
from kethop.spatial.surfaces.buildings import BuildingColumns, BuildingFile, Buildings
from kethop.spatial.surfaces.contours import contours
from kethop.spatial.surfaces.decree222 import decree222
from kethop.spatial.surfaces.dimensions import annex14_dimensions
from kethop.spatial.surfaces.facets import DrawnShape, facets, runway_lines
from kethop.spatial.surfaces.profile import SurfaceProfile, surface_profile
from kethop.spatial.surfaces.radio_aids import AidKind, RadioAid, aid_table, must_be_assessed
from kethop.spatial.surfaces.radio_areas import AidArea, DrawnArea, radio_areas
from kethop.spatial.surfaces.regimes import ApproachKind, DesignGroup, Regime, SurfaceSet
from kethop.spatial.surfaces.runway_table import aerodromes_from_table
from kethop.spatial.surfaces.screening import HeightHit, HeightState, screen_heights
from kethop.spatial.surfaces.shielding import Shield, ShieldLevel, shield_level
from kethop.spatial.surfaces.surface import Surface
from kethop.spatial.surfaces.within import PlacedSurfaces, Within, surfaces_of_aerodromes, surfaces_within

__all__ = [
    "Aerodrome",
    "AerodromeSet",
    "AidArea",
    "AidKind",
    "ApproachKind",
    "BuildingColumns",
    "BuildingFile",
    "Buildings",
    "DesignGroup",
    "DrawnArea",
    "DrawnShape",
    "HeightHit",
    "HeightState",
    "NearestAerodrome",
    "PlacedSurfaces",
    "RadioAid",
    "Regime",
    "Runway",
    "RunwayEnd",
    "Shield",
    "ShieldLevel",
    "Surface",
    "SurfaceAnswer",
    "SurfaceLevel",
    "SurfaceProfile",
    "SurfaceSet",
    "Within",
    "aerodromes_from_table",
    "aid_table",
    "annex14_dimensions",
    "contours",
    "decree222",
    "facets",
    "must_be_assessed",
    "radio_areas",
    "runway_lines",
    "screen_heights",
    "shield_level",
    "surface_answer",
    "surface_profile",
    "surfaces_of_aerodromes",
    "surfaces_within",
]
