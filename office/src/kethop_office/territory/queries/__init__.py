"""Read units and their lineage."""

from kethop_office.territory.queries.lineage import Lineage, lineage_of, overview, unit_count, unit_with_key
from kethop_office.territory.queries.resolve import Candidate, Resolution, resolve

__all__ = ["Candidate", "Lineage", "Resolution", "lineage_of", "overview", "resolve", "unit_count", "unit_with_key"]
