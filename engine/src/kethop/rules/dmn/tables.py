"""From the XML of a decision table to its clauses and rules (DMN 1.5 §8.3)."""

from kethop.errors import DmnError, Place
from kethop.rules.dmn.expressions import DecisionTable, InputClause, OutputClause, TableRule
from kethop.rules.dmn.xml import Element, attribute, child, children, full_text, line_of, name_of, text_of

__all__ = ["read_table"]

HIT_POLICIES = ("UNIQUE", "FIRST", "PRIORITY", "ANY", "COLLECT", "RULE ORDER", "OUTPUT ORDER")
AGGREGATIONS = ("", "SUM", "COUNT", "MIN", "MAX")


def read_table(element: Element, variable: str, source: str) -> DecisionTable:
    """Return the decision table of an element.

    Parameters
    ----------
    element : Element
        The ``decisionTable``.
    variable : str
        Name for a single output that has none.
    source : str
        The file's name.

    Raises
    ------
    DmnError
        ``dmn.hit_policy_unknown``, ``dmn.cells_uneven``, ``dmn.output_missing``, ``dmn.output_name_missing``.
    """
    place = Place(source, line_of(element))
    policy = attribute(element, "hitPolicy").upper().replace("_", " ") or "UNIQUE"
    aggregation = attribute(element, "aggregation").upper()
    if policy not in HIT_POLICIES or aggregation not in AGGREGATIONS:
        raise DmnError("dmn.hit_policy_unknown", place=place, hit_policy=policy[:80], aggregation=aggregation[:80])
    inputs = tuple(_input_clause(part, source) for part in children(element, "input"))
    outputs = _output_clauses(element, variable, source)
    names = [name_of(part) for part in children(element, "annotation")]
    rules = tuple(
        _rule(part, index, (len(inputs), len(outputs)), names, source)
        for index, part in enumerate(children(element, "rule"), start=1)
    )
    return DecisionTable(inputs, outputs, rules, place, policy, aggregation, attribute(element, "typeRef"))


def _input_clause(element: Element, source: str) -> InputClause:
    expression = child(element, "inputExpression")
    return InputClause(
        text_of(expression),
        Place(source, line_of(element)),
        text_of(child(element, "inputValues")),
        attribute(element, "label"),
        attribute(expression, "typeRef"),
    )


def _output_clauses(element: Element, variable: str, source: str) -> tuple[OutputClause, ...]:
    parts = list(children(element, "output"))
    if not parts:
        raise DmnError("dmn.output_missing", place=Place(source, line_of(element)))
    clauses = tuple(_output_clause(part, variable if len(parts) == 1 else "", source) for part in parts)
    for clause in clauses:
        if len(clauses) > 1 and not clause.name:
            raise DmnError("dmn.output_name_missing", place=clause.place)
    return clauses


def _output_clause(element: Element, variable: str, source: str) -> OutputClause:
    return OutputClause(
        name_of(element) or variable,
        Place(source, line_of(element)),
        text_of(child(element, "outputValues")),
        text_of(child(element, "defaultOutputEntry")),
        attribute(element, "typeRef"),
    )


def _rule(element: Element, index: int, width: tuple[int, int], names: list[str], source: str) -> TableRule:
    cells = tuple(text_of(cell) for cell in children(element, "inputEntry"))
    outputs = tuple(text_of(cell) for cell in children(element, "outputEntry"))
    if (len(cells), len(outputs)) != width:
        raise DmnError(
            "dmn.cells_uneven",
            place=Place(source, line_of(element)),
            expected=sum(width),
            actual=len(cells) + len(outputs),
        )
    texts = [text_of(entry) for entry in children(element, "annotationEntry")]
    # a column without a name, or an entry without a column, keeps its number as a name rather than getting lost
    labels = [*names, *[""] * len(texts)]
    annotations = {labels[number] or str(number + 1): text for number, text in enumerate(texts)}
    description = child(element, "description")
    if description is not None:
        # the only annotation column that some editors show
        annotations.setdefault("description", full_text(description).strip())
    return TableRule(index, attribute(element, "id"), cells, outputs, line_of(element) or 0, annotations)
