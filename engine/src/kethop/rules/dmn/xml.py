"""XML from outside: read without a DTD, an entity or the network, or refused."""

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from kethop.errors import DmnError, Place

__all__ = [
    "Element",
    "attribute",
    "child",
    "children",
    "full_text",
    "line_of",
    "local_name",
    "name_of",
    "parse_xml",
    "text_of",
]

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the class of its elements

MAX_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 200
XINCLUDE = "http://www.w3.org/2001/XInclude"
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS = frozenset((b"utf-8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"iso-8859-1"))


def parse_xml(data: bytes, *, source: str) -> Element:
    """Return the root element of a document that came from outside.

    Parameters
    ----------
    data : bytes
        The file, at most 20 MB, at most 200 elements deep.
    source : str
        Its name, for errors.

    Raises
    ------
    DmnError
        ``dmn.hostile_xml`` (field ``reason``): a document type, an entity, an inclusion, a stylesheet, an unusual
        encoding, too large or too deep; ``dmn.not_xml``: not well-formed.
    """
    if len(data) > MAX_BYTES:
        raise _hostile("too_large", source)
    # a declaration is sought before any parser sees it, in whichever width the letters are written
    narrow = data.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _DECLARED.search(narrow):
        raise _hostile("document_type", source)
    encoding = _ENCODING.match(narrow.lstrip())
    if encoding and encoding[1].lower() not in _ENCODINGS:
        raise _hostile("encoding", source)
    root = _parsed(data, source)
    _check(root, source)
    return root


def _parsed(data: bytes, source: str) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise _hostile("too_deep", source, error.lineno) from None
        raise DmnError("dmn.not_xml", place=Place(source, error.lineno or None), reason=str(error.msg)[:200]) from None
    except ValueError:
        raise DmnError("dmn.not_xml", place=Place(source), reason="encoding") from None
    if root is None:
        raise DmnError("dmn.not_xml", place=Place(source), reason="empty")
    return root


def _hostile(reason: str, source: str, line: int | None = None) -> DmnError:
    return DmnError("dmn.hostile_xml", place=Place(source, line), reason=reason)


def _check(root: Element, source: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _hostile("document_type", source)
    before = root.getprevious()
    while before is not None:
        _check_node(before, source)
        before = before.getprevious()
    pending = [(root, 1)]
    while pending:
        element, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise _hostile("too_deep", source, line_of(element))
        _check_node(element, source)
        pending.extend((part, depth + 1) for part in element)


def _check_node(node: Element, source: str) -> None:
    if isinstance(node, etree._Entity):  # noqa: SLF001 - the only name of the class
        raise _hostile("entity", source, line_of(node))
    if isinstance(node, etree._ProcessingInstruction) and node.target == "xml-stylesheet":  # noqa: SLF001 - as above
        raise _hostile("stylesheet", source, line_of(node))
    tag: object = node.tag
    if isinstance(tag, str) and tag.startswith("{" + XINCLUDE + "}"):
        raise _hostile("inclusion", source, line_of(node))


def line_of(element: Element) -> int | None:
    """Return the line that an element stands on."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def full_text(element: Element) -> str:
    """Return all text inside an element."""
    return "".join(str(part) for part in element.itertext())


def local_name(element: Element) -> str:
    """Return the element's name without its namespace; empty for a comment or an instruction."""
    tag: object = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a local name."""
    return (part for part in element if local_name(part) == name)


def child(element: Element, name: str) -> Element | None:
    """Return the first child of a local name, or None."""
    return next(children(element, name), None)


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute, stripped; empty when the element or the attribute is missing."""
    value = element.get(name) if element is not None else None
    return value.strip() if value else ""


def name_of(element: Element | None, attribute_name: str = "name") -> str:
    """Return a name as the model knows it: composed (NFC), each run of white space as one space."""
    return unicodedata.normalize("NFC", " ".join(attribute(element, attribute_name).split()))


def text_of(element: Element | None) -> str:
    """Return the ``text`` child's text, stripped; empty when there is none."""
    text = child(element, "text") if element is not None else None
    return full_text(text).strip() if text is not None else ""
