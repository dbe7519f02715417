"""The built-in functions of FEEL (DMN 1.5 §10.3.4): each a plain function of checked values, none knows the interpreter."""

from collections.abc import Mapping

from kethop.rules.feel.functions import aggregates, contexts, conversion, lists, numbers, ranges, strings, temporal
from kethop.rules.feel.functions.define import Builtin
from kethop.rules.feel.properties import PROPERTY_NAMES

__all__ = ["BUILTINS", "BUILTIN_NAMES", "PROPERTY_NAMES"]

BUILTINS: Mapping[str, Builtin] = {
    **conversion.FUNCTIONS,
    **numbers.FUNCTIONS,
    **strings.FUNCTIONS,
    **lists.FUNCTIONS,
    **aggregates.FUNCTIONS,
    **temporal.FUNCTIONS,
    **contexts.FUNCTIONS,
    **ranges.FUNCTIONS,
}

BUILTIN_NAMES = frozenset(BUILTINS)
