"""FEEL texts to trees: one grammar, two beginnings (DMN 1.5 §10.3.1.2)."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from lark import Lark, Token
from lark.common import LexerConf
from lark.exceptions import LarkError, UnexpectedToken, VisitError
from lark.lexer import Lexer, LexerState
from typing_extensions import override

from kethop.errors import FeelSyntaxError, Place
from kethop.rules.feel.building import TreeBuilder
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.functions import BUILTIN_NAMES, PROPERTY_NAMES
from kethop.rules.feel.names import Names
from kethop.rules.feel.tokens import tokenise
from kethop.rules.feel.tree import Call, Condition, Name, Node, Test, TestList, UnaryTests
from kethop.rules.feel.walking import INPUT, mentions

__all__ = ["IRRELEVANT", "known_names", "parse_expression", "parse_unary_tests"]

IRRELEVANT = "-"


class _ReadyTokens(Lexer):
    """Hands the parser the tokens that :func:`tokenise` has made."""

    __future_interface__ = 2

    def __init__(self, lexer_conf: LexerConf) -> None:
        """Take the configuration that lark gives every lexer; nothing of it is needed."""

    @override
    def lex(self, lexer_state: LexerState, parser_state: object) -> Iterator[Token]:
        """Yield the tokens, which are the "text" that the parser was given; the parser's state adds nothing."""
        del parser_state
        ready: object = lexer_state.text
        if isinstance(ready, list):
            yield from ready


@cache
def _parser() -> Lark:
    grammar = resources.files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        grammar,
        parser="lalr",
        lexer=_ReadyTokens,
        start=["start", "unary_tests"],
        keep_all_tokens=True,
        transformer=TreeBuilder(),
    )


def known_names(names: Names | Iterable[str] = ()) -> Names:
    """Return the names with the built-in functions and properties added."""
    if names == ():
        return _builtin_names()
    given = names if isinstance(names, Names) else Names(frozenset(names))
    if given.scope >= BUILTIN_NAMES:
        return given
    return Names(given.scope | BUILTIN_NAMES, given.paths | PROPERTY_NAMES, given.types)


@cache
def _builtin_names() -> Names:
    return Names(BUILTIN_NAMES, PROPERTY_NAMES)


@lru_cache(maxsize=16_384)  # a pack has some thousands of texts, many of them the same, and is opened again and again
def _tree(text: str, start: str, names: Names) -> object:
    tokens: Any = tokenise(text, names)  # lark types its input as text; a ready lexer takes any
    return _parser().parse(tokens, start=start)


def _parsed(text: str, start: str, names: Names | Iterable[str], place: Place | None) -> Node:
    try:
        tree = _tree(text, start, known_names(names))
    except FeelSyntaxError as error:
        raise FeelSyntaxError(error.code, place=place, **error.fields) from None
    except UnexpectedToken as error:
        begin = error.token.start_pos if error.token.type != "$END" and error.token.start_pos is not None else len(text)
        end = error.token.end_pos or len(text)
        raise FeelSyntaxError("rules.feel_syntax", place=place, text=text, start=begin, end=max(begin, end)) from None
    except (VisitError, LarkError, FeelFault):
        raise FeelSyntaxError("rules.feel_syntax", place=place, text=text, start=0, end=len(text)) from None
    if not isinstance(tree, Node):
        raise FeelSyntaxError("rules.feel_syntax", place=place, text=text, start=0, end=len(text))
    return tree


def parse_expression(text: str, names: Names | Iterable[str] = (), *, place: Place | None = None) -> Node:
    """Return the tree of a FEEL expression.

    Parameters
    ----------
    text : str
        The expression.
    names : Names or iterable of str
        What it may name besides the built-in functions.
    place : Place, optional
        Where the text stands, for the error.

    Raises
    ------
    FeelSyntaxError
        ``rules.feel_syntax`` with ``text``, ``start`` and ``end``, character offsets of what does not fit.
    """
    return _parsed(text, "start", names, place)


def parse_unary_tests(text: str, names: Names | Iterable[str] = (), *, place: Place | None = None) -> UnaryTests:
    """Return the tests of a decision table's cell (DMN 1.5 §7.3.3 and §10.3.1.2 rules 12-16).

    ``-`` or an empty text is irrelevant: no tests. The value under test is ``?``.

    Raises
    ------
    FeelSyntaxError
        As :func:`parse_expression`.
    """
    if text.strip() in {"", IRRELEVANT}:
        return UnaryTests(())
    tree = _parsed(text, "unary_tests", names, place)
    tests = tree.tests if isinstance(tree, TestList) else (tree,)
    match tests:
        case (Call(function=Name(name="not"), arguments=inner),) if inner:
            return UnaryTests(tuple(map(_as_test, inner)), negated=True, span=tree.span)
        case _:
            return UnaryTests(tuple(map(_as_test, tests)), span=tree.span)


def _as_test(node: Node) -> Node:
    if not isinstance(node, Test) and mentions(node, INPUT):
        return Condition(node, span=node.span)
    return node
