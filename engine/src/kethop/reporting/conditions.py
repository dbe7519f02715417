"""What a cell of a decision table asks, in words: an officer reads no FEEL."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from kethop.errors import FeelSyntaxError
from kethop.rules.feel.parsing import parse_unary_tests
from kethop.rules.feel.tree import Call, Literal, Name, Node, RangeNode, Test, UnaryTests
from kethop.vocabulary import Language, Text
from kethop.vocabulary.formatting import format_date, format_number

__all__ = ["condition_words"]

_DAYS: Mapping[str, Text] = {
    ">=": Text(vi="từ ngày {day}", en="from {day}"),
    ">": Text(vi="sau ngày {day}", en="after {day}"),
    "<=": Text(vi="đến hết ngày {day}", en="until the end of {day}"),
    "<": Text(vi="trước ngày {day}", en="before {day}"),
}
_NUMBERS: Mapping[str, Text] = {
    ">=": Text(vi="từ {number} trở lên", en="{number} or more"),
    ">": Text(vi="trên {number}", en="more than {number}"),
    "<=": Text(vi="không quá {number}", en="not more than {number}"),
    "<": Text(vi="dưới {number}", en="less than {number}"),
}
_BETWEEN_DAYS = Text(vi="từ ngày {low} đến hết ngày {high}", en="from {low} until the end of {high}")
_TRUTH: Mapping[bool, Text] = {True: Text(vi="có", en="yes"), False: Text(vi="không", en="no")}
_NOT = Text(vi="không phải: {tests}", en="none of: {tests}")
_ANY = Text(vi="một trong: {tests}", en="one of: {tests}")


def condition_words(test: str, options: Mapping[str, Text]) -> Text | None:
    """Return what a unary test asks of a fact.

    Parameters
    ----------
    test : str
        FEEL text of a cell, such as ``>= 45`` or ``"plan", "project"``.
    options : Mapping
        Words of the values that the fact may take; a value without words stands as it is.

    Returns
    -------
    Text or None
        None for an empty test and for one that words would not say exactly.

    Examples
    --------
    >>> condition_words("(55..655]", {}).en, condition_words('>= date("2026-07-01")', {}).vi
    ('more than 55, not more than 655', 'từ ngày 01/07/2026')
    """
    try:
        tests = _parsed(test)
    except FeelSyntaxError:
        return None
    said = {language: _said(tests, options, language) for language in (Language.VI, Language.EN)}
    vi, en = said[Language.VI], said[Language.EN]
    return Text(vi=vi, en=en) if vi and en else None


@lru_cache(maxsize=4096)  # a pack has some hundreds of cells, and each run of it asks the same ones
def _parsed(test: str) -> UnaryTests:
    return parse_unary_tests(test)


def _said(tests: UnaryTests, options: Mapping[str, Text], language: Language) -> str | None:
    parts = [_one(test, options, language) for test in tests.tests]
    if not parts or any(part is None for part in parts):
        return None
    joined = "; ".join(part for part in parts if part is not None)
    if tests.negated:
        return _NOT.in_language(language).format(tests=joined)
    return joined if len(parts) == 1 else _ANY.in_language(language).format(tests=joined)


def _one(test: Node, options: Mapping[str, Text], language: Language) -> str | None:
    match test:
        case Literal(value=bool() as truth):
            return _TRUTH[truth].in_language(language)
        case Literal(value=str() as code):
            return options[code].in_language(language) if code in options else code
        case Literal(value=Decimal() as number):
            return format_number(number, language)
        case Test(operator=operator, operand=operand):
            return _compared(operator, operand, language)
        case RangeNode():
            return _range(test, language)
        case _:
            return None


def _compared(operator: str, operand: Node, language: Language) -> str | None:
    day = _day(operand)
    if day and operator in _DAYS:
        return _DAYS[operator].in_language(language).format(day=format_date(day, language))
    match operand:
        case Literal(value=Decimal() as number) if operator in _NUMBERS:
            return _NUMBERS[operator].in_language(language).format(number=format_number(number, language))
        case _:
            return None


def _range(node: RangeNode, language: Language) -> str | None:
    low, high = _day(node.low), _day(node.high)
    if low and high and node.low_included and node.high_included:
        words = _BETWEEN_DAYS.in_language(language)
        return words.format(low=format_date(low, language), high=format_date(high, language))
    ends = [
        _compared(">=" if node.low_included else ">", node.low, language),
        _compared("<=" if node.high_included else "<", node.high, language),
    ]
    return ", ".join(end for end in ends if end) if all(ends) else None


def _day(node: Node) -> date | None:
    match node:
        case Call(function=Name(name="date"), arguments=(Literal(value=str() as text),)):
            try:
                return date.fromisoformat(text)
            except ValueError:
                return None
        case _:
            return None
