"""Hrefs of a model to what they name, in the model itself or in one that it imports (DMN 1.5 §6.3, §13.3.2)."""

from collections.abc import Collection
from dataclasses import dataclass

from kethop.errors import DmnError, Place
from kethop.rules.dmn.model import BusinessKnowledge, Decision, DecisionService, DmnModel, InputData

__all__ = ["Element", "Found", "find", "in_order", "require"]

Element = Decision | InputData | BusinessKnowledge | DecisionService


@dataclass(frozen=True, slots=True)
class Found:
    """An element, the model that holds it, and the name that model is imported under (empty for the same model)."""

    element: Element
    model: DmnModel
    prefix: str = ""


def find(model: DmnModel, href: str) -> Found | None:
    """Return what an href such as ``#_1`` or ``http://namespace#_1`` names; None when nothing does."""
    namespace, _, ident = href.rpartition("#")
    if namespace and namespace != model.namespace:
        for prefix, other in model.imports.items():
            element = other.elements().get(ident) if other.namespace == namespace else None
            if element is not None:
                return Found(element, other, prefix)
        return None
    element = model.elements().get(ident)
    return Found(element, model) if element is not None else None


def require(model: DmnModel, href: str, place: Place) -> Found:
    """Return what an href names; a DmnError ``dmn.reference_unknown`` when nothing does."""
    found = find(model, href)
    if found is None:
        raise DmnError("dmn.reference_unknown", place=place, href=href[:200])
    return found


def in_order(model: DmnModel, decision: Decision, given: Collection[str] = ()) -> list[Found]:
    """Return a decision and all that it requires, each after what it requires itself.

    Parameters
    ----------
    model : DmnModel
        The model that holds the decision.
    decision : Decision
        Where to begin.
    given : collection of str
        Ids of decisions whose values are given: they and what only they require are left out.

    Raises
    ------
    DmnError
        ``dmn.reference_unknown``; ``dmn.cycle``: a decision requires itself.
    """
    ordered: list[Found] = []
    done: set[tuple[str, str]] = set()
    branch: list[tuple[str, str]] = []
    pending: list[tuple[Found, bool]] = [(Found(decision, model), False)]
    while pending:
        found, finished = pending.pop()
        key = (found.model.namespace, found.element.id)
        if finished:
            branch.pop()
            done.add(key)
            ordered.append(found)
            continue
        if key in done:
            continue
        if key in branch:
            raise DmnError("dmn.cycle", place=found.element.place, decision=found.element.name)
        branch.append(key)
        pending.append((found, True))
        pending.extend((part, False) for part in _required(found, given))
    return ordered


def _required(found: Found, given: Collection[str]) -> list[Found]:
    element = found.element
    if not isinstance(element, Decision):
        return []
    parts = [require(found.model, href, element.place) for href in element.requires]
    wanted = [part for part in parts if isinstance(part.element, Decision) and part.element.id not in given]
    return wanted[::-1]
