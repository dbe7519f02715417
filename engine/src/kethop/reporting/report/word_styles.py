"""Styles of the Word file: Times New Roman by name, sizes and spacing of Decree 30/2020/NĐ-CP, Appendix I."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

__all__ = ["FLUSH_TEXT", "TABLE_TEXT", "set_styles"]

FONT = "Times New Roman"
TABLE_TEXT, FLUSH_TEXT = "Bảng · Table Text", "Không thụt dòng · Flush"
_BLACK = RGBColor(0, 0, 0)
_SLOTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")


def set_styles(document: WordDocument, language: str) -> None:
    """Give the styles of a new document their faces.

    Parameters
    ----------
    document : Document
        A document of python-docx's own template.
    language : str
        Such as ``vi-VN``: the language of all its text.
    """
    normal = _style(document, "Normal")
    _face(normal, 14, language)
    shape = normal.paragraph_format
    shape.first_line_indent, shape.line_spacing = Cm(1.27), 1.15
    shape.space_before, shape.space_after = Pt(0), Pt(6)
    shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    shape.widow_control = True
    for level in (1, 2, 3):
        _heading(_style(document, f"Heading {level}"), level, language)
    for name, size in ((TABLE_TEXT, 13), (FLUSH_TEXT, 14)):
        made = document.styles.add_style(name, 1)
        if not isinstance(made, ParagraphStyle):  # pragma: no cover - 1 is the kind of a paragraph's style
            raise TypeError(name)
        made.base_style = normal
        _face(made, size, language)
        made.paragraph_format.first_line_indent = Cm(0)
        made.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        if name == TABLE_TEXT:
            made.paragraph_format.space_after, made.paragraph_format.line_spacing = Pt(3), 1.0


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):  # pragma: no cover - so it is in the template
        raise TypeError(name)
    return style


def _heading(style: ParagraphStyle, level: int, language: str) -> None:
    _face(style, 14, language)
    style.font.bold, style.font.italic = True, level == 3
    shape = style.paragraph_format
    shape.first_line_indent = Cm(0) if level == 1 else Cm(1.27)
    shape.space_before, shape.space_after = Pt(12 if level == 1 else 8), Pt(6)
    shape.alignment = WD_ALIGN_PARAGRAPH.LEFT
    shape.keep_with_next = True


def _face(style: ParagraphStyle, size: int, language: str) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), _BLACK
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:  # pragma: no cover - setting the name has made it
        raise LookupError(style.name)
    for slot in list(fonts.attrib):
        del fonts.attrib[slot]
    for slot in _SLOTS:
        fonts.set(qn(slot), FONT)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    mark = OxmlElement("w:lang")
    for slot in ("w:val", "w:eastAsia"):
        mark.set(qn(slot), language)
    properties.append(mark)
