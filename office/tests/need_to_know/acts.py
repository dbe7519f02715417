"""Acts: what the forms of the pages send, with the records named in them turned into hidden ones and into nobody's."""

from collections.abc import Iterable, Iterator

from need_to_know.asking import Asked, ask, turned, undone
from need_to_know.forms import filled
from need_to_know.tokens import hidden_from, seen_by
from need_to_know.walk import Walk

__all__ = ["acts"]


def acts(walk: Walk, rank: int, places: Iterable[str], readers: Iterable[str]) -> Iterator[dict[str, Asked]]:
    """Yield what may be sent from some pages: for the office's own records, hidden ones, and ones that nobody has."""
    sent: dict[str, Asked] = {}
    names = set(readers)
    with undone():
        walk.office.lay(seen_by(rank))
        clients = walk.office.readers.at(rank, names)
        for place in places:
            for reader in sorted(names & set(walk.readers_of(place))):
                for row in range(len(walk.own[place])):  # what a page offers depends on the state of its record
                    page = next(walk.groups(place, reader, "GET", rank, row))["own"]
                    sent |= {str(one): one for one in filled(page, ask(clients[reader], page))}
            sent |= {str(one): one for one in walk.sent.get(place, ()) if one.reader in names}
    for turn, one in enumerate(sent.values()):
        yield _group(walk, rank, one, turn)


def _group(walk: Walk, rank: int, sent: Asked, turn: int) -> dict[str, Asked]:
    made = {"own": sent}
    ways = hidden_from(rank)
    for name, kinds in (
        ("apart", [kind for kind in ways if kind.grants != "same"]),
        ("above", [kind for kind in ways if kind.grants == "same"]),
    ):
        if kinds and (other := turned(sent, walk.office.hidden[kinds[turn % len(kinds)]].same)) != sent:
            made[name] = other
    if len(made) > 1:
        made["random"] = turned(sent, walk.unknown)
    return made
