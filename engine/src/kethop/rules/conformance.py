"""The DMN TCK: test cases read, decided and compared (https://dmn-tck.github.io, testCases schema 20160719)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from kethop.errors import DmnError, FeelSyntaxError, RuleError
from kethop.rules.decisions import call_knowledge, decide, decide_service
from kethop.rules.dmn.model import DmnModel
from kethop.rules.dmn.xml import Element, attribute, child, children, local_name, name_of, parse_xml
from kethop.rules.feel.values import Value, value_text
from kethop.rules.tck_models import import_paths, model_of
from kethop.rules.tck_values import agree, is_nil, value_of

__all__ = ["CaseResult", "Failure", "run_cases"]

MOMENT = datetime(2024, 2, 29, 12, 30, 15, tzinfo=UTC)
_TRUE = frozenset(("true", "1"))


@dataclass(frozen=True, slots=True)
class Failure:
    """A result that is not the expected one: FEEL texts, or why there is none; ``wants_error`` where an error was expected."""

    result: str
    expected: str
    actual: str
    wants_error: bool = False


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A test case that was run.

    Parameters
    ----------
    file, case : str
        Its file and id.
    failures : tuple of Failure
        Empty when it passed.
    expects : str
        ``value`` when it expects a value other than null, else ``error`` when it expects an error, else ``null``;
        ``nothing`` when a result, or the whole case, does not say what is expected, and no other result failed.
    """

    file: str
    case: str
    failures: tuple[Failure, ...]
    expects: str

    @property
    def positive(self) -> bool:
        """Whether it expects a value other than null."""
        return self.expects == "value"

    @property
    def passed(self) -> bool:
        """Whether every result was as expected; never true of a case that does not say what it expects."""
        return not self.failures and self.expects != "nothing"


def run_cases(files: Mapping[str, bytes], *, moment: datetime | None = MOMENT) -> Iterator[CaseResult]:
    """Yield the result of each test case, in the order of the files.

    Parameters
    ----------
    files : mapping of str to bytes
        File contents by path with ``/``; test case files are found by their root element ``testCases``, models beside
        or below them by name.
    moment : datetime or None
        What ``now()`` and ``today()`` answer.

    Raises
    ------
    DmnError
        ``dmn.not_xml`` or ``dmn.hostile_xml``: a file ending in ``.xml`` that cannot be read. A model that is missing or
        cannot be read fails its cases, and so does a value of a case that cannot be read.
    """
    for path in sorted(files):
        if not path.lower().endswith(".xml"):
            continue
        root = parse_xml(files[path], source=path)
        if local_name(root) == "testCases":
            model = model_of(path, root, files)
            for case in children(root, "testCase"):
                yield _run_case(_Case(path, case, attribute(root, "namespace"), moment), model)


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case of a file; ``namespace`` is that of the whole file."""

    path: str
    element: Element
    namespace: str
    moment: datetime | None

    def namespace_of(self, node: Element) -> str:
        """Return the namespace that a node names, else that of its case or file; empty for none."""
        return attribute(node, "namespace") or attribute(self.element, "namespace") or self.namespace


def _run_case(case: _Case, model: DmnModel | RuleError) -> CaseResult:
    results = list(children(case.element, "resultNode"))
    ident = attribute(case.element, "id")
    try:
        expected = [_expected(node) for node in results]
        failures = [
            failure
            for node, value in zip(results, expected, strict=True)
            if _says_what(node)
            for failure in _failures(case, node, model, value)
        ]
    except DmnError as error:
        # a value of the case that cannot be read
        return CaseResult(case.path, ident, (Failure("", "", str(error)),), "value")
    if not failures and not (results and all(map(_says_what, results))):
        return CaseResult(case.path, ident, (), "nothing")
    errors = list(map(_wants_error, results))
    kind = "value" if any(value is not None for value in expected) else "error" if any(errors) else "null"
    return CaseResult(case.path, ident, tuple(failures), kind)


def _expected(node: Element) -> Value:
    return None if _wants_error(node) else value_of(child(node, "expected"))


def _wants_error(node: Element) -> bool:
    return attribute(node, "errorResult") in _TRUE


def _says_what(node: Element) -> bool:
    """Return whether a result says what is expected: an error, a value, or null in so many words."""
    expected = child(node, "expected")
    return _wants_error(node) or (expected is not None and (len(expected) > 0 or is_nil(expected)))


def _failures(case: _Case, node: Element, model: DmnModel | RuleError, expected: Value) -> Iterable[Failure]:
    name = name_of(node)
    failed = partial(Failure, name, value_text(expected, quoted=True), wants_error=_wants_error(node))
    if isinstance(model, RuleError):
        return [failed(str(model))]
    inputs = _inputs(case, model)
    try:
        actual = _actual(case, node, model, inputs)
    except RuleError as error:
        # an expression that does not parse, or goes beyond what is followed, is an error to the TCK, which counts as null;
        # a decision that is not in the model is no answer at all
        if expected is None and (isinstance(error, FeelSyntaxError) or error.code == "rules.limit"):
            return []
        return [failed(str(error))]
    if agree(expected, actual):
        return []
    return [failed(value_text(actual, quoted=True))]


def _inputs(case: _Case, model: DmnModel) -> Mapping[str, object]:
    """Return the inputs by name, those of an imported model in mappings under the names of the imports."""
    inputs: dict[str, object] = {}
    for node in children(case.element, "inputNode"):
        namespace = attribute(node, "namespace")
        for path in import_paths(model, namespace) if namespace else [()]:
            holder: object = inputs
            for prefix in path:
                holder = holder.setdefault(prefix, {}) if isinstance(holder, dict) else None
            if isinstance(holder, dict):
                holder[name_of(node)] = value_of(node)
    return inputs


def _actual(case: _Case, node: Element, model: DmnModel, inputs: Mapping[str, object]) -> Value:
    name, invoked = name_of(node), name_of(case.element, "invocableName")
    namespace = case.namespace_of(node)
    for path in import_paths(model, namespace)[:1] if namespace else []:
        for prefix in path:
            model = next(other for own, other in model.imports if own == prefix)
            inner = inputs.get(prefix)
            inputs = inner if isinstance(inner, Mapping) else {}
    kind = attribute(case.element, "type")
    if kind == "decisionService":
        values = decide_service(model, invoked, inputs, moment=case.moment)
        return values[name] if name in values else dict(values)
    if kind == "bkm":
        return call_knowledge(model, invoked or name, inputs, moment=case.moment)
    return decide(model, name, inputs, moment=case.moment).value
