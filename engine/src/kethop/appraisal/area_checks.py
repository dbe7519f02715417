"""Compare the measured area with the one that the file states."""

from decimal import Decimal

from kethop.appraisal.check import Check, CheckState, check
from kethop.spatial import Site

__all__ = ["area_checks"]

# Settings of this system, not of law: an officer's office may choose others.
FINE = Decimal("0.01")
REASON = Decimal("0.10")
_SQUARE_METRES = Decimal(10_000)


def area_checks(site: Site, stated_ha: Decimal | None, *, reason: str | None = None) -> tuple[Check, ...]:
    """Return the lines on area.

    Parameters
    ----------
    site : Site
        The site.
    stated_ha : Decimal or None
        Area that the file states, in hectares.
    reason : str or None
        Why it differs, where the file says so.

    Returns
    -------
    tuple of Check
        ``area.measured``, or ``area.agrees`` (within 1 %), ``area.differs_little`` (to 10 %), ``area.differs`` (above: a
        reason is asked), ``area.differs_with_reason``; then ``area.hint_transposed``, ``area.hint_decimal`` or
        ``area.hint_square_metres`` where one slip of typing explains the difference; ``area.none`` where a line or a point
        has an area stated.
    """
    if site.dimension != 2:
        return () if stated_ha is None else (check("area.none", CheckState.FAULT, stated_ha=stated_ha),)
    measured = (Decimal(site.area_m2) / _SQUARE_METRES).quantize(Decimal("0.0001"))
    perimeter = Decimal(site.perimeter_m).quantize(Decimal("0.1"))
    if stated_ha is None:
        return (check("area.measured", CheckState.PASS, measured_ha=measured, perimeter_m=perimeter),)
    share = abs(measured - stated_ha) / stated_ha
    fields = {
        "measured_ha": measured,
        "stated_ha": stated_ha,
        "share": share.quantize(Decimal("0.000001")),
        "perimeter_m": perimeter,
    }
    if share <= FINE:
        return (check("area.agrees", CheckState.PASS, **fields),)
    hint = _hint(measured, stated_ha)
    hints = (check(hint, CheckState.NOTICE, stated_ha=stated_ha, measured_ha=measured),) if hint else ()
    if share <= REASON:
        return (check("area.differs_little", CheckState.NOTICE, **fields), *hints)
    if reason:
        return (check("area.differs_with_reason", CheckState.NOTICE, **fields, reason=reason), *hints)
    return (check("area.differs", CheckState.FAULT, **fields), *hints)


def _hint(measured: Decimal, stated: Decimal) -> str | None:
    """Return the slip of typing that turns the measured area into the stated one, to 1 %."""
    if any(_agrees(measured, other) for other in _transposed(stated)):
        return "area.hint_transposed"
    if _agrees(measured * _SQUARE_METRES, stated):
        return "area.hint_square_metres"
    if any(
        _agrees(measured * factor, stated) for factor in (Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01"))
    ):
        return "area.hint_decimal"
    return None


def _transposed(number: Decimal) -> list[Decimal]:
    """Return the numbers in which two digits of ``number`` change places; the decimal mark stays."""
    digits = list(format(number, "f"))
    places = [index for index, sign in enumerate(digits) if sign.isdigit()]
    found = []
    for at, one in enumerate(places):
        for other in places[at + 1 :]:
            if digits[one] != digits[other]:
                changed = digits.copy()
                changed[one], changed[other] = digits[other], digits[one]
                found.append(Decimal("".join(changed)))
    return found


def _agrees(measured: Decimal, stated: Decimal) -> bool:
    return stated > 0 and abs(measured - stated) <= FINE * stated
