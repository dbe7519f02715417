"""Pages of the Word file: A4, margins, and the number centred in the top margin from page 2 on, anew for each annex."""

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt
from docx.text.run import Run

__all__ = ["number_pages", "set_page"]

_SIZES = {"a4": (210, 297), "a5": (148, 210), "a4-landscape": (297, 210)}
_AFTER_NUMBERS = (
    "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:docGrid",
)  # fmt: skip


def set_page(section: Section, form: str = "a4") -> None:
    """Set a page: A4 upright or across with margins of 20, 20, 30 and 15 mm, or A5 with 20, 20, 15 and 10 mm."""
    width, height = _SIZES[form]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = (Mm(15), Mm(10)) if form == "a5" else (Mm(30), Mm(15))
    section.header_distance = Mm(10)


def number_pages(section: Section) -> None:
    """Let the pages of a section be numbered from 1; the first page shows no number."""
    section.different_first_page_header_footer = True
    for header in (section.header, section.first_page_header):
        header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Cm(0)
    run = paragraph.add_run()
    run.font.size = Pt(14)
    _field(run, "PAGE")
    properties = section._sectPr  # noqa: SLF001 - python-docx has no name for where page numbers start
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    start = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    properties.insert_element_before(start, *_AFTER_NUMBERS)


def _field(run: Run, name: str) -> None:
    for kind in ("begin", "instruction", "end"):
        if kind == "instruction":
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = name
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)  # noqa: SLF001 - python-docx has no name for fields
