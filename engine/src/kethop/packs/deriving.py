"""Derive facts by decisions, each only when no missing fact could change it."""

from collections.abc import Mapping
from decimal import Decimal

from kethop.errors import PackError, Place
from kethop.packs.answers import Derivation
from kethop.packs.deciding import decide_rows, missing_facts
from kethop.packs.facts import FactOrigin, FactValue
from kethop.packs.pack import Pack

__all__ = ["derive_facts"]


def derive_facts(pack: Pack, facts: Mapping[str, FactValue]) -> tuple[Derivation, ...]:
    """Return the derived facts of the pack, each from its decision.

    A value is given only when no missing fact could change it.

    Parameters
    ----------
    pack : Pack
        The jurisdiction.
    facts : Mapping of str to FactValue
        Declared and measured facts.

    Raises
    ------
    PackError
        ``pack.derivation_cycle``; ``pack.decision_no_table``; ``pack.derived_value``: a date, a list or a context.
    """
    known = dict(facts)
    found: list[Derivation] = []
    waiting = {name: fact for name, fact in pack.facts.items() if fact.origin is FactOrigin.DERIVED}
    while waiting:
        ready = [
            name
            for name, fact in waiting.items()
            if not set(pack.decisions[fact.decision or name].inputs) & waiting.keys()
        ]
        if not ready:
            place = Place(f"{pack.folder.name}/facts.yaml")
            raise PackError("pack.derivation_cycle", place=place, facts=", ".join(sorted(waiting)))
        for name in ready:
            derivation = _derive(pack, name, waiting.pop(name).decision or name, known)
            known[name] = derivation.value
            found.append(derivation)
    return tuple(found)


def _derive(pack: Pack, fact: str, decision: str, facts: Mapping[str, FactValue]) -> Derivation:
    result = decide_rows(pack, decision, facts)
    table = result.trace.table
    if table is None:
        raise PackError("pack.decision_no_table", place=_place(pack, decision), decision=decision)
    left = {rule.index: missing_facts(rule, table.inputs) for rule in table.rules}
    certain = [rule for rule in table.matched if not left[rule.index]]
    possible = [rule for rule in (*table.matched, *table.possible) if left[rule.index]]
    if table.hit_policy == "FIRST" and certain:
        possible = [rule for rule in possible if rule.index < certain[0].index]
    values = [list(rule.outputs.values()) for rule in (*certain[:1], *possible)]
    if result.violations or any(value != values[0] for value in values) or (possible and not certain):
        missing = dict.fromkeys(name for rule in possible for name in left[rule.index])
        return Derivation(fact, None, tuple(missing), result.trace)
    value = result.value
    if value is not None and not isinstance(value, bool | Decimal | str):
        raise PackError("pack.derived_value", place=_place(pack, decision), fact=fact)
    return Derivation(fact, value, (), result.trace)


def _place(pack: Pack, decision: str) -> Place:
    return Place(f"{pack.folder.name}/decisions/{decision}.dmn")
