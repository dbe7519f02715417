"""A row joined with the park that it tells of: empty places are filled, another value is told."""

from collections.abc import Mapping
from dataclasses import dataclass

from kethop_office.common.folding import fold
from kethop_office.common.tables.cells import Doubt

__all__ = ["Match", "joined"]

# Values that belong together: what decides whether two differ, and what goes with it.
_GROUPS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "name": (("name",), ()),
    "kind": (("kind",), ()),
    "address": (("province", "communes"), ("province_text", "commune_text", "address")),
    "lon": (("lon", "lat"), ()),
    "outline": (("outline",), ()),
    "area": (("area_ha",), ("area_text",)),
    "status_text": (("status",), ("status_text",)),
    "founded_text": (("founded_year",), ("founded_text",)),
    "term_text": (("term_from", "term_to"), ("term_text",)),
    "investor": (("investor",), ()),
    "industries": (("industries",), ()),
    "occupancy": (("occupancy",), ("occupancy_text",)),
    "code": (("code",), ()),
}
_UNSAID: tuple[object, ...] = (None, "", [], {}, "unknown")


@dataclass(frozen=True, slots=True)
class Match:
    """Values of a park after a row, and what differs.

    Parameters
    ----------
    is_changed : bool
        Whether any value is another than before.
    """

    values: dict[str, object]
    doubts: tuple[Doubt, ...]
    is_changed: bool = True


def joined(old: Mapping[str, object], new: Mapping[str, object], *, replaces: bool) -> Match:
    """Return the park's values with those of the row.

    Parameters
    ----------
    replaces : bool
        The row's values take the place of others; else the park's stay and each difference is a doubt.
    """
    values = dict(old)
    doubts: list[Doubt] = []
    for field, (deciding, more) in _GROUPS.items():
        if all(new.get(name) in _UNSAID for name in deciding):
            _fill(values, new, more)
        elif all(old.get(name) in _UNSAID for name in deciding) or (replaces and _differs(old, new, deciding)):
            values.update({name: new.get(name) for name in (*deciding, *more)})
        elif _differs(old, new, deciding):
            kept, given = _shown(old, deciding), _shown(new, deciding)
            doubts.append(Doubt("differs", {"field": field, "kept": kept, "given": given}, text=given))
    _fill(values, new, ("source_on",))
    values["facts"] = _facts(old, new)
    return Match(values, tuple(doubts), is_changed=values != dict(old))


def _fill(values: dict[str, object], new: Mapping[str, object], names: tuple[str, ...]) -> None:
    for name in names:
        if values.get(name) in _UNSAID and new.get(name) not in _UNSAID:
            values[name] = new[name]


def _differs(old: Mapping[str, object], new: Mapping[str, object], names: tuple[str, ...]) -> bool:
    return any(_plain(old.get(name)) != _plain(new.get(name)) for name in names)


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.6f}"
    text = "" if value in _UNSAID else str(value)
    if text.replace(".", "", 1).isdigit():
        return text.rstrip("0").rstrip(".") if "." in text else text
    return fold(text)


def _shown(values: Mapping[str, object], names: tuple[str, ...]) -> str:
    return " ".join(str(values[name]).strip() for name in names if values.get(name) not in _UNSAID)[:200]


def _facts(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, object]:
    """Return both parks' facts; where two say different things under one head, both stay, the newer under a number."""
    before, added = old.get("facts"), new.get("facts")
    facts: dict[str, object] = dict(before) if isinstance(before, dict) else {}
    for head, text in (added if isinstance(added, dict) else {}).items():
        name, number = head, 2
        while name in facts and _plain(facts[name]) != _plain(text):
            name, number = f"{head} ({number})", number + 1
        facts.setdefault(name, text)
    return facts
