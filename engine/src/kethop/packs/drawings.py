"""Procedures drawn in BPMN: only that the file is what its name says; the office that runs it reads the rest."""

from collections.abc import Iterator

from kethop.errors import PackError, Place
from kethop.rules import parse_xml

__all__ = ["drawing_problems"]

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def drawing_problems(data: bytes, *, name: str, source: str) -> Iterator[PackError]:
    """Yield what is wrong with a drawing as a file of a pack.

    Parameters
    ----------
    data : bytes
        BPMN 2.0.
    name : str
        Name of the file without its suffix, which is the id of its one process.
    source : str
        The file, for errors.

    Yields
    ------
    PackError
        ``pack.drawing_not_bpmn``, ``pack.drawing_name`` (``wanted``, ``given``).

    Raises
    ------
    DmnError
        ``dmn.hostile_xml``, ``dmn.not_xml``: the file is no XML that is read from outside.
    """
    root = parse_xml(data, source=source)
    if root.tag != f"{{{BPMN}}}definitions":
        yield PackError("pack.drawing_not_bpmn", place=Place(source))
        return
    given = ", ".join(process.get("id", "") for process in root.iterchildren(f"{{{BPMN}}}process"))
    if given != name:
        yield PackError("pack.drawing_name", place=Place(source), wanted=name, given=given)
