"""Regular expressions of XPath, which FEEL uses, in Python's dialect (DMN 1.5 §10.3.4.3; XPath Functions 3.1 §5.6)."""

import re
from functools import lru_cache

from kethop.rules.feel.faults import FeelFault

__all__ = ["compiled", "replacement"]

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE, "q": re.NOFLAG}
_CLASSES = {
    r"\p{L}": r"[^\W\d_]",
    r"\p{Lu}": "[A-ZÀ-ÖØ-Þ]",
    r"\p{Ll}": "[a-zß-öø-ÿ]",
    r"\p{N}": r"\d",
    r"\p{Nd}": r"\d",
    r"\P{L}": r"[\W\d_]",
    r"\P{Nd}": r"\D",
    r"\i": r"[^\W\d]",
    r"\c": r"[\w.\-:]",
}
_ESCAPE = re.compile(r"\\[pP]\{\w+\}|\\.", re.DOTALL)
_SUBTRACTED = re.compile(r"\[([^\[\]]+)-\[([^\[\]]+)\]\]")
_REFERENCE = re.compile(r"\\(.)|\$(\d+)|(\$)|(\\)$", re.DOTALL)
MAX_PATTERN = 1_000


@lru_cache(maxsize=512)
def compiled(pattern: str, flags: str | None) -> re.Pattern[str]:
    """Return the compiled pattern.

    Raises
    ------
    FeelFault
        ``feel.pattern_invalid``: not a regular expression, longer than 1,000 characters, or an unknown flag.
    """
    chosen = re.NOFLAG
    for flag in flags or "":
        if flag not in _FLAGS:
            raise FeelFault("feel.pattern_invalid", pattern=(flags or "")[:80])
        chosen |= _FLAGS[flag]
    if len(pattern) > MAX_PATTERN:
        raise FeelFault("feel.pattern_invalid", pattern=pattern[:80])
    text = re.escape(pattern) if "q" in (flags or "") else _ESCAPE.sub(_translated, _without_subtraction(pattern))
    try:
        return re.compile(text, chosen)
    except (re.error, OverflowError, RecursionError):
        raise FeelFault("feel.pattern_invalid", pattern=pattern[:80]) from None


def _without_subtraction(pattern: str) -> str:
    return _SUBTRACTED.sub(r"(?:(?![\2])[\1])", pattern)


def _translated(match: re.Match[str]) -> str:
    escape = match[0]
    if escape.startswith((r"\p", r"\P")) and escape not in _CLASSES:
        raise FeelFault("feel.pattern_invalid", pattern=escape[:80])
    return _CLASSES.get(escape, escape)


def replacement(text: str) -> str:
    r"""Return XPath's replacement (``$1``, ``\$``, ``\\``) as Python writes it; other uses are a fault."""
    return _REFERENCE.sub(_reference, text)


def _reference(match: re.Match[str]) -> str:
    if match[2]:
        return rf"\g<{match[2]}>"
    if match[1] == "$":
        return "$"
    if match[1] == "\\":
        return r"\\"
    raise FeelFault("feel.pattern_invalid", pattern=match[0][:80])
