"""Single FEEL expressions with plain Python values."""

from collections.abc import Mapping
from datetime import datetime

from kethop.rules.feel.evaluation import Evaluation
from kethop.rules.feel.evaluation import evaluate as evaluate_tree
from kethop.rules.feel.tree import Node
from kethop.rules.plain import from_plain

__all__ = ["evaluate"]


def evaluate(node: Node, values: Mapping[str, object] | None = None, *, moment: datetime | None = None) -> Evaluation:
    """Return the value of an expression (DMN 1.5 §10.3.2).

    Parameters
    ----------
    node : Node
        From :func:`kethop.rules.parse_expression` or :func:`kethop.rules.parse_unary_tests`; for tests the value under
        test is named ``?``.
    values : mapping of str to object
        What the expression may name: plain or FEEL values.
    moment : datetime or None
        What ``now()`` and ``today()`` answer; None: null with the diagnostic ``feel.no_moment``.

    Returns
    -------
    Evaluation
        An operation without a value is null with a diagnostic.

    Raises
    ------
    RuleError
        ``rules.value_unreadable``: a value is a float or no value at all; ``rules.limit`` (fields ``kind`` and ``limit``):
        the evaluation goes beyond what is followed.

    Examples
    --------
    >>> from kethop.rules import parse_expression, to_plain
    >>> to_plain(evaluate(parse_expression("height limit - 3", ["height limit"]), {"height limit": 45}).value)
    42
    """
    feel_values = {name: from_plain(value) for name, value in (values or {}).items()}
    return evaluate_tree(node, feel_values, moment=moment)
