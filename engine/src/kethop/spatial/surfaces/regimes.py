"""Which sets of surfaces can be computed, and for which aeroplanes."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from kethop.documents import Record

__all__ = ["ApproachKind", "DesignGroup", "Regime", "SurfaceSet"]


class Regime(StrEnum):
    """Sets of surfaces that can be computed."""

    ANNEX14_2004 = "annex14-2004"
    """ICAO Annex 14 as it stood before the obstacle free and evaluation surfaces (Tables 4-1 and 4-2)."""
    DECREE222_2026 = "decree222-2026"
    """Decree 222/2026/NĐ-CP, appendix Ia: obstacle free and obstacle evaluation surfaces by aeroplane design group."""


class DesignGroup(StrEnum):
    """Aeroplane design groups, in the columns of appendix Ia of Decree 222/2026, the least demanding first."""

    I = "I"  # noqa: E741 - the decree's own name
    IIA_IIB = "IIA-IIB"
    IIC = "IIC"
    III = "III"
    IV = "IV"
    V = "V"


class ApproachKind(StrEnum):
    """How a runway is approached, least demanding first."""

    NON_INSTRUMENT = "non-instrument"
    NON_PRECISION = "non-precision"
    PRECISION_1 = "precision-1"
    PRECISION_2_3 = "precision-2-3"


def _regime(value: str) -> Regime:
    """Return the regime of a name; a function, because an enumeration's own signature differs between Pythons."""
    return Regime(value)


def _group(value: str | None) -> DesignGroup | None:
    return None if value is None else DesignGroup(value)


class SurfaceSet(Record):
    """Which surfaces were computed.

    Parameters
    ----------
    regime : Regime
        The rules that give their shape.
    published : date or None
        Day on which the aerodromes' plan with these surfaces was published; None when it is not known.
    group : DesignGroup or None
        For the regime of Decree 222/2026: the design group of aerodromes whose own is not known. None computes every
        group; the lowest surface governs and the loosest is stated beside it.
    """

    regime: Annotated[Regime, BeforeValidator(_regime)] = Regime.ANNEX14_2004
    published: date | None = None
    group: Annotated[DesignGroup | None, BeforeValidator(_group)] = None
