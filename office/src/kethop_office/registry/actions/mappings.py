"""Keep which column an office took for which field, for its next table with the same heads."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from kethop_office.common.tables.heads import heads_key
from kethop_office.registry.models import HeaderMapping

__all__ = ["remember"]


def remember(office: UUID, kind: str, heads: Sequence[str], mapping: Mapping[str, str]) -> None:
    """Keep a choice of columns, inside the transaction of the act that makes it."""
    HeaderMapping.objects.update_or_create(
        office_id=office, kind=kind, heads_key=heads_key(heads), defaults={"mapping": dict(mapping)}
    )
