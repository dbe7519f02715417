"""Regular expressions of XPath as Python writes them (XPath Functions 3.1 §5.6, XML Schema part 2 appendix F)."""

import re
from dataclasses import dataclass, field

from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.functions.letters import Letters, block, category, joined, of_escape, outside, written

__all__ = ["in_python"]

_SINGLE = {"n": "\n", "r": "\r", "t": "\t"} | {letter: letter for letter in r"\|.?*+(){}-[]^$"}
_QUANTIFIER = re.compile(r"(?:[?*+]|\{(\d+)(?:(,)(\d*))?\})\??", re.ASCII)
_PROPERTY = re.compile(r"([pP])\{(Is)?([A-Za-z0-9-]+)\}", re.ASCII)
_SPECIAL = frozenset(r".\?*+{}()|[]^$")
ANY = r"[\s\S]"
# sign -> flag, what is written with it, what without it; at the end of a text that ends with a line break no line starts
_SIGNS = {".": ("s", ANY, r"[^\n\r]"), "^": ("m", r"(?:\A|^(?!\Z))", "^"), "$": ("m", "$", r"\Z")}


def in_python(pattern: str, flags: str) -> str:
    """Return a pattern in Python's dialect, for the flags of XPath (``i`` is also to be given to Python, ``m`` likewise).

    Raises
    ------
    FeelFault
        ``feel.pattern_invalid``: no regular expression of XPath.
    """
    return _Translator(pattern, flags).whole()


@dataclass(slots=True)
class _Class:
    """A character class as it is read: characters and ranges, which ``i`` widens, and escapes, which it does not."""

    plain: list[tuple[int, int]] = field(default_factory=list)
    escapes: list[Letters] = field(default_factory=list)
    negated: bool = False
    without: "str | Letters | None" = None


