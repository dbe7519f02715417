"""From a DMN file to a :class:`DmnModel` (DMN 1.1 to 1.5, matched by local name)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from lxml import etree

from kethop.errors import DmnError, Place
from kethop.rules.dmn.boxes import BoxReader
from kethop.rules.dmn.expressions import BoxedFunction
from kethop.rules.dmn.model import (
    BusinessKnowledge,
    Decision,
    DecisionService,
    DmnModel,
    Import,
    InputData,
    ItemDefinition,
)
from kethop.rules.dmn.xml import (
    Element,
    attribute,
    child,
    children,
    full_text,
    line_of,
    local_name,
    name_of,
    parse_xml,
    text_of,
)

__all__ = ["imported_models", "imported_namespaces", "namespace_of", "read_dmn"]

DMN = "/spec/DMN/"
KNOWN = frozenset(
    (
        *("import", "itemDefinition", "decision", "inputData", "businessKnowledgeModel", "decisionService"),
        *("knowledgeSource", "elementCollection", "performanceIndicator", "organizationUnit", "textAnnotation"),
        *("association", "group", "description", "extensionElements"),
    )
)


class _Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def place(self) -> Place: ...


Part = TypeVar("Part", bound=_Named)


def _definitions(data: bytes, source: str) -> Element:
    root = parse_xml(data, source=source)
    namespace = etree.QName(root).namespace or ""
    if local_name(root) not in {"definitions", "Definitions"} or DMN not in namespace:
        raise DmnError("dmn.not_dmn", place=Place(source, line_of(root)), element=local_name(root))
    return root


def imported_namespaces(data: bytes, *, source: str) -> tuple[str, tuple[str, ...]]:
    """Return the namespace of a DMN file and those of the models that it imports.

    Raises
    ------
    DmnError
        As :func:`read_dmn`.
    """
    root = _definitions(data, source)
    return attribute(root, "namespace"), tuple(attribute(part, "namespace") for part in children(root, "import"))


def namespace_of(data: bytes, *, source: str) -> str:
    """Return the namespace of a DMN file; errors as :func:`read_dmn`."""
    return attribute(_definitions(data, source), "namespace")


def imported_models(data: bytes, *, source: str) -> tuple[tuple[str, str], ...]:
    """Return namespace and location, empty for none, of each model that a DMN file imports; errors as :func:`read_dmn`."""
    imports = children(_definitions(data, source), "import")
    return tuple((attribute(part, "namespace"), attribute(part, "locationURI")) for part in imports)


def read_dmn(data: bytes, *, source: str, imports: Iterable[DmnModel] = ()) -> DmnModel:
    """Return the model that a DMN file describes.

    Parameters
    ----------
    data : bytes
        The XML, DMN 1.1 to 1.5, at most 20 MB and 200 elements deep.
    source : str
        The file's name, for errors and traces.
    imports : iterable of DmnModel
        Models that the file may import, matched by namespace. Nothing is ever fetched.

    Raises
    ------
    DmnError
        ``dmn.hostile_xml``, ``dmn.not_xml``, ``dmn.not_dmn``, ``dmn.element_unknown``, ``dmn.name_missing``,
        ``dmn.name_twice``, ``dmn.id_twice`` and those of the parts; each with file and line.

    References
    ----------
    .. [1] OMG, Decision Model and Notation 1.5, §6.3 and §13.
    """
    root = _definitions(data, source)
    reader = _Reader(root, source)
    others = {model.namespace: model for model in imports}
    used = [
        Import(name_of(part), attribute(part, "namespace"), reader.place(part)) for part in children(root, "import")
    ]
    model = DmnModel(
        name_of(root),
        attribute(root, "namespace"),
        source,
        _by_name(reader.all("decision", reader.decision)),
        _by_name(reader.all("inputData", reader.input_data)),
        _by_name(reader.all("businessKnowledgeModel", reader.knowledge)),
        _by_name(reader.all("decisionService", reader.service)),
        _by_name(reader.all("itemDefinition", reader.item_definition)),
        tuple((part.name, others[part.namespace]) for part in used if part.namespace in others),
    )
    _check_ids(model)
    return model


def _check_ids(model: DmnModel) -> None:
    for part in (model.decisions, model.inputs, model.knowledge, model.services):
        for element in part.values():
            if model.elements[element.id] is not element:
                raise DmnError("dmn.id_twice", place=element.place, id=element.id[:200])


def _by_name(parts: Iterable[Part]) -> Mapping[str, Part]:
    found: dict[str, Part] = {}
    for part in parts:
        if part.name in found:
            raise DmnError("dmn.name_twice", place=part.place, name=part.name[:200])
        found[part.name] = part
    return found


class _Reader:
    def __init__(self, root: Element, source: str) -> None:
        self._root = root
        namespace = etree.QName(root).namespace or ""
        self._boxes = BoxReader(source, namespace)
        self.place = self._boxes.place
        for part in root:
            name = local_name(part)
            if name and part.tag == "{" + namespace + "}" + name and name not in KNOWN:
                raise DmnError("dmn.element_unknown", place=self.place(part), element=name)

    def all(self, name: str, read: Callable[[Element], Part]) -> Iterable[Part]:
        return (read(part) for part in children(self._root, name))

    def name(self, element: Element) -> str:
        name = name_of(element)
        if not name:
            raise DmnError("dmn.name_missing", place=self.place(element), element=local_name(element))
        return name

    def _identity(self, element: Element) -> tuple[str, str, str, str]:
        """Return name, id, name of the variable and type of the variable."""
        name = self.name(element)
        variable = child(element, "variable")
        called = name_of(variable)
        return name, attribute(element, "id") or name, called or name, attribute(variable, "typeRef")

    def input_data(self, element: Element) -> InputData:
        name, ident, variable, type_ref = self._identity(element)
        return InputData(name, ident, type_ref, variable, self.place(element))

    def decision(self, element: Element) -> Decision:
        name, ident, variable, type_ref = self._identity(element)
        requires = _hrefs(element, "informationRequirement", ("requiredDecision", "requiredInput"))
        knowledge = _hrefs(element, "knowledgeRequirement", ("requiredKnowledge",))
        expression = self._boxes.only(element, variable)
        extensions = tuple(
            etree.tostring(part, encoding="unicode", with_tail=False)
            for holder in children(element, "extensionElements")
            for part in holder
        )
        return Decision(
            name, ident, variable, type_ref, expression, self.place(element), requires, knowledge, extensions
        )

    def knowledge(self, element: Element) -> BusinessKnowledge:
        name, ident, variable, _ = self._identity(element)
        logic = child(element, "encapsulatedLogic")
        function = self._boxes.function(logic) if logic is not None else BoxedFunction((), None, self.place(element))
        knowledge = _hrefs(element, "knowledgeRequirement", ("requiredKnowledge",))
        return BusinessKnowledge(name, ident, variable, function, self.place(element), knowledge)

    def service(self, element: Element) -> DecisionService:
        name, ident, variable, type_ref = self._identity(element)
        outputs, decisions, data = (
            tuple(attribute(part, "href") for part in children(element, kind))
            for kind in ("outputDecision", "inputDecision", "inputData")
        )
        return DecisionService(name, ident, variable, type_ref, outputs, decisions, data, self.place(element))

    def item_definition(self, element: Element) -> ItemDefinition:
        name = self.name(element)
        base = child(element, "typeRef")
        return ItemDefinition(
            name,
            full_text(base).strip() if base is not None else "",
            self.place(element),
            tuple(self.item_definition(part) for part in children(element, "itemComponent")),
            attribute(element, "isCollection") in {"true", "1"},
            text_of(child(element, "allowedValues")),
            text_of(child(element, "typeConstraint")),
            self._function(child(element, "functionItem")),
        )

    @staticmethod
    def _function(element: Element | None) -> tuple[tuple[tuple[str, str], ...], str] | None:
        if element is None:
            return None
        taken = tuple((name_of(part), attribute(part, "typeRef")) for part in children(element, "parameters"))
        return taken, attribute(element, "outputTypeRef")


def _hrefs(element: Element, requirement: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        attribute(part, "href")
        for holder in children(element, requirement)
        for part in holder
        if local_name(part) in kinds
    )
