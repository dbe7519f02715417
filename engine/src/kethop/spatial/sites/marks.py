"""Bring the signs of a pasted number to plain ones: full-width digits, typographic primes, spaces that do not break."""

import re
import unicodedata

__all__ = ["plain_signs"]

_SIGNS = str.maketrans(
    {
        "\u2032": "'",
        "\u2019": "'",
        "\u2018": "'",
        "\u02b9": "'",
        "\u00b4": "'",
        "`": "'",
        "\u2033": '"',
        "\u201d": '"',
        "\u201c": '"',
        "\u02ba": '"',
        "\u00ba": "°",
        "\u02da": "°",
        "\u2212": "-",
    }
)
_SPACES = re.compile(r"\s+")
_FULL_WIDTH = range(0xFF10, 0xFF1A)


def plain_signs(text: str) -> str | None:
    r"""Return the text in plain signs with single spaces; None where it holds a digit that is not an ordinary one.

    Full-width digits and marks become plain ones, every kind of space one space, primes and curly quotes straight ones,
    invisible signs vanish. A raised or circled digit is no digit of a coordinate: ``5²`` must not become 52.

    Examples
    --------
    >>> plain_signs("\uff12 344\u00a0072,76"), plain_signs("5²")
    ('2 344 072,76', None)
    """
    if any(sign.isnumeric() and not sign.isascii() and ord(sign) not in _FULL_WIDTH for sign in text):
        return None
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", seen.translate(_SIGNS))).strip()
