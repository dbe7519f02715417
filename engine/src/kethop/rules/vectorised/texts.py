"""Columns of texts, as CSV has them, to columns of the type that an input wants."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

import pyarrow as pa
import pyarrow.compute as pc

from kethop.errors import Place, RuleError
from kethop.rules.dmn.model import Decision, DmnModel, InputData
from kethop.rules.feel.names import normal_name
from kethop.rules.feel.types import FeelType, SimpleType, unnamed
from kethop.rules.preparation import prepare
from kethop.rules.requirements import Found, in_order, require

__all__ = ["input_types", "typed_batch"]

DIGITS = 38
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


def typed_batch(batch: pa.RecordBatch, types: Mapping[str, FeelType | None], *, before: int = 0) -> pa.RecordBatch:
    """Return a batch of texts with the columns of numbers and truth values as such; all others stay texts.

    Parameters
    ----------
    batch : pyarrow.RecordBatch
        Texts; null where a cell is empty.
    types : mapping
        From :func:`input_types`.
    before : int
        How many rows came before, for errors.

    Raises
    ------
    RuleError
        ``tables.text_unreadable`` (fields ``name``, ``value``, ``wanted``; its place the row, from 1).
    """
    columns: list[pa.Array] = []
    for name, array in zip(batch.schema.names, batch.columns, strict=True):
        kind = types.get(normal_name(name))
        bare = unnamed(kind) if kind is not None else None
        wanted = bare.name if isinstance(bare, SimpleType) else ""
        convert = _CONVERT.get(wanted)
        columns.append(convert(array, name, before) if convert else array)
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _numbers(array: pa.Array, name: str, before: int) -> pa.Array:
    """Return exact decimals, with as many digits after the point as the longest text has."""
    text = pc.utf8_trim_whitespace(array)
    point = pc.find_substring(text, ".")
    after = pc.if_else(pc.equal(point, -1), 0, pc.subtract(pc.utf8_length(text), pc.add(point, 1)))
    scale = min(pc.max(after).as_py() or 0, DIGITS - 1)
    try:
        return text.cast(pa.decimal128(DIGITS, scale))
    except pa.ArrowInvalid:
        return pa.array([_number(value, name, row) for row, value in enumerate(text.to_pylist(), before + 1)])


def _number(text: str | None, name: str, row: int) -> Decimal | None:
    if text is None:
        return None
    try:
        number = Decimal(text) if text.isascii() and "_" not in text else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number.adjusted() >= DIGITS:
        raise _unreadable(text, name, row, "number")
    return number


def _truths(array: pa.Array, name: str, before: int) -> pa.Array:
    texts = array.to_pylist()
    for row, text in enumerate(texts, before + 1):
        if text is not None and text.strip().lower() not in _TRUTHS:
            raise _unreadable(text, name, row, "boolean")
    return pa.array([None if text is None else _TRUTHS[text.strip().lower()] for text in texts], pa.bool_())


def _unreadable(text: str, name: str, row: int, wanted: str) -> RuleError:
    return RuleError(
        "tables.text_unreadable", place=Place("", None, f"row {row}"), name=name, value=text[:80], wanted=wanted
    )


_CONVERT: Mapping[str, Callable[[pa.Array, str, int], pa.Array]] = {"number": _numbers, "boolean": _truths}
