"""Kinds of legal instrument."""

from enum import StrEnum

__all__ = ["InstrumentKind"]


class InstrumentKind(StrEnum):
    """Kinds of legal instrument that packs cite, with the subtype word of an FRBR-style identifier."""

    LAW = "law"
    ORDINANCE = "ordinance"
    RESOLUTION = "resolution"
    DECREE = "decree"
    DECISION = "decision"
    CIRCULAR = "circular"
