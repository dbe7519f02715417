"""Check the proposal's answers against the pack's questions."""

import difflib
import re
from datetime import date
from decimal import Decimal

from kethop.appraisal.proposal import DeclaredValue, Proposal
from kethop.documents import Document
from kethop.errors import CollectedError, KethopError, ProposalError
from kethop.packs import FactDefinition, FactOrigin, FactType, FactValue, Pack
from kethop.vocabulary import Unit

__all__ = ["declared_facts"]

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def declared_facts(proposal: Proposal, pack: Pack, document: Document) -> dict[str, FactValue]:
    """Return the declared facts with exact values.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    pack : Pack
        Its jurisdiction.
    document : Document
        Tells the line of each answer.

    Raises
    ------
    CollectedError
        ``proposal.fact_unknown`` (with the nearest name), ``proposal.fact_not_declared``, ``proposal.fact_type``,
        ``proposal.fact_option``, ``proposal.fact_negative``, ``proposal.fact_over_100``, ``proposal.fact_not_whole``:
        one for each wrong answer.
    """
    problems: list[KethopError] = []
    values: dict[str, FactValue] = {}
    for name, value in proposal.facts.items():
        try:
            values[name] = _value(name, value, pack, document)
        except ProposalError as error:
            problems.append(error)
    if problems:
        raise CollectedError(tuple(problems))
    return values


def _value(name: str, value: DeclaredValue, pack: Pack, document: Document) -> FactValue:
    place = document.place(("facts", name))
    fact = pack.facts.get(name)
    if fact is None:
        near = difflib.get_close_matches(name, pack.facts, n=1)
        raise ProposalError("proposal.fact_unknown", place=place, fact=name, near=near[0] if near else None)
    if fact.origin is not FactOrigin.DECLARED:
        raise ProposalError("proposal.fact_not_declared", place=place, fact=name, origin=fact.origin)
    if value is None:
        return None
    if fact.type is FactType.CHOICE and value not in (fact.options or {}):
        options = ", ".join(fact.options or {})
        raise ProposalError("proposal.fact_option", place=place, fact=name, given=str(value), options=options)
    typed = _typed(fact, value)
    if typed is None:
        raise ProposalError("proposal.fact_type", place=place, fact=name, given=str(value), type=fact.type)
    fault = _out_of_range(fact, typed) if isinstance(typed, Decimal) else None
    if fault:
        raise ProposalError(fault, place=place, fact=name, given=str(value))
    return typed


def _out_of_range(fact: FactDefinition, number: Decimal) -> str | None:
    """Return the code of a number that its unit cannot have; every quantity that packs ask for is 0 or more."""
    if number < 0:
        return "proposal.fact_negative"
    if fact.unit is Unit.PERCENT and number > 100:
        return "proposal.fact_over_100"
    if fact.unit is Unit.COUNT and number != number.to_integral_value():
        return "proposal.fact_not_whole"
    return None


def _typed(fact: FactDefinition, value: DeclaredValue) -> FactValue:
    """Return the value in the fact's type, or None when it has another type."""
    if fact.type is FactType.BOOLEAN or isinstance(value, bool):
        return value if fact.type is FactType.BOOLEAN and isinstance(value, bool) else None
    if fact.type is FactType.NUMBER:
        return Decimal(value) if isinstance(value, int) or (value and _NUMBER.fullmatch(value)) else None
    if not isinstance(value, str):
        return None
    return _day(value) if fact.type is FactType.DATE else value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
