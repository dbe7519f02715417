"""A printed report before it is set: headings, paragraphs, tables, figures. PDF and Word are both made of these."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from pydantic import JsonValue

from kethop.vocabulary import Language

__all__ = [
    "Annex",
    "Blank",
    "Block",
    "Cell",
    "Figure",
    "Heading",
    "Line",
    "Paper",
    "Paragraph",
    "Piece",
    "Signature",
    "Table",
    "line",
    "plain",
]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one weight."""

    text: str
    bold: bool = False
    italic: bool = False


Line: TypeAlias = "tuple[Piece, ...]"
Cell: TypeAlias = "tuple[Line, ...]"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a section with a Roman number, 2 a group in it, 3 one matter."""

    text: str
    level: Literal[1, 2, 3]
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``is_first_line_indented`` is the custom of running text, notes go without."""

    line: Line
    is_first_line_indented: bool = True
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Blank:
    """Dotted lines for the officer to fill in, at least one, with what they are for."""

    label: str
    lines: int
    kind: Literal["blank"] = "blank"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose header row is repeated on each page.

    Parameters
    ----------
    title : str
        What it holds, for readers who cannot see it.
    widths : tuple of int
        Widths of the columns in millimetres; their sum is the width of the text: 165, or that of the page's form.
    header : tuple of str
        Names of the columns.
    rows : tuple of tuple of Cell
        As many cells as columns in each.
    right : tuple of int
        Columns that are numbers and stand to the right.
    is_kept_together : bool
        Whether it stands on one page; for a short one.
    """

    title: str
    widths: tuple[int, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: tuple[int, ...] = ()
    is_kept_together: bool = False
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of a fixed size.

    Parameters
    ----------
    svg : str
        SVG 1.1; a user unit is a millimetre on paper.
    width_mm, height_mm : float
        Size on paper.
    alt : str
        What it shows, in words.
    """

    svg: str
    width_mm: float
    height_mm: float
    alt: str
    kind: Literal["figure"] = "figure"


Block: TypeAlias = "Heading | Paragraph | Blank | Table | Figure"


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex, with its own page numbers."""

    label: str
    title: str
    attached_to: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and room for the seal; dotted where it was not given."""

    capacity: tuple[str, ...]
    place_for: str
    name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report in one language.

    Parameters
    ----------
    language : Language
        Its language.
    title : str
        Title of the file.
    author : str
        Issuing body; empty when not given.
    day : str
        Day of the file's metadata, ISO 8601; of the report, or of the law where it has none.
    parent, body : str
        Superior body (may be empty) and issuing body.
    state, motto : str
        National heading.
    number, place_day : str
        Number and symbol; place and day.
    marks : tuple of str
        Draft, level of secrecy, illustration.
    kind_of_paper, subject, addressee : str
        Name of the kind, what it is about, to whom (may be empty).
    basis : tuple of str
        Legal grounds, a line each.
    blocks : tuple of Block
        Body.
    closing : str
        Last sentence.
    recipients_label, recipients : str, tuple of str
        Who receives it.
    signature : Signature
        Who signs.
    annexes : tuple of Annex
        Annexes, in order; the last one ends with the identity of the run.
    provenance : str
        What the file is a copy of; empty for none.
    form : {"a4", "a5", "a4-landscape"}
        Form of the page.
    about : str
        What an official letter is about, below its number; a paper with this has no title of its own.
    addressees : tuple of str
        To whom, where there are several: a line each under the addressee.
    authority, enacting : str
        Of a decision: who decides, before the grounds, and the words after them.
    is_annex_only : bool
        Whether it has annexes and nothing else.
    """

    language: Language
    title: str
    author: str
    day: str
    parent: str
    body: str
    state: str
    motto: str
    number: str
    place_day: str
    marks: tuple[str, ...]
    kind_of_paper: str
    subject: str
    addressee: str
    basis: tuple[str, ...]
    blocks: tuple[Block, ...]
    closing: str
    recipients_label: str
    recipients: tuple[str, ...]
    signature: Signature
    annexes: tuple[Annex, ...]
    provenance: str
    form: Literal["a4", "a5", "a4-landscape"] = "a4"
    about: str = ""
    addressees: tuple[str, ...] = ()
    authority: str = ""
    enacting: str = ""
    is_annex_only: bool = False


def line(text: str, *, bold: bool = False, italic: bool = False) -> Line:
    """Return a line of one piece."""
    return (Piece(text, bold, italic),)


def plain(paper: Paper) -> dict[str, JsonValue]:
    """Return the report as plain values, as the page setter reads them."""
    value = _json(asdict(paper))
    if not isinstance(value, dict):  # pragma: no cover - a dataclass is a mapping
        raise TypeError(type(value).__name__)
    return value


def _json(value: object) -> JsonValue:
    if isinstance(value, dict):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
