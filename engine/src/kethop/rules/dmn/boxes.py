"""From XML elements to decision logic."""

from collections.abc import Callable, Iterator

from kethop.errors import DmnError, Place
from kethop.rules.dmn.expressions import (
    Binding,
    BoxedConditional,
    BoxedContext,
    BoxedFilter,
    BoxedFor,
    BoxedFunction,
    BoxedList,
    BoxedQuantified,
    Expression,
    Invocation,
    LiteralExpression,
    Relation,
)
from kethop.rules.dmn.tables import read_table
from kethop.rules.dmn.xml import Element, attribute, child, children, line_of, local_name, name_of, text_of

__all__ = ["BoxReader"]

# children of DMN elements that carry no logic
SILENT = frozenset(
    (
        *("description", "extensionElements", "question", "allowedAnswers", "variable", "informationRequirement"),
        *("knowledgeRequirement", "authorityRequirement", "supportedObjective", "impactedPerformanceIndicator"),
        *("decisionMaker", "decisionOwner", "usingProcess", "usingTask", "formalParameter", "parameter", "column"),
        *("row", "binding", "contextEntry", "in", "match", "return", "satisfies", "if", "then", "else", "typeRef"),
    )
)
FEEL = "/FEEL"


class BoxReader:
    """Reads the expressions of one file.

    Parameters
    ----------
    source : str
        The file's name.
    namespace : str
        The file's DMN namespace; elements of other namespaces are not logic.
    """

    def __init__(self, source: str, namespace: str) -> None:
        self._source = source
        self._namespace = namespace
        self._readers: dict[str, Callable[[Element, str], Expression]] = {
            "literalExpression": self._literal,
            "decisionTable": lambda element, variable: read_table(element, variable, self._source),
            "context": self._context,
            "list": self._list,
            "relation": self._relation,
            "invocation": self._invocation,
            "functionDefinition": lambda element, _: self.function(element),
            "conditional": self._conditional,
            "filter": self._filter,
            "for": self._for,
            "some": lambda element, _: self._quantified(element, every=False),
            "every": lambda element, _: self._quantified(element, every=True),
        }

    def place(self, element: Element) -> Place:
        """Return where an element stands."""
        return Place(self._source, line_of(element))

    def only(self, element: Element, variable: str = "") -> Expression | None:
        """Return the one expression inside an element, or None.

        Raises
        ------
        DmnError
            ``dmn.element_unknown``: an element that is neither an expression that is read nor known to be silent;
            ``dmn.expression_twice``.
        """
        found = list(self._inside(element, variable))
        if len(found) > 1:
            raise DmnError("dmn.expression_twice", place=self.place(element), element=local_name(element))
        return found[0] if found else None

    def required(self, element: Element | None, parent: Element) -> Expression:
        """Return the one expression inside an element; a DmnError ``dmn.expression_missing`` when there is none."""
        found = self.only(element) if element is not None else None
        if found is None:
            raise DmnError("dmn.expression_missing", place=self.place(parent), element=local_name(parent))
        return found

    def _inside(self, element: Element, variable: str) -> Iterator[Expression]:
        for part in element:
            name = local_name(part)
            if not name or part.tag != "{" + self._namespace + "}" + name or name in SILENT:
                continue
            reader = self._readers.get(name)
            if reader is None:
                raise DmnError("dmn.element_unknown", place=self.place(part), element=name)
            yield reader(part, variable)

    def _literal(self, element: Element, _variable: str) -> LiteralExpression:
        language = attribute(element, "expressionLanguage")
        if language and FEEL not in language.upper() and language.upper() != "FEEL":
            raise DmnError("dmn.language_unknown", place=self.place(element), language=language[:200])
        if child(element, "importedValues") is not None:
            raise DmnError("dmn.element_unknown", place=self.place(element), element="importedValues")
        return LiteralExpression(text_of(element), self.place(element), attribute(element, "typeRef"))

    def _context(self, element: Element, _variable: str) -> BoxedContext:
        entries = tuple(self._entry(entry) for entry in children(element, "contextEntry"))
        return BoxedContext(entries, self.place(element), attribute(element, "typeRef"))

    def _entry(self, element: Element) -> Binding:
        variable = child(element, "variable")
        name = name_of(variable)
        return Binding(name, self.only(element, name), attribute(variable, "typeRef"))

    def _list(self, element: Element, _variable: str) -> BoxedList:
        return BoxedList(tuple(self._inside(element, "")), self.place(element), attribute(element, "typeRef"))

    def _relation(self, element: Element, _variable: str) -> Relation:
        columns = tuple(name_of(column) for column in children(element, "column"))
        rows = tuple(tuple(self._inside(row, "")) for row in children(element, "row"))
        for row in rows:
            if len(row) != len(columns):
                raise DmnError("dmn.cells_uneven", place=self.place(element), expected=len(columns), actual=len(row))
        return Relation(columns, rows, self.place(element), attribute(element, "typeRef"))

    def _invocation(self, element: Element, _variable: str) -> Invocation:
        bindings = tuple(self._binding(binding) for binding in children(element, "binding"))
        return Invocation(self.required(element, element), bindings, self.place(element), attribute(element, "typeRef"))

    def _binding(self, element: Element) -> Binding:
        parameter = child(element, "parameter")
        return Binding(name_of(parameter), self.only(element), attribute(parameter, "typeRef"))

    def function(self, element: Element) -> BoxedFunction:
        """Return a ``functionDefinition`` or ``encapsulatedLogic``."""
        taken = children(element, "formalParameter")
        parameters = tuple((name_of(part), attribute(part, "typeRef")) for part in taken)
        kind = attribute(element, "kind") or "FEEL"
        return BoxedFunction(parameters, self.only(element), self.place(element), kind, attribute(element, "typeRef"))

    def _conditional(self, element: Element, _variable: str) -> BoxedConditional:
        condition, yes, no = (self.required(child(element, name), element) for name in ("if", "then", "else"))
        return BoxedConditional(condition, yes, no, self.place(element), attribute(element, "typeRef"))

    def _filter(self, element: Element, _variable: str) -> BoxedFilter:
        source, match = (self.required(child(element, name), element) for name in ("in", "match"))
        return BoxedFilter(source, match, self.place(element), attribute(element, "typeRef"))

    def _for(self, element: Element, _variable: str) -> BoxedFor:
        source, result = (self.required(child(element, name), element) for name in ("in", "return"))
        variable = name_of(element, "iteratorVariable")
        return BoxedFor(variable, source, result, self.place(element), attribute(element, "typeRef"))

    def _quantified(self, element: Element, *, every: bool) -> BoxedQuantified:
        source, condition = (self.required(child(element, name), element) for name in ("in", "satisfies"))
        variable = name_of(element, "iteratorVariable")
        return BoxedQuantified(every, variable, source, condition, self.place(element), attribute(element, "typeRef"))
