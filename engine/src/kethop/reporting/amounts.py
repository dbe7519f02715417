"""Lengths, areas and shares as a sentence writes them."""

from decimal import ROUND_HALF_EVEN, Decimal

from kethop.vocabulary import Language, format_number

__all__ = ["AMOUNTS", "amount"]

AMOUNTS = frozenset({"far", "exact", "m2", "ha", "share"})
_KILOMETRE = Decimal(1000)
_FAR = 10 * _KILOMETRE
_HECTARE = Decimal(10_000)


def amount(value: Decimal, kind: str, language: Language) -> str:
    """Return a number with its unit.

    Parameters
    ----------
    value : Decimal
        A length in metres (``far``: said roughly; ``exact``: to the millimetre), an area in m² (``m2``) or in hectares
        (``ha``), a share from 0 to 1.
    kind : str
        One of ``AMOUNTS``.
    language : Language
        Language of the digits.

    Examples
    --------
    >>> amount(Decimal("156244"), "far", Language.VI), amount(Decimal("703.2"), "far", Language.VI)
    ('156 km', '700 m')
    >>> amount(Decimal("0.0004"), "share", Language.EN), amount(Decimal("37.1912"), "ha", Language.VI)
    ('0.04 %', '37,19 ha')
    """
    if kind == "far":
        return _roughly(value, language)
    if kind == "exact":
        return f"{format_number(value, language, decimals=3)} m"
    if kind == "m2":
        return f"{format_number(value, language)} m²"
    if kind == "share":
        percent = 100 * value
        return f"{format_number(percent, language, decimals=1 if percent >= 1 else 2)} %"
    return f"{format_number(value, language)} ha" if value >= 1 else f"{format_number(value * _HECTARE, language)} m²"


def _roughly(metres: Decimal, language: Language) -> str:
    """Return a distance to three digits at most: nobody needs more to find a wrong meridian."""
    if metres >= _FAR:
        return f"{format_number(metres / _KILOMETRE, language, decimals=0)} km"
    if metres >= _KILOMETRE:
        return f"{format_number(metres / _KILOMETRE, language, decimals=1)} km"
    tens = metres if metres < 100 else (metres / 10).quantize(Decimal(1), rounding=ROUND_HALF_EVEN) * 10
    return f"{format_number(tens, language, decimals=0)} m"
