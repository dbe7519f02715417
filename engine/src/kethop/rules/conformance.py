"""The DMN TCK: test cases read, decided and compared (https://dmn-tck.github.io, testCases schema 20160719)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import PurePosixPath

from kethop.errors import DmnError, FeelSyntaxError, Place, RuleError
from kethop.rules.decisions import decide, decide_service
from kethop.rules.dmn.model import DmnModel
from kethop.rules.dmn.reading import imported_namespaces, read_dmn
from kethop.rules.dmn.xml import Element, attribute, child, children, full_text, line_of, local_name, parse_xml
from kethop.rules.feel.comparing import equal
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.numbers import number_from_text
from kethop.rules.feel.temporal_text import parse_date, parse_date_time, parse_duration, parse_time
from kethop.rules.feel.values import Value, value_text

__all__ = ["CaseResult", "Failure", "run_cases"]

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
TOLERANCE = Decimal("1e-8")
MOMENT = datetime(2024, 2, 29, 12, 30, 15, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Failure:
    """A result that is not the expected one."""

    result: str
    expected: str
    actual: str


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A test case that was run.

    Parameters
    ----------
    file, case : str
        Its file and id.
    failures : tuple of Failure
        Empty when it passed.
    positive : bool
        Whether it expects a value other than null.
    """

    file: str
    case: str
    failures: tuple[Failure, ...]
    positive: bool

    @property
    def passed(self) -> bool:
        """Whether every result was as expected."""
        return not self.failures


def run_cases(files: Mapping[str, bytes], *, moment: datetime | None = MOMENT) -> Iterator[CaseResult]:
    """Yield the result of each test case, in the order of the files.

    Parameters
    ----------
    files : mapping of str to bytes
        File contents by path with ``/``; test case files are found by their root element ``testCases``, models beside
        them by name.
    moment : datetime or None
        What ``now()`` and ``today()`` answer.

    Raises
    ------
    DmnError
        ``dmn.not_xml`` or ``dmn.hostile_xml``: a file ending in ``.xml`` that cannot be read. A model that is missing or
        cannot be read fails its cases.
    """
    for path in sorted(files):
        if not path.lower().endswith(".xml"):
            continue
        root = parse_xml(files[path], source=path)
        if local_name(root) == "testCases":
            yield from _run_file(path, root, files, moment)


def _run_file(path: str, root: Element, files: Mapping[str, bytes], moment: datetime | None) -> Iterator[CaseResult]:
    model = _model(path, root, files)
    for case in children(root, "testCase"):
        yield _run_case(path, case, model, moment)


def _model(path: str, root: Element, files: Mapping[str, bytes]) -> DmnModel | RuleError:
    name = child(root, "modelName")
    folder = PurePosixPath(path).parent
    wanted = str(folder / (name.text or "").strip()) if name is not None else ""
    if wanted not in files:
        return DmnError("dmn.model_missing", place=Place(path), model=wanted)
    beside = {
        other: data for other, data in files.items() if other.endswith(".dmn") and PurePosixPath(other).parent == folder
    }
    try:
        return _read(wanted, beside, ())
    except RuleError as error:
        return error


def _read(path: str, beside: Mapping[str, bytes], open_paths: tuple[str, ...]) -> DmnModel:
    """Return a model with those that it imports, each from the same folder."""
    _, namespaces = imported_namespaces(beside[path], source=path)
    imports: list[DmnModel] = []
    for other, data in beside.items():
        if namespaces and other != path and other not in open_paths:
            namespace, _ = imported_namespaces(data, source=other)
            if namespace in namespaces:
                imports.append(_read(other, beside, (*open_paths, path)))
    return read_dmn(beside[path], source=path, imports=imports)


def _run_case(path: str, case: Element, model: DmnModel | RuleError, moment: datetime | None) -> CaseResult:
    results = list(children(case, "resultNode"))
    inputs = {attribute(node, "name"): _value(node) for node in children(case, "inputNode")}
    failures = [failure for node in results for failure in _failures(case, node, model, inputs, moment)]
    positive = any(
        attribute(node, "errorResult") != "true" and _value(child(node, "expected")) is not None for node in results
    )
    return CaseResult(path, attribute(case, "id"), tuple(failures), positive)


def _failures(
    case: Element,
    node: Element,
    model: DmnModel | RuleError,
    inputs: Mapping[str, Value],
    moment: datetime | None,
) -> Iterable[Failure]:
    name = attribute(node, "name")
    expected = None if attribute(node, "errorResult") == "true" else _value(child(node, "expected"))
    try:
        actual = _actual(case, name, model, inputs, moment)
    except RuleError as error:
        # an expression that does not parse, or goes beyond what is followed, is an error to the TCK, which counts as null;
        # a model that cannot be read, or a decision that is not in it, is no answer at all
        is_result = isinstance(error, FeelSyntaxError) or error.code == "rules.limit"
        if expected is None and is_result and not isinstance(model, RuleError):
            return []
        return [Failure(name, value_text(expected, quoted=True), str(error))]
    if _agree(expected, actual):
        return []
    return [Failure(name, value_text(expected, quoted=True), value_text(actual, quoted=True))]


def _actual(
    case: Element, name: str, model: DmnModel | RuleError, inputs: Mapping[str, Value], moment: datetime | None
) -> Value:
    if isinstance(model, RuleError):
        raise model
    if attribute(case, "type") == "decisionService":
        values = decide_service(model, attribute(case, "invocableName"), inputs, moment=moment)
        return values[name] if name in values else dict(values)
    return decide(model, name, inputs, moment=moment).value


def _agree(expected: Value, actual: Value) -> bool:
    """Return whether two values are the same to the TCK: numbers to 1e-8."""
    if isinstance(expected, Decimal) and isinstance(actual, Decimal):
        return abs(expected - actual) <= TOLERANCE * max(abs(expected), Decimal(1))
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(map(_agree, expected, actual))
    if isinstance(expected, dict) and isinstance(actual, dict):
        return expected.keys() == actual.keys() and all(_agree(value, actual[name]) for name, value in expected.items())
    return bool(equal(expected, actual))


def _is_nil(element: Element | None) -> bool:
    return element is None or element.get(NIL) == "true"


def _value(element: Element | None) -> Value:
    """Return the value of a node: a list, components or one typed value."""
    if element is None or _is_nil(element):
        return None
    items = child(element, "list")
    if items is not None:
        return None if _is_nil(items) else [_value(item) for item in children(items, "item")]
    components = list(children(element, "component"))
    if components:
        return {part.get("name") or "": _value(part) for part in components}
    value = child(element, "value")
    return None if value is None or _is_nil(value) else _typed(value)


def _typed(value: Element) -> Value:
    text = full_text(value)
    kind = (value.get(TYPE) or "string").rpartition(":")[2]
    try:
        return _read_typed(kind, text)
    except FeelFault:
        raise DmnError(
            "dmn.value_unreadable", place=Place("", line_of(value)), type=kind[:80], text=text[:80]
        ) from None


def _read_typed(kind: str, text: str) -> Value:
    if kind == "string":
        return text
    if kind == "boolean":
        return text.strip() in {"true", "1"}
    reader = _READERS.get(kind, number_from_text)
    return reader(text.strip())


_READERS: Mapping[str, Callable[[str], Value]] = {
    "date": parse_date,
    "time": parse_time,
    "dateTime": parse_date_time,
    "duration": parse_duration,
    "dayTimeDuration": parse_duration,
    "yearMonthDuration": parse_duration,
}
