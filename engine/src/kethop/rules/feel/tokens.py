"""A FEEL text as tokens, each name the longest that the scope knows (DMN 1.5 §10.3.1.2-4).

FEEL cannot be split into words without its scope: with ``loan amount`` in scope ``loan amount-1`` is two tokens and a minus.
So the reader keeps the scope as it reads: entries of contexts, loop variables and parameters extend it from where they are
bound; a name that is bound deeper stays known to the end of its bracket.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lark import Token

from kethop.errors import FeelSyntaxError
from kethop.rules.feel.names import IDENTIFIER, NAME_RUN, NameIndex, Names, normal_name
from kethop.rules.feel.type_text import read_type
from kethop.rules.feel.types import FeelType

__all__ = ["FeelToken", "tokenise"]

MAX_DEPTH = 100
MAX_TOKENS = 20_000

KEYWORDS = {
    word: word.upper()
    for word in (
        *("and", "between", "else", "every", "external", "false", "for", "function", "if", "in", "null"),
        *("or", "return", "satisfies", "some", "then", "true"),
    )
}
OPERATORS = {
    "**": "POWER",
    "..": "DOTS",
    "!=": "NE",
    "<=": "LE",
    ">=": "GE",
    "+": "PLUS",
    "-": "MINUS",
    "*": "STAR",
    "/": "SLASH",
    "=": "EQ",
    "<": "LT",
    ">": "GT",
    ",": "COMMA",
    ":": "COLON",
    ".": "DOT",
}
OPERAND_END = frozenset(
    ("NAME", "NUMBER", "STRING", "AT", "TRUE", "FALSE", "NULL", "RPAR", "RSQB", "RBRACE", "ICLOSE", "TYPE")
)

_SKIP = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_OPERATOR = re.compile(r"\*\*|\.\.|!=|<=|>=|[-+*/=<>,:.]")
_INSTANCE_OF = re.compile(r"instance\s+of\b")
_KEY = re.compile(rf"({NAME_RUN})\s*(?=:)")
_BOUND = re.compile(rf"({NAME_RUN})(?=\s+in(?!\w))")
_PARAMETER = re.compile(rf"({NAME_RUN})\s*(?=[:,)])")
_NOT_A_CONDITION = re.compile(r"\s*(?:$|[,)\]}=<>!*/+]|\.(?!\d)|(?:and|or|then|else|return|satisfies|in|between)\b)")


class FeelToken(Token):
    """A token that knows its text, so that a node can say where it stands; a TYPE token also the type it means."""

    source: str = ""
    meant: FeelType | None = None


@dataclass(slots=True)
class _Frame:
    """An open bracket: what it is, what was bound in it, and whether a loop's head is being read."""

    kind: str = "group"
    heads: int = 0
    dots: bool = False
    bound: NameIndex = field(default_factory=NameIndex)


def tokenise(text: str, names: Names) -> list[FeelToken]:
    """Return the tokens of a FEEL text.

    Raises
    ------
    FeelSyntaxError
        ``rules.feel_syntax``: a character or a name that FEEL does not know, brackets more than 100 deep or more than
        20,000 tokens.
    """
    return list(_Reader(text, names).tokens())


