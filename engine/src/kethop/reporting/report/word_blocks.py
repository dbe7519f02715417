"""The parts of a report in Word."""

import io
from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from kethop.reporting.report.blocks import Blank, Block, Figure, Heading, Line, Paragraph, Table
from kethop.reporting.report.pdf import picture_of
from kethop.reporting.report.word_styles import FLUSH_TEXT, TABLE_TEXT

__all__ = ["WordWriter"]

_TEXT_MM = 165


class WordWriter:
    """Writes blocks at the end of a document, or of a cell.

    Parameters
    ----------
    document : Document
        With the styles of ``word_styles``.
    """

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._table_text = document.styles[TABLE_TEXT].style_id

    def block(self, block: Block) -> None:
        """Write a block of the report."""
        if isinstance(block, Heading):
            self._document.add_heading(block.text, level=block.level)
        elif isinstance(block, Paragraph):
            style = None if block.is_first_line_indented else FLUSH_TEXT
            _write(self._document.add_paragraph(style=style), block.line, size=None if style is None else 12)
        elif isinstance(block, Blank):
            self._blank(block)
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._figure(block)

    def keep_last(self) -> None:
        """Let the last paragraph stand on the page of what is written next."""
        if self._document.paragraphs:
            self._document.paragraphs[-1].paragraph_format.keep_with_next = True

    def paragraph(self, text: str, *, italic: bool = False) -> None:
        """Write a paragraph of running text."""
        self._document.add_paragraph().add_run(text).italic = italic

    def centred(  # noqa: PLR0913 - how a line of the heading stands
        self,
        text: str,
        *,
        size: int,
        bold: bool = False,
        italic: bool = False,
        cell: _Cell | None = None,
        boxed: bool = False,
        space_before: int = 0,
    ) -> WordParagraph:
        """Write a centred line."""
        paragraph = self.flush(text, size=size, bold=bold, italic=italic, cell=cell)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(space_before)
        if boxed:
            sides = "".join(
                f'<w:{side} w:val="single" w:sz="6" w:space="2"/>' for side in ("top", "left", "bottom", "right")
            )
            _frame(paragraph, sides)
        return paragraph

    def flush(
        self, text: str, *, size: int, bold: bool = False, italic: bool = False, cell: _Cell | None = None
    ) -> WordParagraph:
        """Write a line without indent."""
        paragraph = self._next_paragraph(cell)
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        paragraph.paragraph_format.space_after = Pt(3)
        return paragraph

    def rule(self, *, cell: _Cell | None, share: float, width_mm: int) -> None:
        """Draw a line below, as wide as a share of its place: the lower edge of the last line, drawn in from both sides."""
        paragraph = self._next_paragraph(cell)
        paragraph.paragraph_format.line_spacing = Pt(3)
        paragraph.paragraph_format.space_after = Pt(4)
        aside = Mm(width_mm * (1 - share) / 2)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = aside
        _frame(paragraph, '<w:top w:val="single" w:sz="6" w:space="1"/>')

    def layout(self, widths: Sequence[Length]) -> tuple[_Cell, _Cell]:
        """Return two cells side by side without rules."""
        table = self._document.add_table(rows=1, cols=2)
        _set_widths(table, widths)
        _no_split(table)
        left, right = table.rows[0].cells
        return left, right

    def _next_paragraph(self, cell: _Cell | None) -> WordParagraph:
        """Return an empty paragraph: the first one of a new cell, which Word itself puts there, or a new one."""
        if cell is None:
            return self._document.add_paragraph(style=FLUSH_TEXT)
        first = cell.paragraphs[0]
        is_new = (
            len(cell.paragraphs) == 1 and not first.runs and first.style is not None and first.style.name == "Normal"
        )
        paragraph: WordParagraph = first if is_new else cell.add_paragraph()
        paragraph.style = FLUSH_TEXT
        return paragraph

    def _blank(self, block: Blank) -> None:
        """Write dotted lines by tab stops, so that typing on them pushes the dots."""
        for index in range(block.lines):
            paragraph = self._document.add_paragraph(style=None if index == 0 else FLUSH_TEXT)
            if index == 0:
                paragraph.add_run(f"{block.label} ").italic = True
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            paragraph.paragraph_format.keep_with_next = index + 1 < block.lines
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Mm(_TEXT_MM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            paragraph.add_run("\t")

    def _table(self, block: Table) -> None:
        table = self._document.add_table(rows=1, cols=len(block.header), style="Table Grid")
        _set_widths(table, [Mm(width) for width in block.widths])
        for cell, name in zip(table.rows[0].cells, block.header, strict=True):
            paragraph = self._in_cell(cell, 0)
            paragraph.add_run(name).bold = True
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no name for it
        for row in block.rows:
            cells = table.add_row().cells
            for column, (cell, lines) in enumerate(zip(cells, row, strict=True)):
                for index, words in enumerate(lines):
                    paragraph = self._in_cell(cell, index)
                    _write(paragraph, words)
                    if column in block.right:
                        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _set_widths(table, [Mm(width) for width in block.widths])
        _no_split(table)
        if block.is_kept_together:
            _keep_rows(table)
        _describe(table, block.title)
        self._document.add_paragraph(style=FLUSH_TEXT).paragraph_format.space_after = Pt(0)

    def _in_cell(self, cell: _Cell, index: int) -> WordParagraph:
        paragraph: WordParagraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph._p.style = self._table_text  # noqa: SLF001 - looking a style up by name takes 2 ms a cell
        return paragraph

    def _figure(self, block: Figure) -> None:
        paragraph = self._document.add_paragraph(style=FLUSH_TEXT)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run()
        picture = run.add_picture(io.BytesIO(picture_of(block)), width=Mm(block.width_mm), height=Mm(block.height_mm))
        picture._inline.docPr.set("descr", block.alt)  # noqa: SLF001 - python-docx has no name for the description


def _write(paragraph: WordParagraph, words: Line, size: int | None = None) -> None:
    for piece in words:
        run = paragraph.add_run(piece.text)
        run.bold, run.italic = piece.bold or None, piece.italic or None
        if size is not None:
            run.font.size = Pt(size)


def _frame(paragraph: WordParagraph, sides: str) -> None:
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - python-docx has no name for borders
        parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"),
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"),
    )


def _set_widths(table: WordTable, widths: Sequence[Length]) -> None:
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _no_split(table: WordTable) -> None:
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no name for it


def _keep_rows(table: WordTable) -> None:
    """Let every row stand on the page of the next one."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _describe(table: WordTable, title: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    table._tbl.tblPr.append(caption)  # noqa: SLF001 - python-docx has no name for it
