"""Binary floats as decimals: rules compare no binary floats."""

from decimal import Decimal, InvalidOperation

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kethop.errors import RuleError
from kethop.spatial.crs import Floats

__all__ = ["exact_decimals", "rounded_decimals"]


def rounded_decimals(values: Floats, kind: pa.DataType) -> pa.Array:
    """Return measured numbers as decimals, rounded; null where there is none."""
    return pa.array(values, mask=np.isnan(values)).cast(kind)


def exact_decimals(array: pa.Array, name: str) -> pa.Array:
    """Return a column of binary floats as the decimals that they are written as; rules compare no binary floats."""
    if not pa.types.is_floating(array.type):
        return array
    encoded = array.dictionary_encode()
    texts = encoded.dictionary.cast(pa.string()).to_pylist()
    try:
        numbers = [_decimal(text) for text in texts]
        exact = (
            pa.array(numbers)
            if any(number is not None for number in numbers)
            else pa.array(numbers, pa.decimal128(1, 0))
        )
    except (InvalidOperation, pa.ArrowException):
        raise RuleError("tables.column_type", name=name[:80], type=str(array.type)[:80]) from None
    indices: NDArray[np.int32] = np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False))
    return exact.take(pa.array(indices, mask=indices < 0))


def _decimal(text: str | None) -> Decimal | None:
    """Return a number as written, without an exponent; None for what is no number."""
    number = Decimal(text or "nan")
    if not number.is_finite():
        return None
    return Decimal(f"{number.normalize():f}")
