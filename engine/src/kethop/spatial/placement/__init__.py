"""Placement: which coordinate system puts filed numbers into the communes that the proposal declares.

The answer is a value and never a decision: a person confirms a proposed system, or gives one.
"""

from kethop.spatial.placement.candidate import Candidate, Placement, Verdict
from kethop.spatial.placement.declared_area import TOLERANCE_M, DeclaredArea, declared_area
from kethop.spatial.placement.gazetteer import Gazetteer
from kethop.spatial.placement.placing import place_paths, positions_of
from kethop.spatial.placement.systems import SYSTEMS, TrialSystem, system_of

__all__ = [
    "SYSTEMS",
    "TOLERANCE_M",
    "Candidate",
    "DeclaredArea",
    "Gazetteer",
    "Placement",
    "TrialSystem",
    "Verdict",
    "declared_area",
    "place_paths",
    "positions_of",
    "system_of",
]