class _Translator:
    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern = pattern
        self.flags = flags
        self.at = 0
        self.opened = 0
        self.closed: set[int] = set()

    def whole(self) -> str:
        found = self._choice()
        if self.at < len(self.pattern):
            raise self._invalid()
        return found

    def _invalid(self) -> FeelFault:
        return FeelFault("feel.pattern_invalid", pattern=self.pattern[:80])

    def _next(self) -> str:
        """Return the next character; empty at the end. With the flag ``x`` white space outside classes is skipped."""
        while "x" in self.flags and self.at < len(self.pattern) and self.pattern[self.at] in "\t\n\r ":
            self.at += 1
        return self.pattern[self.at : self.at + 1]

    def _take(self) -> str:
        letter = self._next()
        if not letter:
            raise self._invalid()
        self.at += 1
        return letter

    def _choice(self) -> str:
        branches = [self._branch()]
        while self._next() == "|":
            self.at += 1
            branches.append(self._branch())
        return "|".join(branches)

    def _branch(self) -> str:
        parts: list[str] = []
        while self._next() not in {"", "|", ")"}:
            parts.append(self._atom() + self._quantifier())
        return "".join(parts)

    def _quantifier(self) -> str:
        if self._next() not in {"?", "*", "+", "{"}:
            return ""
        match = _QUANTIFIER.match(self.pattern, self.at)
        if match is None or (match[3] and int(match[1]) > int(match[3])):
            raise self._invalid()
        self.at = match.end()
        return match[0]

    def _atom(self) -> str:
        letter = self._take()
        if letter == "(":
            return self._group()
        if letter == "[":
            return self._written(self._class())
        if letter == "\\":
            return self._escape()
        if letter in _SIGNS:
            flag, with_flag, without = _SIGNS[letter]
            return with_flag if flag in self.flags else without
        if letter in _SPECIAL:
            raise self._invalid()
        return re.escape(letter)

    def _group(self) -> str:
        captures = self._next() != "?"
        if not captures:
            self.at += 1
            if self._take() != ":":
                raise self._invalid()
        self.opened += captures
        number = self.opened
        inside = self._choice()
        if self._take() != ")":
            raise self._invalid()
        if captures:
            self.closed.add(number)
        return f"({inside})" if captures else f"(?:{inside})"

    # -- escapes -------------------------------------------------------------------------------------------------------

    def _escape(self) -> str:
        letter = self.pattern[self.at : self.at + 1]
        if letter.isdecimal() and letter.isascii():
            return self._back_reference()
        if letter in _SINGLE:
            self.at += 1
            return re.escape(_SINGLE[letter])
        letters = written(self._letters())
        return f"(?-i:{letters})" if "i" in self.flags else letters

    def _back_reference(self) -> str:
        """Return a reference to a group that is closed: of the digits as many as name one."""
        digits = self.pattern[self.at : self.at + 1]
        while self.pattern[self.at + len(digits) : self.at + len(digits) + 1] in set("0123456789"):
            longer = self.pattern[self.at : self.at + len(digits) + 1]
            if int(longer) > self.opened:
                break
            digits = longer
        if int(digits) not in self.closed:
            raise self._invalid()
        self.at += len(digits)
        # in a group of its own, so that a digit that follows is not read as part of it
        return f"(?:\\{int(digits)})"

    def _letters(self) -> Letters:
        r"""Return the characters of ``\d``, ``\p{Lu}`` and their like."""
        match = _PROPERTY.match(self.pattern, self.at)
        letters = (
            (block if match[2] else category)(match[3]) if match else of_escape(self.pattern[self.at : self.at + 1])
        )
        if letters is None:
            raise self._invalid()
        self.at = match.end() if match else self.at + 1
        return outside(letters) if match and match[1] == "P" else letters

    # -- character classes ---------------------------------------------------------------------------------------------

    def _class(self) -> _Class:
        """Return the class whose ``[`` has been read."""
        found = _Class(negated=self.pattern.startswith("^", self.at))
        self.at += found.negated
        start = self.at
        while not self.pattern.startswith("]", self.at):
            if self.pattern.startswith("-[", self.at) and self.at > start:
                self.at += 2
                inner = self._class()
                found.without = self._written(inner) if "i" in self.flags else self._set(inner)
                if not self.pattern.startswith("]", self.at):
                    raise self._invalid()
                break
            self._item(found, is_first=self.at == start)
        if self.at == start:
            raise self._invalid()
        self.at += 1
        return found

    def _item(self, found: _Class, *, is_first: bool) -> None:
        low = self._member(found)
        if low is None:
            return
        follows = self.pattern[self.at : self.at + 2]
        if not follows.startswith("-") or follows in {"-]", "-["}:
            if low == ord("-") and not is_first and self.pattern[self.at - 2 : self.at] != "\\-" and follows[:1] != "]":
                raise self._invalid()
            found.plain.append((low, low))
            return
        self.at += 1
        high = self._member(found)
        if high is None or high < low:
            raise self._invalid()
        found.plain.append((low, high))

    def _member(self, found: _Class) -> int | None:
        """Return the character of a class's member; None when it is an escape for many, which is taken into the class."""
        letter = self.pattern[self.at : self.at + 1]
        if letter in {"", "["}:
            raise self._invalid()
        self.at += 1
        if letter != "\\":
            return ord(letter)
        single = _SINGLE.get(self.pattern[self.at : self.at + 1])
        if single is not None:
            self.at += 1
            return ord(single)
        found.escapes.append(self._letters())
        return None

    @staticmethod
    def _set(found: _Class) -> Letters:
        """Return the characters of a class where case matters."""
        letters = joined([tuple(sorted(found.plain)), *found.escapes])
        letters = outside(letters) if found.negated else letters
        taken = found.without if isinstance(found.without, tuple) else ()
        return outside(joined((outside(letters), taken)))

    def _written(self, found: _Class) -> str:
        if "i" not in self.flags:
            return written(self._set(found))
        parts = [written(joined([tuple(sorted(found.plain))]))] if found.plain else []
        parts += [f"(?-i:{written(joined(found.escapes))})"] if found.escapes else []
        letters = "|".join(parts)
        letters = f"(?!{letters}){ANY}" if found.negated else letters
        return f"(?!{found.without})(?:{letters})" if isinstance(found.without, str) else f"(?:{letters})"
