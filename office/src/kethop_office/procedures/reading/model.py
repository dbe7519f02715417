"""What was read from a drawing."""

from dataclasses import dataclass

from kethop_office.procedures.game import Graph

__all__ = ["Procedure"]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure as drawn.

    Parameters
    ----------
    key : str
        Id of the process.
    name_vi, name_en : str
        Its name.
    lanes : tuple of (str, str, str)
        Role, Vietnamese and English label of each lane, from above.
    messages : tuple of (str, str, str)
        Key and labels of each message.
    graph : Graph
        Nodes and arrows.
    """

    key: str
    name_vi: str
    name_en: str
    lanes: tuple[tuple[str, str, str], ...]
    messages: tuple[tuple[str, str, str], ...]
    graph: Graph
