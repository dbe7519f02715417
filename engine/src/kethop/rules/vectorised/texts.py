"""Columns of texts, as CSV has them, to columns of the type that an input wants."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

import pyarrow as pa
import pyarrow.compute as pc

from kethop.errors import RuleError
from kethop.rules.dmn.model import Decision, DmnModel, InputData
from kethop.rules.feel.names import normal_name
from kethop.rules.feel.types import FeelType, SimpleType, unnamed
from kethop.rules.preparation import prepare
from kethop.rules.requirements import Found, in_order, require

__all__ = ["input_types", "typed_batch"]

DIGITS = 38  # on either side of the point, so that every column fits the 76 digits of Arrow's widest decimals
_TRUTHS = {"true": True, "false": False}


def input_types(model: DmnModel, decision: Decision) -> Mapping[str, FeelType | None]:
    """Return the type of each input of a decision and of all that it requires, by the name of its column."""
    found: dict[str, FeelType | None] = {}
    for part in in_order(Found(decision, model)):
        for href in part.element.requires if isinstance(part.element, Decision) else ():
            data = require(part, href)
            if isinstance(data.element, InputData):
                kind = prepare(data.model).types.of(data.element.type_ref, data.element.place)
                found[".".join((*data.path, data.element.name))] = kind
    return found


def typed_batch(batch: pa.RecordBatch, types: Mapping[str, FeelType | None]) -> pa.RecordBatch:
    """Return a batch of texts with the columns of numbers and truth values as such; all others stay texts.

    Parameters
    ----------
    batch : pyarrow.RecordBatch
        Texts; null where a cell is empty.
    types : mapping
        From :func:`input_types`.

    Raises
    ------
    RuleError
        ``tables.text_unreadable`` (fields ``row`` from 1 in the batch, ``name``, ``value``, ``wanted``);
        ``tables.number_too_long`` (``row``, ``name``, ``value``, ``digits``): over 38 digits before or after the point.
    """
    columns: list[pa.Array] = []
    for name, array in zip(batch.schema.names, batch.columns, strict=True):
        kind = types.get(normal_name(name))
        bare = unnamed(kind) if kind is not None else None
        wanted = bare.name if isinstance(bare, SimpleType) else ""
        convert = _CONVERT.get(wanted)
        columns.append(convert(array, name) if convert else array)
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _numbers(array: pa.Array, name: str) -> pa.Array:
    """Return exact decimals, with as many digits after the point as the longest text has."""
    text = pc.utf8_trim_whitespace(array)
    point = pc.find_substring(text, ".")
    after = pc.if_else(pc.equal(point, -1), 0, pc.subtract(pc.utf8_length(text), pc.add(point, 1)))
    scale = min(pc.max(after).as_py() or 0, DIGITS - 1)
    try:
        return text.cast(pa.decimal128(DIGITS, scale))
    except pa.ArrowInvalid:
        return pa.array([_number(value, name, row) for row, value in enumerate(text.to_pylist(), 1)])


def _number(text: str | None, name: str, row: int) -> Decimal | None:
    if text is None:
        return None
    try:
        number = Decimal(text) if text.isascii() and "_" not in text else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _unreadable(text, name, row, "number")
    number = _without_zeros(number)
    if number.adjusted() >= DIGITS or -int(number.as_tuple().exponent) > DIGITS:
        raise RuleError("tables.number_too_long", row=row, name=name, value=text[:80], digits=DIGITS)
    return number


def _without_zeros(number: Decimal) -> Decimal:
    """Return the number without the zeros that end it; never rounded, as ``normalize`` would."""
    if not number:
        return Decimal(0)
    sign, digits, exponent = number.as_tuple()
    whole = "".join(map(str, digits))
    kept = whole.rstrip("0")
    return Decimal((sign, tuple(map(int, kept)), int(exponent) + len(whole) - len(kept)))


def _truths(array: pa.Array, name: str) -> pa.Array:
    texts = array.to_pylist()
    for row, text in enumerate(texts, 1):
        if text is not None and text.strip().lower() not in _TRUTHS:
            raise _unreadable(text, name, row, "boolean")
    return pa.array([None if text is None else _TRUTHS[text.strip().lower()] for text in texts], pa.bool_())


def _unreadable(text: str, name: str, row: int, wanted: str) -> RuleError:
    return RuleError("tables.text_unreadable", row=row, name=name, value=text[:80], wanted=wanted)


_CONVERT: Mapping[str, Callable[[pa.Array, str], pa.Array]] = {"number": _numbers, "boolean": _truths}
