"""String functions (DMN 1.5 §10.3.4.3)."""

from decimal import Decimal

from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.functions.define import table
from kethop.rules.feel.functions.patterns import compiled_for, replacement, separating
from kethop.rules.feel.numbers import as_count
from kethop.rules.feel.values import Value

FUNCTIONS = table()


@FUNCTIONS.define("substring(string: string, start position: number, length?: number)")
def _substring(string: str, start: Decimal, length: Decimal | None = None) -> Value:
    """Return the characters from a position, counted from 1, or from -1 at the end."""
    position = as_count(start, "start position")
    if position == 0 or abs(position) > len(string):
        raise FeelFault("feel.out_of_range", parameter="start position", value=str(start))
    first = position - 1 if position > 0 else len(string) + position
    if length is None:
        return string[first:]
    count = as_count(length, "length")
    if count < 1:
        raise FeelFault("feel.out_of_range", parameter="length", value=str(length))
    return string[first : first + count]


@FUNCTIONS.define("string length(string: string)")
def _string_length(string: str) -> Value:
    return Decimal(len(string))


@FUNCTIONS.define("upper case(string: string)")
def _upper_case(string: str) -> Value:
    return string.upper()


@FUNCTIONS.define("lower case(string: string)")
def _lower_case(string: str) -> Value:
    return string.lower()


@FUNCTIONS.define("substring before(string: string, match: string)")
def _substring_before(string: str, match: str) -> Value:
    before, found, _ = string.partition(match) if match else ("", "", "")
    return before if found else ""


@FUNCTIONS.define("substring after(string: string, match: string)")
def _substring_after(string: str, match: str) -> Value:
    return string.partition(match)[2] if match else string


@FUNCTIONS.define("contains(string: string, match: string)")
def _contains(string: str, match: str) -> Value:
    return match in string


@FUNCTIONS.define("starts with(string: string, match: string)")
def _starts_with(string: str, match: str) -> Value:
    return string.startswith(match)


@FUNCTIONS.define("ends with(string: string, match: string)")
def _ends_with(string: str, match: str) -> Value:
    return string.endswith(match)


@FUNCTIONS.define("matches(input: string, pattern: string, flags?: string?)")
def _matches(string: str, pattern: str, flags: str | None = None) -> Value:
    return compiled_for(string, pattern, flags).search(string) is not None


@FUNCTIONS.define("replace(input: string, pattern: string, replacement: string, flags?: string?)")
def _replace(string: str, pattern: str, by: str, flags: str | None = None) -> Value:
    expression = separating(string, pattern, flags)
    write = (lambda _match: by) if "q" in (flags or "") else replacement(by, expression.groups)
    return expression.sub(write, string)


@FUNCTIONS.define("split(string: string, delimiter: string)")
def _split(string: str, delimiter: str) -> Value:
    parts: list[Value] = []
    end = 0
    for found in separating(string, delimiter, None).finditer(string):
        parts.append(string[end : found.start()])
        end = found.end()
    return [*parts, string[end:]]


@FUNCTIONS.define("string join(list: list, delimiter?: string?)")
def _string_join(items: list[Value], delimiter: str | None = None) -> Value:
    texts = [item for item in items if item is not None]
    if not all(isinstance(item, str) for item in texts):
        raise FeelFault(
            "feel.argument_type", function="string join", parameter="list", expected="list<string>", actual="list"
        )
    return (delimiter or "").join(item for item in texts if isinstance(item, str))
