"""Which column an office last took for which field."""

from collections.abc import Sequence
from uuid import UUID

from kethop_office.common.tables.heads import heads_key
from kethop_office.registry.models import HeaderMapping

__all__ = ["mapping_for"]


def mapping_for(office: UUID, kind: str, heads: Sequence[str]) -> dict[str, str] | None:
    """Return the choice that an office last made for a table with these heads; None where it made none."""
    found = HeaderMapping.objects.filter(office=office, kind=kind, heads_key=heads_key(heads)).first()
    return dict(found.mapping) if found else None
