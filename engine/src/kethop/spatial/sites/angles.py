"""Read an angle in degrees, minutes and seconds, in the notations that offices and receivers write."""

import re
from decimal import Decimal

__all__ = ["read_angle"]

_FRACTION = r"(?:[.,][0-9]+)?"
_PATTERNS = (
    re.compile(rf"([0-9]{{1,3}}) ?° ?([0-9]{{1,2}}) ?' ?([0-9]{{1,2}}{_FRACTION}) ?(?:\"|'')?"),
    re.compile(rf"([0-9]{{1,3}}) ?° ?([0-9]{{1,2}}{_FRACTION}) ?'?"),
    re.compile(rf"([0-9]{{1,3}}{_FRACTION}) ?°"),
    re.compile(rf"([0-9]{{1,3}}) ([0-9]{{1,2}}) ([0-9]{{1,2}}{_FRACTION})"),
    re.compile(r"([0-9]{1,3}) ([0-9]{1,2}[.,][0-9]+)"),
    # without decimals 21-11-24 may be a day and 21:11:24 an hour
    re.compile(r"([0-9]{1,3})-([0-9]{1,2})-([0-9]{1,2}[.,][0-9]+)"),
    re.compile(r"([0-9]{1,3}):([0-9]{1,2}):([0-9]{1,2}[.,][0-9]+)"),
)
_LETTER_O = re.compile(r"(?<=[0-9]) ?[oO](?= ?[0-9])")  # typed in place of the degree sign


def read_angle(text: str) -> Decimal | None:
    """Return the degrees of a text without sign; None when it is written in no such notation.

    Parameters
    ----------
    text : str
        As ``plain_signs`` leaves it.

    Raises
    ------
    ValueError
        Minutes or seconds of 60 or more.

    Examples
    --------
    >>> float(read_angle("21°11'24,0")), float(read_angle("21 11 24.0")), read_angle("21-11-24")
    (21.19, 21.19, None)
    """
    plain = _LETTER_O.sub("°", text)
    match = next((found for pattern in _PATTERNS if (found := pattern.fullmatch(plain))), None)
    if match is None:
        return None
    degrees, minutes, seconds = (*(Decimal(part.replace(",", ".")) for part in match.groups()), Decimal(0), Decimal(0))[
        :3
    ]
    if minutes >= 60 or seconds >= 60:
        raise ValueError(text)
    return degrees + minutes / 60 + seconds / 3600
