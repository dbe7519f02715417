"""Walking a tree: its nodes, and what they name."""

from collections.abc import Iterator
from dataclasses import fields

from kethop.rules.feel.tree import Name, Node

__all__ = ["INPUT", "mentions", "nodes_of"]

INPUT = "?"


def nodes_of(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes below it, without recursion."""
    pending: list[object] = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, Node):
            yield current
            pending.extend(getattr(current, part.name) for part in fields(current))
        elif isinstance(current, tuple):
            pending.extend(current)


def mentions(node: Node, name: str) -> bool:
    """Return whether a name occurs in an expression."""
    return any(isinstance(part, Name) and part.name == name for part in nodes_of(node))
