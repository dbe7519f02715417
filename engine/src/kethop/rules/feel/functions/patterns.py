"""Regular expressions of XPath, which FEEL uses, in Python's dialect (DMN 1.5 §10.3.4.3; XPath Functions 3.1 §5.6)."""

import re
import unicodedata
from functools import lru_cache

from kethop.rules.feel.faults import FeelFault, LimitReached
from kethop.rules.feel.functions.pattern_work import check_work

__all__ = ["compiled_for", "replacement"]

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.NOFLAG, "q": re.NOFLAG}
_WORDS = {r"\i": r"[^\W\d]", r"\c": r"[\w.\-:]"}
_ESCAPE = re.compile(r"\\([pP])\{(\w+)\}|\\.", re.DOTALL)
_PIECE = re.compile(r"\[(?:\\.|[^\]\\])*\]|\\[pP]\{\w+\}|\\.", re.DOTALL)
_DOUBTFUL = re.compile(r"(?<!\\)(?:\[|&&|\|\||~~|--)")
_SUBTRACTED = re.compile(r"\[([^\[\]]+)-\[([^\[\]]+)\]\]")
_REFERENCE = re.compile(r"\\(.)|\$(\d+)|(\$)|(\\)$", re.DOTALL)
_SPACE = re.compile(r"(\[(?:\\.|[^\]\\])*\]|\\.)|[\t\n\r ]", re.DOTALL)
_NOT_XPATH = re.compile(r"\(\?(?!:)|(?:[*+?]|\{\d*,?\d*\})\+")
MAX_PATTERN = 1_000
MAX_REPEATS = 2**32 - 2
LAST_CODE = 0x20000


@lru_cache(maxsize=512)
def compiled(pattern: str, flags: str | None) -> re.Pattern[str]:
    """Return the compiled pattern.

    Raises
    ------
    FeelFault
        ``feel.pattern_invalid``: not a regular expression, or an unknown flag.
    LimitReached
        ``pattern_length``: longer than 1,000 characters; ``pattern_repeats``: beyond 4 thousand million times.
    """
    chosen = re.NOFLAG
    for flag in flags or "":
        if flag not in _FLAGS:
            raise FeelFault("feel.pattern_invalid", pattern=(flags or "")[:80])
        chosen |= _FLAGS[flag]
    if len(pattern) > MAX_PATTERN:
        raise LimitReached("pattern_length", MAX_PATTERN)
    try:
        return re.compile(re.escape(pattern) if "q" in (flags or "") else _in_python(pattern, flags or ""), chosen)
    except OverflowError:
        raise LimitReached("pattern_repeats", MAX_REPEATS) from None
    except re.error:
        raise FeelFault("feel.pattern_invalid", pattern=pattern[:80]) from None


def compiled_for(text: str, pattern: str, flags: str | None) -> re.Pattern[str]:
    """Return the compiled pattern, known not to hang on a text; faults and limits as :func:`compiled`, ``pattern_work``."""
    expression = compiled(pattern, flags)
    if "q" not in (flags or ""):
        check_work(expression, text)
    return expression


def _in_python(pattern: str, flags: str) -> str:
    if _NOT_XPATH.search(_PIECE.sub("a", pattern)):
        raise FeelFault("feel.pattern_invalid", pattern=pattern[:80])
    return _PIECE.sub(_translated, _without_subtraction(_SPACE.sub(r"\1", pattern) if "x" in flags else pattern))


def _without_subtraction(pattern: str) -> str:
    return _SUBTRACTED.sub(r"(?:(?![\2])[\1])", pattern)


def _translated(match: re.Match[str]) -> str:
    """Return a class or an escape as Python writes it."""
    piece = match[0]
    if not piece.startswith("["):
        return _ESCAPE.sub(_outside_class, piece)
    # what Python may one day read as an operation on sets is a plain character to XPath
    plain = _DOUBTFUL.sub(lambda found: "".join("\\" + letter for letter in found[0]), piece[1:-1])
    return "[" + _ESCAPE.sub(_inside_class, plain) + "]"


def _outside_class(match: re.Match[str]) -> str:
    return f"[{_category(match[2], negated=match[1] == 'P')}]" if match[2] else _WORDS.get(match[0], match[0])


def _inside_class(match: re.Match[str]) -> str:
    return _category(match[2], negated=match[1] == "P") if match[2] else match[0]


@lru_cache(maxsize=256)
def _category(name: str, *, negated: bool) -> str:
    """Return the characters of a Unicode category such as ``Lu`` or ``N`` as ranges of a class."""
    ranges: list[list[int]] = []
    for code in range(LAST_CODE):
        if unicodedata.category(chr(code)).startswith(name) is not negated:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    if not ranges or len(name) > 2:
        raise FeelFault("feel.pattern_invalid", pattern=name[:80])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


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
