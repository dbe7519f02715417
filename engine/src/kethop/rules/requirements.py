"""Hrefs of a model to what they name, in the model itself or in one that it imports (DMN 1.5 §6.3, §13.3.2)."""

from collections.abc import Collection
from dataclasses import dataclass

from kethop.errors import DmnError
from kethop.rules.dmn.model import BusinessKnowledge, Decision, DecisionService, DmnModel, InputData

__all__ = ["Element", "Found", "Key", "in_order", "require"]

Element = Decision | InputData | BusinessKnowledge | DecisionService
Key = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Found:
    """An element and the model that holds it.

    Parameters
    ----------
    path : tuple of str
        Names of the imports that lead from the first model to this one. The same model imported on two ways is two
        models: each has inputs of its own.
    """

    element: Element
    model: DmnModel
    path: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What tells this element from others in one run."""
        return self.path, self.element.id


def require(user: Found, href: str) -> Found:
    """Return what an href such as ``#_1`` or ``http://namespace#_1`` in an element names.

    Raises
    ------
    DmnError
        ``dmn.reference_unknown``: nothing.
    """
    namespace, _, ident = href.rpartition("#")
    model = user.model
    if not namespace or namespace == model.namespace:
        element = model.elements.get(ident)
        if element is not None:
            return Found(element, model, user.path)
    for name, other in model.imports:
        element = other.elements.get(ident) if other.namespace == namespace else None
        if element is not None:
            return Found(element, other, (*user.path, name) if name else user.path)
    raise DmnError("dmn.reference_unknown", place=user.element.place, href=href[:200])


def in_order(decision: Found, given: Collection[Key] = ()) -> list[Found]:
    """Return a decision and all that it requires, each after what it requires itself.

    Parameters
    ----------
    decision : Found
        Where to begin.
    given : collection of Key
        Decisions whose values are given: they and what only they require are left out.

    Raises
    ------
    DmnError
        ``dmn.reference_unknown``; ``dmn.cycle``: a decision requires itself.
    """
    ordered: list[Found] = []
    done: set[Key] = set()
    branch: set[Key] = set()
    pending: list[tuple[Found, bool]] = [(decision, False)]
    while pending:
        found, finished = pending.pop()
        if finished:
            branch.discard(found.key)
            done.add(found.key)
            ordered.append(found)
        elif found.key in branch:
            raise DmnError("dmn.cycle", place=found.element.place, decision=found.element.name)
        elif found.key not in done:
            branch.add(found.key)
            pending.append((found, True))
            pending.extend((part, False) for part in _required(found, given))
    return ordered


def _required(found: Found, given: Collection[Key]) -> list[Found]:
    if not isinstance(found.element, Decision):
        return []
    parts = [require(found, href) for href in found.element.requires]
    return [part for part in parts if isinstance(part.element, Decision) and part.key not in given][::-1]
