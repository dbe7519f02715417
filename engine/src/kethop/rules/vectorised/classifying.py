"""Which class each value of a column belongs to: values that the table cannot tell apart are one class."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kethop.errors import RuleError
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.values import Value
from kethop.rules.vectorised.integers import Ladder, integers_of, masked
from kethop.rules.vectorised.measures import Measure, measure_of
from kethop.rules.vectorised.probing import Probe, Signature

__all__ = ["Classes", "Classifier", "classifier_of"]

Ids = NDArray[np.int32]
MAX_KNOWN = 1_000_000


class Classes:
    """The different answers of a table to one input, numbered from 0 as they are met."""

    def __init__(self, probe: Probe) -> None:
        self.signatures: list[Signature] = []
        self._numbers: dict[Signature, int] = {}
        self._probe = probe

    def of(self, value: object) -> int:
        """Return the number of the class of a plain or FEEL value."""
        signature = self._probe.signature(value)
        if signature not in self._numbers:
            self._numbers[signature] = len(self.signatures)
            self.signatures.append(signature)
        return self._numbers[signature]


class Classifier(Protocol):
    """Gives each value of a column the number of its class."""

    def classify(self, array: pa.Array) -> Ids:
        """Return the class of each value; errors as :func:`kethop.rules.vectorised.integers.integers_of`."""


class _ByPlace:
    """Numbers, days, moments: by where a value lies between the constants of the table."""

    def __init__(self, classes: Classes, measure: Measure, constants: Iterable[Value]) -> None:
        bounds = measure.bounds(constants)
        examples = [bounds[0] - 1, *bounds] if bounds else [max(0, measure.least)]
        found = np.array([classes.of(_feel(measure, example)) for example in examples], dtype=np.int32)
        self._ladder = Ladder(bounds, found)
        self._null = classes.of(None)

    def classify(self, array: pa.Array) -> Ids:
        """Return the class of each value."""
        ids = self._ladder.classify(array)
        nulls = masked(array)
        if nulls is not None:
            ids[nulls] = self._null
        return ids


class _ByText:
    """Texts that are only compared for equality: each constant is a class, all others are one."""

    def __init__(self, classes: Classes, constants: Iterable[Value]) -> None:
        texts = sorted({text for text in constants if isinstance(text, str)})
        self._texts = pa.array(texts, pa.string())
        other = "other"
        while other in texts:
            other += "'"
        self._table = np.array([*map(classes.of, texts), classes.of(other), classes.of(None)], dtype=np.int32)

    def classify(self, array: pa.Array) -> Ids:
        """Return the class of each value."""
        if pa.types.is_dictionary(array.type):
            return _through_dictionary(array, self.classify, int(self._table[-1]))
        found = pc.index_in(array.cast(pa.string()), value_set=self._texts)
        places = np.asarray(pc.fill_null(found, len(self._texts)).to_numpy(zero_copy_only=False))
        nulls = masked(array)
        if nulls is not None:
            places = np.where(nulls, len(self._texts) + 1, places)
        ids: Ids = self._table[places]
        return ids


class _ByValue:
    """Anything else: the table is asked once about each different value."""

    def __init__(self, classes: Classes, measure: Measure | None) -> None:
        self._classes = classes
        self._measure = measure
        self._known: dict[object, int] = {}

    def classify(self, array: pa.Array) -> Ids:
        """Return the class of each value."""
        if self._measure is None:
            null = self._class(None)
            encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
            return _through_dictionary(encoded, self._of_list, null)
        values = integers_of(array)
        ids = (
            self._of_list(array)
            if values is None
            else self._of_different(values, lambda number: _feel(self._measure, number))
        )
        nulls = masked(array)
        if nulls is not None:
            ids[nulls] = self._class(None)
        return ids

    def _of_different(self, values: NDArray[np.int64], to_feel: Callable[[int], Value]) -> Ids:
        different, places = np.unique(values, return_inverse=True)
        classes = [self._class(number, to_feel) for number in different.tolist()]
        return np.array(classes, dtype=np.int32)[places]

    def _of_list(self, array: pa.Array) -> Ids:
        return np.array([self._class(value) for value in array.to_pylist()], dtype=np.int32)

    def _class(self, value: object, to_feel: Callable[..., Value] | None = None) -> int:
        if value not in self._known:
            if len(self._known) >= MAX_KNOWN:
                self._known.clear()
            self._known[value] = self._classes.of(to_feel(value) if to_feel else value)
        return self._known[value]


def _feel(measure: Measure | None, number: int) -> Value:
    try:
        return measure.to_feel(number) if measure else None
    except FeelFault:
        raise RuleError("rules.value_unreadable", kind=str(number)[:80]) from None


def _through_dictionary(array: pa.Array, classify: Callable[[pa.Array], Ids], null: int) -> Ids:
    """Return the classes of an array whose different values stand in a dictionary."""
    table = np.append(classify(array.dictionary), np.int32(null)).astype(np.int32)
    places = pc.fill_null(array.indices.cast(pa.int64()), len(table) - 1)
    ids: Ids = table[places.to_numpy(zero_copy_only=False)]
    return ids


def classifier_of(
    kind: pa.DataType, classes: Classes, constants: Sequence[Value] | None, *, equality: bool
) -> Classifier | None:
    """Return what classifies a column; None for a column type that no rule understands.

    Parameters
    ----------
    kind : pyarrow.DataType
        Type of the column.
    classes : Classes
        Of the input.
    constants : sequence of Value or None
        What the input is compared with; None: the table must be asked about each different value.
    equality : bool
        Whether texts are only compared for equality.
    """
    measure = measure_of(kind)
    if measure is not None:
        return _ByPlace(classes, measure, constants) if constants is not None else _ByValue(classes, measure)
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    is_text = pa.types.is_string(plain) or pa.types.is_large_string(plain)
    if is_text and constants is not None and equality:
        return _ByText(classes, constants)
    return _ByValue(classes, None) if is_text or pa.types.is_boolean(plain) or pa.types.is_null(plain) else None
