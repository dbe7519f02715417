"""The tags of an ASCII DXF file: a group code and a value on two lines, gathered into sections and entities."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kethop.errors import Place, SiteError
from kethop.spatial.intake import limits

__all__ = ["Drawing", "Entity", "read_drawing"]

_BINARY = b"AutoCAD Binary DXF"
_CODE = re.compile(r"\s*-?[0-9]{1,4}\s*")
_EXTERNAL_BLOCK = 4 | 8
_OUTSIDE = {"IMAGE", "IMAGEDEF", "OLEFRAME", "OLE2FRAME", "PDFUNDERLAY", "DWFUNDERLAY", "DGNUNDERLAY", "UNDERLAY"}
_OUTSIDE |= {"PDFDEFINITION", "DWFDEFINITION", "DGNDEFINITION", "ACAD_PROXY_ENTITY", "ACAD_PROXY_OBJECT"}


@dataclass(slots=True)
class Entity:
    """One entity.

    Parameters
    ----------
    kind : str
        Such as ``LWPOLYLINE``.
    line : int
        Line of its first tag, from 1.
    tags : list of tuple of int and str
        Group codes with their values, in order.
    vertices : list of Entity
        Those of a ``POLYLINE``.
    """

    kind: str
    line: int
    tags: list[tuple[int, str]] = field(default_factory=list)
    vertices: "list[Entity]" = field(default_factory=list)

    def first(self, code: int, otherwise: str = "") -> str:
        """Return the first value of a group code."""
        return next((value for found, value in self.tags if found == code), otherwise)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The entities of a drawing, and what its header says.

    Parameters
    ----------
    units : str
        ``$INSUNITS``; empty when the header does not have it.
    entities : tuple of Entity
        Those of the section ``ENTITIES``, in order.
    hidden_layers : frozenset of str
        Layers that are off or frozen, in small letters.
    """

    units: str
    entities: tuple[Entity, ...]
    hidden_layers: frozenset[str] = frozenset()


def read_drawing(data: bytes, *, source: str) -> Drawing:
    """Return the entities of an ASCII DXF file.

    Raises
    ------
    SiteError
        ``intake.dxf_binary``, ``intake.dxf_broken`` (``problem``, with the line), ``intake.dxf_outside`` (``kind``: it
        points to another file, or holds a foreign object), ``intake.dxf_limit`` (``limit``).
    """
    if data.startswith(_BINARY):
        raise SiteError("intake.dxf_binary", place=Place(source))
    reader = _Reader(_decoded(data), source)
    sections: dict[str, list[Entity]] = {}
    units = ""
    for name, entities in reader.sections():
        if name in sections:
            raise reader.fault("a section twice", 0)
        sections[name] = entities
        if name == "HEADER":
            units = _variables(entities).get("$INSUNITS", "")
        for entity in entities:
            _refuse_outside(entity, source)
    if "ENTITIES" not in sections:
        raise reader.fault("no entities", 0)
    _refuse_copies(sections["ENTITIES"], reader)
    hidden = frozenset(_hidden_layers(sections.get("TABLES", [])))
    return Drawing(units, tuple(_gathered(sections["ENTITIES"][1:], reader)), hidden)


def _hidden_layers(tables: list[Entity]) -> Iterator[str]:
    """Yield the layers whose colour is negative (off) or whose flag 1 is set (frozen)."""
    for entity in tables:
        flags = entity.first(70, "0").strip()
        is_frozen = flags.isdigit() and bool(int(flags) & 1)
        if entity.kind == "LAYER" and (is_frozen or entity.first(62).strip().startswith("-")):
            yield (entity.first(2).strip()[:200]).casefold()


