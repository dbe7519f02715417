"""Read units."""

from kethop_office.territory.queries.gazetteer import Gazetteer, Reading, load_gazetteer
from kethop_office.territory.queries.lineage import (
    Lineage,
    lineage_of,
    overview,
    present_units,
    unit_count,
    unit_with_key,
)
from kethop_office.territory.queries.resolve import Candidate, Resolution, resolve

__all__ = [
    "Candidate",
    "Gazetteer",
    "Lineage",
    "Reading",
    "Resolution",
    "lineage_of",
    "load_gazetteer",
    "overview",
    "present_units",
    "resolve",
    "unit_count",
    "unit_with_key",
]
