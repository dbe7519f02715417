"""The questions that a pack asks of a kind of proposal, in the order of its topics."""

from collections.abc import Iterator

from kethop.packs import FactDefinition, FactOrigin, Pack
from kethop.spatial.placement import SYSTEMS
from kethop.vocabulary.formatting import unit_word
from kethop_office.appraisal.bridge.plain import Plain, plain_value

__all__ = ["plain_questions"]

_KIND = "kind"


def plain_questions(pack: Pack) -> dict[str, Plain]:
    """Return the pack's name, the kinds of proposal, and each question with its topic.

    Returns
    -------
    dict
        ``pack``, ``kinds`` (value, label), ``systems`` (crs, zone, meridian), and ``questions`` (name, label, unit, type,
        options, how, asked_of, topic).
    """
    kinds = pack.facts[_KIND].options or {} if _KIND in pack.facts else {}
    return {
        "pack": {"id": pack.manifest.id, "version": pack.manifest.version, "sha256": pack.sha256},
        "kinds": [{"value": name, "label": plain_value(label)} for name, label in kinds.items()],
        "systems": [{"crs": system.crs, "zone": system.zone, "meridian": system.meridian} for system in SYSTEMS],
        "questions": [_question(name, fact, topic) for name, fact, topic in _in_order(pack)],
    }


def _in_order(pack: Pack) -> Iterator[tuple[str, FactDefinition, Plain]]:
    """Yield the declared facts, each under the first topic whose table asks it, then those that only derivations ask."""
    left = {name: fact for name, fact in pack.facts.items() if fact.origin is FactOrigin.DECLARED and name != _KIND}
    for topic in pack.manifest.topics:
        for name in _asked(pack, topic.id):
            if name in left:
                yield name, left.pop(name), plain_value(topic.label)
    for name, fact in left.items():
        yield name, fact, None


def _asked(pack: Pack, topic: str) -> Iterator[str]:
    model = pack.decisions.get(topic)
    for decision in model.decisions.values() if model else ():
        for clause in decision.table.inputs if decision.table else ():
            yield clause.expression


def _question(name: str, fact: FactDefinition, topic: Plain) -> dict[str, Plain]:
    return {
        "name": name,
        "label": plain_value(fact.label),
        "type": fact.type.value,
        "unit": plain_value(unit_word(fact.unit)),
        "options": [{"value": value, "label": plain_value(label)} for value, label in (fact.options or {}).items()],
        "how": plain_value(fact.how_to_learn),
        "asked_of": list(fact.asked_of),
        "topic": topic,
    }