class _Reader:
    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.position = 0
        self.frames = [_Frame()]
        self.last = ""

    def tokens(self) -> Iterator[FeelToken]:
        count = 0
        while True:
            self._skip()
            if self.position >= len(self.text):
                return
            token = self._binding() or self._plain()
            count += 1
            if count > MAX_TOKENS:
                raise self._error(self.position)
            self.last = token.type
            yield token

    def _skip(self) -> None:
        match = _SKIP.match(self.text, self.position)
        if match:
            self.position = match.end()

    def _error(self, end: int) -> FeelSyntaxError:
        return FeelSyntaxError("rules.feel_syntax", text=self.text, start=self.position, end=max(end, self.position))

    def _token(self, kind: str, end: int, value: str | None = None) -> FeelToken:
        token = FeelToken(
            kind, self.text[self.position : end] if value is None else value, start_pos=self.position, end_pos=end
        )
        token.source = self.text
        self.position = end
        return token

    # -- places where a new name is given ------------------------------------------------------------------------------

    def _binding(self) -> FeelToken | None:
        frame = self.frames[-1]
        if self.last in {"INSTANCE_OF", "COLON"} and (frame.kind == "parameters" or self.last == "INSTANCE_OF"):
            return self._type()
        if frame.heads and self.last in {"FOR", "SOME", "EVERY", "COMMA"}:
            return self._named("BOUND", _BOUND)
        if self.last not in {"LPAR", "LBRACE", "COMMA"}:
            return None
        if frame.kind == "context":
            return self._string("KEY") if self.text[self.position] == '"' else self._named("KEY", _KEY)
        if frame.kind == "parameters":
            return self._named("PARAMETER", _PARAMETER)
        return self._named("ARGUMENT", _KEY) if frame.kind == "call" else None

    def _named(self, kind: str, pattern: re.Pattern[str]) -> FeelToken | None:
        match = pattern.match(self.text, self.position)
        if match is None:
            return None
        name = normal_name(match[1])
        if kind != "ARGUMENT":
            self.frames[-1].bound.add(name)
        return self._token(kind, match.end(1), name)

    def _type(self) -> FeelToken:
        found = read_type(self.text, self.position, self.names.types)
        if found is None:
            raise self._error(len(self.text))
        token = self._token("TYPE", found[1])
        token.meant = found[0]
        return token

    # -- everything else -----------------------------------------------------------------------------------------------

    def _plain(self) -> FeelToken:
        character = self.text[self.position]
        if character == '"':
            return self._string("STRING")
        if character == "@":
            return self._at()
        if character in "()[]{}":
            return self._bracket(character)
        number = _NUMBER.match(self.text, self.position)
        if number and self.last != "DOT":
            return self._token("NUMBER", number.end())
        identifier = IDENTIFIER.match(self.text, self.position)
        if identifier:
            return self._word(identifier[0])
        operator = _OPERATOR.match(self.text, self.position)
        if operator is None:
            raise self._error(self.position + 1)
        self.frames[-1].dots |= operator[0] == ".."
        return self._token(OPERATORS[operator[0]], operator.end())

    def _string(self, kind: str) -> FeelToken:
        match = _STRING.match(self.text, self.position)
        if match is None:
            raise self._error(len(self.text))
        if kind == "KEY":
            self.frames[-1].bound.add(normal_name(match[0][1:-1]))
        return self._token(kind, match.end())

    def _at(self) -> FeelToken:
        match = _STRING.match(self.text, self.position + 1)
        if match is None:
            raise self._error(len(self.text))
        return self._token("AT", match.end())

    def _word(self, head: str) -> FeelToken:
        start = self.position
        filtering = any(frame.kind == "filter" for frame in self.frames)
        index = self.names.path_index if self.last == "DOT" or filtering else self.names.scope_index
        ends = [index.longest(self.text, start, head)]
        ends += [frame.bound.longest(self.text, start, head) for frame in self.frames]
        if max(ends) > start:
            return self._token("NAME", max(ends), normal_name(self.text[start : max(ends)]))
        if self.last == "DOT":
            return self._token("NAME", start + len(head))
        return self._keyword(head)

    def _keyword(self, head: str) -> FeelToken:
        if head == "instance" and (match := _INSTANCE_OF.match(self.text, self.position)):
            return self._token("INSTANCE_OF", match.end())
        kind = KEYWORDS.get(head, "NAME")
        frame = self.frames[-1]
        if kind in {"FOR", "SOME", "EVERY"}:
            frame.heads += 1
        if kind in {"RETURN", "SATISFIES"} and frame.heads:
            frame.heads -= 1
        return self._token(kind, self.position + len(head))

    # -- brackets ------------------------------------------------------------------------------------------------------

    def _bracket(self, character: str) -> FeelToken:
        operand_before = self.last in OPERAND_END
        frame = self.frames[-1]
        end = self.position + 1
        if character == "[" and operand_before and frame.dots and _NOT_A_CONDITION.match(self.text, end):
            return self._close("ICLOSE", end)
        if character == "]" and not operand_before and self.last != "LSQB":
            return self._open("IOPEN", "group", end)
        if character in ")]}":
            return self._close({")": "RPAR", "]": "RSQB", "}": "RBRACE"}[character], end)
        if character == "(":
            kind = "parameters" if self.last == "FUNCTION" else "call" if operand_before else "group"
            return self._open("LPAR", kind, end)
        if character == "[":
            return self._open("LSQB", "filter" if operand_before else "list", end)
        return self._open("LBRACE", "context", end)

    def _open(self, token: str, kind: str, end: int) -> FeelToken:
        if len(self.frames) > MAX_DEPTH:
            raise self._error(end)
        self.frames.append(_Frame(kind))
        return self._token(token, end)

    def _close(self, token: str, end: int) -> FeelToken:
        if len(self.frames) > 1:
            self._keep_bound(self.frames.pop())
        return self._token(token, end)

    def _keep_bound(self, frame: _Frame) -> None:
        """Let parameters reach the function's body, and entries of contexts the paths and filters behind them."""
        if frame.kind not in {"filter", "call"}:
            self.frames[-1].bound.merge(frame.bound)
