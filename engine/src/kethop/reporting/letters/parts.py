"""Parts of a report as the office writes them: prepared facts, and the officer's own words under them."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from kethop.documents import Record
from kethop.reporting.letters.heading import Name, Passage, said, text
from kethop.reporting.report.blocks import Block, Cell, Heading, Line, Paragraph, Piece, Table, line

__all__ = ["Fact", "Facts", "Group", "Note", "Part", "Point", "part_blocks"]

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
TEXT_MM = 165


class Group(Record):
    """A heading inside a part."""

    kind: Literal["group"] = "group"
    text: Name


class Point(Record):
    """A sentence, with its first words bold where it has a label."""

    kind: Literal["point"] = "point"
    label: Name = ""
    text: Passage


class Note(Record):
    """A note in smaller letters."""

    kind: Literal["note"] = "note"
    text: Passage


class Facts(Record):
    """A table of facts; widths in millimetres, their sum is 165."""

    kind: Literal["facts"] = "facts"
    title: Name
    widths: tuple[int, ...]
    header: tuple[Name, ...]
    rows: tuple[tuple[Passage, ...], ...]


Fact: TypeAlias = Annotated[Group | Point | Note | Facts, Field(discriminator="kind")]


class Part(Record):
    """A part of the report.

    Parameters
    ----------
    key, heading : str
        Name of the part, and its heading without number.
    prepared : tuple of Fact
        Facts of the case.
    text : str
        The officer's words, a paragraph a line.
    """

    key: Name
    heading: Name
    prepared: tuple[Fact, ...] = ()
    text: Passage = ""


def part_blocks(parts: tuple[Part, ...]) -> tuple[Block, ...]:
    """Return the blocks of the parts, numbered in Roman."""
    found: list[Block] = []
    for index, part in enumerate(parts):
        number = _ROMAN[index] if index < len(_ROMAN) else str(index + 1)
        found.append(Heading(f"{number}. {part.heading.upper()}", 1))
        found += [_block(fact) for fact in part.prepared]
        found += text([part.text])
        if not part.prepared and not part.text.strip():
            found.append(said("Không có nội dung."))
    return tuple(found)


def _block(fact: Fact) -> Block:
    if isinstance(fact, Group):
        return Heading(fact.text, 2)
    if isinstance(fact, Point):
        label: Line = (Piece(f"{fact.label}: ", bold=True),) if fact.label else ()
        return Paragraph((*label, Piece(fact.text)))
    if isinstance(fact, Note):
        return Paragraph(line(fact.text), is_first_line_indented=False)
    rows = tuple(tuple(_cell(words) for words in row) for row in fact.rows)
    return Table(fact.title, fact.widths, fact.header, rows)


def _cell(words: str) -> Cell:
    return tuple(paragraph.line for paragraph in text([words])) or (line(""),)
