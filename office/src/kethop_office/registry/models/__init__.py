"""Parks, what was doubtful in them, imports, layers."""

from kethop_office.registry.models.importing import HeaderMapping, ImportRow, ImportRun
from kethop_office.registry.models.layer import Layer
from kethop_office.registry.models.layer_draft import LayerDraft
from kethop_office.registry.models.park import IndustrialPark, ParkDoubt, ParkMerge, ParkVersion

__all__ = [
    "HeaderMapping",
    "ImportRow",
    "ImportRun",
    "IndustrialPark",
    "Layer",
    "LayerDraft",
    "ParkDoubt",
    "ParkMerge",
    "ParkVersion",
]
