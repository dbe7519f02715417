"""What stands in the head of every page: rooms register their places, the shell shows those that the reader has."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from kethop_office.common.words import Words

__all__ = [
    "MOST",
    "Place",
    "ShownPlace",
    "endpoints",
    "register_endpoint",
    "register_menu",
    "register_place",
    "shown_menu",
    "shown_places",
]

MOST = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A link in the head or in the account's menu.

    Parameters
    ----------
    url_name : str
        Such as ``accounts:tasks``.
    label : str
        Vietnamese message id, lazily translated.
    roles : frozenset of str
        Who sees it; empty for everyone who has signed in.
    order : int
        Smaller comes first.
    is_act : bool
        It is done by a POST (signing out).
    count : callable or None
        Called with the actor; a number shown beside the label when it is not zero.
    """

    url_name: str
    label: Words
    roles: frozenset[str] = frozenset()
    order: int = 50
    is_act: bool = False
    count: Callable[..., int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place as the page shows it."""

    path: str
    label: Words
    is_current: bool
    is_act: bool
    count: int


_places: dict[str, Place] = {}
_menu: dict[str, Place] = {}
_endpoints: dict[str, str] = {}


def register_place(
    url_name: str,
    label: Words,
    *,
    roles: Collection[str] = (),
    order: int = 50,
    count: Callable[..., int] | None = None,
) -> None:
    """Add a link to the service navigation (at most eight are shown)."""
    _places[url_name] = Place(url_name, label, frozenset(roles), order, count=count)


def register_menu(
    url_name: str,
    label: Words,
    *,
    roles: Collection[str] = (),
    order: int = 50,
    is_act: bool = False,
    count: Callable[..., int] | None = None,
) -> None:
    """Add a link (or an act, done by POST) to the account's menu."""
    _menu[url_name] = Place(url_name, label, frozenset(roles), order, is_act, count)


def register_endpoint(key: str, url_name: str) -> None:
    """Name a URL for the page's scripts: ``session``, ``sign_in_again``, ``sign_in``, ``draft`` or ``search``."""
    _endpoints[key] = url_name


def endpoints() -> dict[str, str]:
    """Return the URLs for the page's scripts, by key."""
    found = {key: _reverse(name) for key, name in _endpoints.items()}
    return {key: path for key, path in found.items() if path}


def shown_places(actor: object, path: str) -> list[ShownPlace]:
    """Return the places of the service navigation for an actor (nothing for a stranger)."""
    return _shown(_places, actor, path)[:MOST]


def shown_menu(actor: object, path: str) -> list[ShownPlace]:
    """Return the links of the account's menu."""
    return _shown(_menu, actor, path)


def _shown(places: dict[str, Place], actor: object, path: str) -> list[ShownPlace]:
    if actor is None:
        return []
    roles = {role for _, role in getattr(actor, "roles", ())}
    shown = []
    for place in sorted(places.values(), key=lambda place: (place.order, place.url_name)):
        target = _reverse(place.url_name)
        if target and (not place.roles or place.roles & roles):
            count = place.count(actor) if place.count else 0
            shown.append(ShownPlace(target, place.label, _is_within(path, target), place.is_act, count))
    return shown


def _is_within(path: str, target: str) -> bool:
    return path == target or (target != "/" and path.startswith(target))


def _reverse(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:  # a room that is not installed yet
        return ""
