"""Regular expressions made ready for a text (DMN 1.5 §10.3.4.3; XPath Functions 3.1 §5.6)."""

import re
from collections.abc import Callable
from functools import lru_cache

from kethop.rules.feel.budget import LETTERS, spend
from kethop.rules.feel.faults import FeelFault, LimitReached
from kethop.rules.feel.functions.pattern_work import check_work
from kethop.rules.feel.functions.xpath_patterns import in_python

__all__ = ["compiled_for", "replacement", "separating"]

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.NOFLAG, "x": re.NOFLAG, "q": re.NOFLAG}
_REFERENCE = re.compile(r"\\(.)|\$(\d+)|(\$|\\)", re.DOTALL | re.ASCII)
MAX_PATTERN = 1_000
MAX_REPEATS = 2**32 - 2


@lru_cache(maxsize=512)
def compiled(pattern: str, flags: str) -> re.Pattern[str]:
    """Return the compiled pattern.

    Raises
    ------
    FeelFault
        ``feel.pattern_invalid``: not a regular expression, or an unknown flag.
    LimitReached
        ``pattern_length``: longer than 1,000 characters; ``pattern_repeats``: beyond 4 thousand million times.
    """
    chosen = re.NOFLAG
    for flag in flags:
        if flag not in _FLAGS:
            raise FeelFault("feel.pattern_invalid", pattern=flags[:80])
        chosen |= _FLAGS[flag]
    if len(pattern) > MAX_PATTERN:
        raise LimitReached("pattern_length", MAX_PATTERN)
    ours = re.escape(pattern) if "q" in flags else in_python(pattern, flags)
    spend(len(ours) // LETTERS)
    try:
        return re.compile(ours, chosen)
    except OverflowError:
        raise LimitReached("pattern_repeats", MAX_REPEATS) from None
    except re.error:
        raise FeelFault("feel.pattern_invalid", pattern=pattern[:80]) from None


def compiled_for(text: str, pattern: str, flags: str | None) -> re.Pattern[str]:
    """Return the compiled pattern, known not to hang on a text; faults and limits as :func:`compiled`, ``pattern_work``."""
    expression = compiled(pattern, flags or "")
    if "q" not in (flags or ""):
        check_work(expression, text)
    return expression


def separating(text: str, pattern: str, flags: str | None) -> re.Pattern[str]:
    """Return the compiled pattern as :func:`compiled_for` does; one that matches the empty text separates nothing, a fault."""
    expression = compiled_for(text, pattern, flags)
    if expression.search("") is not None:
        raise FeelFault("feel.pattern_invalid", pattern=pattern[:80])
    return expression


def replacement(text: str, groups: int) -> Callable[[re.Match[str]], str]:
    r"""Return what writes XPath's replacement for a match: ``$1`` is what a group took, ``\$`` and ``\\`` are themselves.

    Of the digits behind ``$`` as many are read as name a group; a single digit that names none stands for nothing.

    Parameters
    ----------
    text : str
        The replacement.
    groups : int
        How many groups the pattern has.

    Raises
    ------
    FeelFault
        ``feel.pattern_invalid``: a ``$`` or a backslash before anything else.
    """
    parts: list[str | int] = []
    end = 0
    for found in _REFERENCE.finditer(text):
        parts.append(text[end : found.start()])
        end = found.end()
        if found[2]:
            digits = found[2]
            used = next((size for size in range(len(digits), 1, -1) if int(digits[:size]) <= groups), 1)
            parts += [int(digits[:used]), digits[used:]]
        elif found[1] in {"$", "\\"}:
            parts.append(found[1])
        else:
            raise FeelFault("feel.pattern_invalid", pattern=found[0][:80])
    parts.append(text[end:])

    def write(match: re.Match[str]) -> str:
        spend(1)
        taken = (part if isinstance(part, str) else (match[part] or "") if part <= groups else "" for part in parts)
        return "".join(taken)

    return write
