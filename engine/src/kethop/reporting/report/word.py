"""Set a report as a Word file: real styles, real tables, the font of the rules named and not enclosed."""

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from kethop.reporting.report.blocks import Annex, Paper
from kethop.reporting.report.word_blocks import WordWriter
from kethop.reporting.report.word_pages import number_pages, set_page
from kethop.reporting.report.word_styles import set_styles
from kethop.vocabulary import Language

__all__ = ["word_of"]

_LANGUAGES = {Language.VI: "vi-VN", Language.EN: "en-GB"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD_WIDTHS = {"a4": (68, 97), "a5": (48, 75), "a4-landscape": (112, 140)}
_FOOT_WIDTHS = {"a4": (75, 90), "a5": (55, 68), "a4-landscape": (122, 130)}
_SEAL_MM = {"a4": 32, "a5": 22, "a4-landscape": 32}
_RULE_MM = {"a4": 24.5, "a5": 18.0, "a4-landscape": 25.0}
_ADDRESSEES_IN_MM = 32


def word_of(paper: Paper) -> bytes:
    """Return the report as DOCX; the same report gives the same bytes.

    Styles carry the names that Word itself knows, so that its own contents, navigation and language tools work. The map
    and the profile are pictures with their description; what is written by hand stays in dotted lines.
    """
    document = Document()
    language = _LANGUAGES[paper.language]
    set_styles(document, language)
    set_page(document.sections[0], paper.form)
    number_pages(document.sections[0])
    _properties(document, paper, language)
    writer = WordWriter(document)
    if not paper.is_annex_only:
        _body(writer, paper)
    for index, annex in enumerate(paper.annexes):
        _annex(document, writer, annex, is_first_page=paper.is_annex_only and index == 0)
    return _same_bytes(document)


def _body(writer: WordWriter, paper: Paper) -> None:
    _head(writer, paper)
    for ground in paper.basis:
        writer.paragraph(ground, italic=True)
    if paper.enacting:
        writer.centred(paper.enacting, size=14, bold=True, space_before=6)
    for block in paper.blocks:
        writer.block(block)
    writer.keep_last()
    if paper.closing:
        writer.paragraph(paper.closing)
        writer.keep_last()
    _foot(writer, paper)


def _properties(document: WordDocument, paper: Paper, language: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = paper.title[:255], paper.author[:255], language
    properties.subject, properties.comments, properties.keywords = "", paper.provenance[:255], ""
    properties.created = properties.modified = datetime.fromisoformat(f"{paper.day}T00:00:00")
    properties.last_modified_by, properties.revision = paper.author[:255], 1


def _head(writer: WordWriter, paper: Paper) -> None:
    widths, less = _HEAD_WIDTHS[paper.form], 2 if paper.form == "a5" else 0
    left, right = writer.layout([Mm(width) for width in widths])
    if paper.parent:
        writer.centred(paper.parent, size=12 - less, cell=left)
    writer.centred(paper.body, size=13 - less, bold=True, cell=left)
    writer.rule(cell=left, share=_RULE_MM[paper.form] / widths[0], width_mm=widths[0])
    writer.centred(paper.number, size=13 - less, cell=left)
    if paper.about:
        writer.centred(paper.about, size=13 - less, cell=left)
    for mark in paper.marks:
        writer.centred(mark, size=12, bold=True, cell=left, boxed=True)
    writer.centred(paper.state, size=13 - less, bold=True, cell=right)
    writer.centred(paper.motto, size=14 - less, bold=True, cell=right)
    writer.rule(cell=right, share=(58.2 - 9 * less / 2) / widths[1], width_mm=widths[1])
    writer.centred(paper.place_day, size=14 - less, italic=True, cell=right)
    _title(writer, paper)


def _title(writer: WordWriter, paper: Paper) -> None:
    if paper.kind_of_paper:
        writer.centred(paper.kind_of_paper, size=14, bold=True, space_before=12)
        if paper.subject:
            writer.centred(paper.subject, size=14, bold=True)
        writer.rule(cell=None, share=0.24, width_mm=sum(_HEAD_WIDTHS[paper.form]))
    if paper.authority:
        writer.centred(paper.authority, size=14, bold=True)
    if paper.addressee:
        writer.centred(paper.addressee, size=14, space_before=12 if paper.about else 0)
    for name in paper.addressees:
        writer.flush(name, size=14).paragraph_format.left_indent = Mm(_ADDRESSEES_IN_MM)


def _foot(writer: WordWriter, paper: Paper) -> None:
    left, right = writer.layout([Mm(width) for width in _FOOT_WIDTHS[paper.form]])
    writer.flush(paper.recipients_label, size=12, bold=True, italic=True, cell=left)
    for name in paper.recipients:
        writer.flush(name, size=11, cell=left)
    for row in paper.signature.capacity:
        writer.centred(row, size=14, bold=True, cell=right)
    seal = writer.centred(paper.signature.place_for, size=11, italic=True, cell=right)
    room = Mm(_SEAL_MM[paper.form] / 2 - 3)
    seal.paragraph_format.space_before = seal.paragraph_format.space_after = room
    writer.centred(paper.signature.name, size=14, bold=True, cell=right)
    if paper.provenance:
        writer.flush(paper.provenance, size=11, italic=True)


def _annex(document: WordDocument, writer: WordWriter, annex: Annex, *, is_first_page: bool) -> None:
    if not is_first_page:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        set_page(section)
        number_pages(section)
    heading = document.add_heading(annex.label, level=1)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.space_after = Pt(3)
    writer.centred(annex.title, size=14, bold=True)
    writer.centred(annex.attached_to, size=13, italic=True)
    for block in annex.blocks:
        writer.block(block)


def _same_bytes(document: WordDocument) -> bytes:
    """Return the file with one fixed moment in its directory, in place of the moment of writing."""
    first, second = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(second, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return second.getvalue()
