"""Pieces of a DMN model inside a FEEL tree, such as a decision table in a context entry."""

from dataclasses import dataclass
from typing import Protocol

from kethop.rules.feel.scope import Scope
from kethop.rules.feel.tree import Node
from kethop.rules.feel.values import Value

__all__ = ["Hosted", "Hosting"]


class Hosting(Protocol):
    """Something outside FEEL that gives a value from a scope."""

    def value_in(self, scope: Scope) -> Value:
        """Return the value."""


@dataclass(frozen=True, slots=True, eq=False)
class Hosted(Node):
    """A piece of a DMN model inside an expression."""

    host: Hosting