def _decoded(data: bytes) -> str:
    """Decode names of layers: UTF-8 since 2007, a code page before; geometry is plain ASCII in both."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1258", errors="replace")


def _refuse_outside(entity: Entity, source: str) -> None:
    flags = entity.first(70, "0").strip()
    is_external = entity.kind == "BLOCK" and (
        bool(entity.first(1).strip()) or (flags.isdigit() and bool(int(flags) & _EXTERNAL_BLOCK))
    )
    if entity.kind in _OUTSIDE or is_external:
        kind = "XREF" if is_external else entity.kind
        raise SiteError("intake.dxf_outside", place=Place(source, entity.line), kind=kind)


def _refuse_copies(entities: list[Entity], reader: "_Reader") -> None:
    """Refuse two entities with one handle: a program gives each its own, so one is a damaged or smuggled copy."""
    known: set[str] = set()
    for entity in entities:
        handle = entity.first(5).strip().upper()
        if handle and handle in known:
            raise reader.fault("a handle twice", entity.line)
        known.add(handle)


def _variables(entities: list[Entity]) -> Mapping[str, str]:
    """Return the header's variables by name; each is a group 9 followed by its value."""
    found: dict[str, str] = {}
    for entity in entities:
        for (code, name), (_, value) in zip(entity.tags, entity.tags[1:], strict=False):
            if code == 9:
                found[name.strip()] = value.strip()
    return found


def _gathered(entities: list[Entity], reader: "_Reader") -> Iterator[Entity]:
    """Yield entities with the vertices of each POLYLINE inside it, and without the attributes of blocks."""
    polyline: Entity | None = None
    for entity in entities:
        if polyline is not None:
            if entity.kind == "VERTEX":
                polyline.vertices.append(entity)
            elif entity.kind == "SEQEND":
                yield polyline
                polyline = None
            else:
                raise reader.fault("a polyline without its end", entity.line)
        elif entity.kind == "POLYLINE":
            polyline = entity
        elif entity.kind == "VERTEX":
            raise reader.fault("a vertex without its polyline", entity.line)
        elif entity.kind not in {"SEQEND", "ATTRIB"}:  # these two follow the block that they belong to
            yield entity
    if polyline is not None:
        raise reader.fault("a polyline without its end", polyline.line)


class _Reader:
    def __init__(self, text: str, source: str) -> None:
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.source = source

    def fault(self, problem: str, line: int) -> SiteError:
        return SiteError("intake.dxf_broken", place=Place(self.source, line or None), problem=problem)

    def tags(self) -> Iterator[tuple[int, str, int]]:
        """Yield code, value and line up to the end of the file, which must be said."""
        for index in range(0, len(self.lines) - 1, 2):
            code = self.lines[index]
            if not _CODE.fullmatch(code):
                raise self.fault("a group code is expected", index + 1)
            yield int(code), self.lines[index + 1], index + 1
            if int(code) == 0 and self.lines[index + 1].strip() == "EOF":
                if any(line.strip() for line in self.lines[index + 2 :]):
                    raise self.fault("text after the end", index + 3)
                return
        raise self.fault("cut off", len(self.lines))

    def sections(self) -> Iterator[tuple[str, list[Entity]]]:
        """Yield the name and the entities of each section; the variables of the header are one nameless entity."""
        tags = self.tags()
        for code, value, line in tags:
            word = (code, value.strip())
            if word == (0, "SECTION"):
                named, name, _ = next(tags, (0, "", line))
                if named != 2:
                    raise self.fault("a section without its name", line)
                yield name.strip(), self.section(tags, line)
            elif word != (0, "EOF") and code != 999:
                raise self.fault("a tag outside the sections", line)

    def section(self, tags: Iterator[tuple[int, str, int]], opened: int) -> list[Entity]:
        found = [Entity("", opened)]
        for code, value, line in tags:
            word = value.strip()
            if code:
                found[-1].tags.append((code, value))
            elif word == "ENDSEC":
                return found
            elif word in {"SECTION", "EOF"}:
                break
            else:
                found.append(Entity(word, line))
                if len(found) > limits.MAX_ENTITIES:
                    limit = f"{limits.MAX_ENTITIES} entities"
                    raise SiteError("intake.dxf_limit", place=Place(self.source, line), limit=limit)
        raise self.fault("a section without its end", opened)
