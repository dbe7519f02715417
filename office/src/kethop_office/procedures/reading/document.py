"""The file of a drawing: read without a DTD, an entity or the network, small, and in known namespaces only."""

import re
from collections.abc import Iterator

from lxml import etree

from kethop_office.procedures.reading.faults import DrawingRefusedError, Fault

__all__ = ["BPMN", "ENGLISH", "XSI", "Element", "fault", "identity", "line", "local", "parse", "parts"]

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the class of its elements

MAX_BYTES = 512 * 1024
MAX_ELEMENTS = 4_000
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWN = frozenset(
    {
        "http://www.omg.org/spec/BPMN/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DC",
        "http://www.omg.org/spec/DD/20100524/DI",
    }
)
XSI = "http://www.w3.org/2001/XMLSchema-instance"
KETHOP = "urn:kethop:procedure:1"
ENGLISH = f"{{{KETHOP}}}nameEn"
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SPLIT = re.compile(r"^\{([^}]*)\}(.*)$")


def parse(data: bytes) -> Element:
    """Return the root of a drawing.

    Raises
    ------
    DrawingRefusedError
        ``drawing.too_large``, ``drawing.declares_type``, ``drawing.not_utf8``, ``drawing.not_xml``, ``drawing.not_bpmn``,
        ``drawing.foreign`` for each element or attribute of a namespace that is neither BPMN's nor ours.
    """
    if len(data) > MAX_BYTES:
        raise _refused(Fault("drawing.too_large", fields={"limit": f"{MAX_BYTES // 1024} kB"}))
    if _DECLARED.search(data.replace(b"\0", b"")):
        raise _refused(Fault("drawing.declares_type"))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise _refused(Fault("drawing.not_utf8")) from None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(Fault("drawing.not_xml", line=getattr(error, "lineno", 0) or 0)) from None
    if root is None or root.tag != f"{{{BPMN}}}definitions":
        raise _refused(Fault("drawing.not_bpmn", line=1))
    elements = list(root.iter())
    if len(elements) > MAX_ELEMENTS:
        raise _refused(Fault("drawing.too_large", fields={"limit": str(MAX_ELEMENTS)}))
    faults = [found for element in elements if (found := _foreign(element))]
    if faults:
        raise DrawingRefusedError(tuple(faults))
    return root


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def parts(element: Element) -> Iterator[Element]:
    """Yield the BPMN children of an element that are not comments or explanations."""
    for child in element:
        tag: object = child.tag
        if isinstance(tag, str) and tag.startswith(f"{{{BPMN}}}") and local(child) != "documentation":
            yield child


def identity(element: Element) -> str:
    """Return the id of an element, or its name where it has none."""
    return element.get("id") or local(element)


def line(element: Element) -> int:
    """Return the line on which an element begins."""
    number: object = element.sourceline
    return number if isinstance(number, int) else 0


def fault(code: str, element: Element, **fields: str) -> Fault:
    """Return a fault at an element."""
    return Fault(code, identity(element), line(element), fields)


def _refused(found: Fault) -> DrawingRefusedError:
    return DrawingRefusedError((found,))


def _foreign(element: Element) -> Fault | None:
    tag: object = element.tag
    if not isinstance(tag, str):
        # a comment is for the reader; an instruction or entity is for a program
        is_comment = isinstance(element, etree._Comment)  # noqa: SLF001 - the only name of the class
        return None if is_comment else Fault("drawing.foreign", line=line(element), fields={"name": "?"})
    space = _SPLIT.match(tag)
    if not space or (space[1] != BPMN and space[1] not in DRAWN):
        return fault("drawing.foreign", element, name=tag)
    for name in element.attrib:
        if str(name).startswith("{") and name not in {ENGLISH, f"{{{XSI}}}type"}:
            return fault("drawing.foreign", element, name=str(name))
    return None
