"""Worked cases of a pack: what a table must answer below, at and above every threshold."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Self

from pydantic import Field, model_validator

from kethop.documents import Record, read_yaml, validate
from kethop.errors import CollectedError, KethopError, PackError, Place
from kethop.packs.answers import TopicAnswer
from kethop.packs.deciding import decide_topic
from kethop.packs.deriving import derive_facts
from kethop.packs.facts import FactDefinition, FactOrigin, FactType, FactValue
from kethop.packs.loading import read_file
from kethop.packs.manifest import Slug
from kethop.packs.pack import Pack
from kethop.vocabulary import Outcome

__all__ = ["UNDETERMINED", "CaseFile", "WorkedCase", "case_facts", "case_files", "case_problems"]

UNDETERMINED = "undetermined"
Scalar = bool | int | str | None  # a decimal arrives as text, and a code such as "01" must stay text


class _Expectation(Record):
    """What a case expects: of a topic its outcomes, sentences, bodies and periods; of a derived fact its value."""

    outcomes: tuple[Outcome, ...] | None = None
    messages: tuple[str, ...] | None = None
    bodies: tuple[str, ...] | None = None
    periods: Mapping[str, str] | None = None
    value: Scalar = None

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("a case expects something")
        return self


class WorkedCase(Record):
    """One case.

    Parameters
    ----------
    name : str
        What it shows.
    law_date : date
        Day whose law applies.
    facts : Mapping of str to scalar
        Known facts; the others are unknown.
    expect : _Expectation
        The answer.
    """

    name: Annotated[str, Field(min_length=1)]
    law_date: date
    facts: Mapping[Slug, Scalar]
    expect: _Expectation


class CaseFile(Record):
    """``cases/<topic or derived decision>.yaml``."""

    topic: Slug
    cases: Annotated[tuple[WorkedCase, ...], Field(min_length=1)]


def case_files(pack: Pack) -> dict[str, CaseFile]:
    """Return the case files of a pack by topic or derived decision.

    Raises
    ------
    CollectedError
        Every fault of form in them.
    """
    found: dict[str, CaseFile] = {}
    problems: list[KethopError] = []
    for path in sorted((pack.folder / "cases").glob("*.yaml")):
        source = f"{pack.folder.name}/cases/{path.name}"
        try:
            found[path.stem] = validate(read_yaml(read_file(path, source), source=source), CaseFile)
        except CollectedError as error:
            problems.extend(error.errors)
        except KethopError as error:
            problems.append(error)
    if problems:
        raise CollectedError(tuple(problems))
    return found


def case_facts(pack: Pack, case: WorkedCase) -> dict[str, FactValue]:
    """Return the facts of a case as the tables take them: exact numbers, and the day of the law."""
    facts = {name: _value(pack.facts.get(name), value) for name, value in case.facts.items()}
    for name, fact in pack.facts.items():
        if fact.origin is FactOrigin.LAW_DATE:
            facts[name] = case.law_date
    return facts


def case_problems(pack: Pack, name: str, file: CaseFile) -> tuple[KethopError, ...]:
    """Return an error for each case whose answer differs from what it expects."""
    problems: list[KethopError] = []
    for index, case in enumerate(file.cases):
        place = Place(f"{pack.folder.name}/cases/{name}.yaml", path=f"cases.{index} {case.name}")
        wrong = _wrong_facts(pack, case)
        if wrong:
            problems += [PackError("pack.case_fact_unknown", place=place, fact=fact) for fact in wrong]
            continue
        got = _answer(pack, name, case)
        for part, want in _expected(pack, name, case).items():
            if part not in got or got[part] != want:
                differing = {"part": part, "expected": _shown(want), "got": _shown(got.get(part))}
                problems.append(PackError("pack.case_differs", place=place, **differing))
    return tuple(problems)


def _value(fact: FactDefinition | None, value: Scalar) -> FactValue:
    """Return a value in the type of its fact; as it is written when it has another type."""
    try:
        if fact is not None and fact.type is FactType.NUMBER and value is not None and not isinstance(value, bool):
            return Decimal(value)
        if fact is not None and fact.type is FactType.DATE and isinstance(value, str):
            return date.fromisoformat(value)
    except (InvalidOperation, ValueError):
        return str(value)
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


_TYPES = {FactType.BOOLEAN: bool, FactType.NUMBER: Decimal, FactType.DATE: date}


def _wrong_facts(pack: Pack, case: WorkedCase) -> list[str]:
    return [
        f"{name}={value}" for name, value in case_facts(pack, case).items() if not _fits(pack.facts.get(name), value)
    ]


def _fits(fact: FactDefinition | None, value: FactValue) -> bool:
    if fact is None or value is None:
        return fact is not None
    if fact.type is FactType.CHOICE:
        return value in (fact.options or {})
    return isinstance(value, _TYPES.get(fact.type, str))


def _expected(pack: Pack, name: str, case: WorkedCase) -> dict[str, object]:
    """Return what the case states, its lists in the order of the answer; a stated null is stated."""
    stated = case.expect.model_dump(exclude_unset=True)
    if "value" in stated:
        fact = next((fact for fact in pack.facts.values() if fact.decision == name), None)
        stated["value"] = _value(fact, stated["value"])
    return {part: tuple(sorted(want)) if isinstance(want, tuple) else want for part, want in stated.items()}


def _answer(pack: Pack, name: str, case: WorkedCase) -> dict[str, object]:
    facts = case_facts(pack, case)
    derived = {item.fact: item for item in derive_facts(pack, facts)}
    for fact, item in derived.items():
        facts.setdefault(fact, item.value)
    of_decision = {pack.facts[fact].decision: item for fact, item in derived.items()}
    if name in of_decision:
        return {"value": of_decision[name].value}
    return _topic_answer(decide_topic(pack, name, facts))


def _topic_answer(answer: TopicAnswer) -> dict[str, object]:
    certain = [row for row in answer.rows if row.is_certain]
    possible = [row for row in answer.rows if not row.is_certain]
    outcomes = {row.outcome for row in certain} | ({Outcome.UNKNOWN} if possible or not certain else set())
    messages = {row.message for row in certain} | ({UNDETERMINED} if possible or not certain else set())
    asked = [row for row in answer.rows if row.body]
    return {
        "outcomes": tuple(sorted(outcomes)),
        "messages": tuple(sorted(messages)),
        "bodies": tuple(sorted({row.body for row in asked if row.body})),
        "periods": {row.body: f"{row.period} {row.unit}" for row in asked if row.body and row.period},
    }


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value) or "(none)"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {item}" for key, item in value.items()) or "(none)"
    return str(value)
