"""The slip that asks to complete a file (F4), and the table of opinions taken up and explained (F5)."""

from datetime import date
from typing import Literal

from kethop.documents import Record
from kethop.reporting.letters.heading import Head, Name, Passage, Passages, day_vi, paper, said, text
from kethop.reporting.report.blocks import Block, Cell, Paper, Table, line

__all__ = ["CompletionSlip", "OpinionRow", "OpinionTable", "completion_paper", "opinion_paper"]


class CompletionSlip(Record):
    """F4, what is missing in a file, on A5.

    Parameters
    ----------
    items : tuple of str
        What is to be completed.
    due_on : date or None
        By when, where a day was set.
    """

    form: Literal["F4"] = "F4"
    head: Head
    proponent: Name
    title: Name
    reference: Name
    received_on: date | None = None
    items: Passages
    reason: Passage = ""
    due_on: date | None = None


def completion_paper(form: CompletionSlip) -> Paper:
    """Return the slip."""
    received = f", nhận {day_vi(form.received_on)}" if form.received_on else ""
    blocks: list[Block] = [
        said(f"Hồ sơ của: {form.proponent}."),
        said(f"Nội dung yêu cầu giải quyết: thẩm định {form.title} (mã hồ sơ {form.reference}{received})."),
        said("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"),
        *[said(f"{index}. {row}") for index, row in enumerate(form.items, start=1)],
    ]
    if form.reason:
        blocks.append(said(f"Lý do: {form.reason}"))
    if form.due_on:
        blocks.append(said(f"Đề nghị nộp nội dung bổ sung đến hết {day_vi(form.due_on)}."))
    blocks.append(said("Thời gian chờ bổ sung không tính vào thời hạn thẩm định."))
    kind = "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"
    return paper(form.head, title=f"{kind}: {form.title}", kind=kind, blocks=blocks, form="a5")


class OpinionRow(Record):
    """One opinion and what became of it."""

    body: Name
    opinion: Passage
    treatment: Passage = ""
    place: Name = ""


class OpinionTable(Record):
    """F5, the table of opinions, taken up and explained, across the page."""

    form: Literal["F5"] = "F5"
    head: Head
    title: Name
    reference: Name
    asked: int
    answered: int
    rows: tuple[OpinionRow, ...]


_HEADER = ("Cơ quan góp ý", "Nội dung góp ý", "Ý kiến tiếp thu, giải trình", "Nơi sửa trong báo cáo")
_WIDTHS = (45, 84, 88, 35)


def opinion_paper(form: OpinionTable) -> Paper:
    """Return the table."""
    kind, subject = "BẢN TỔNG HỢP, TIẾP THU, GIẢI TRÌNH Ý KIẾN", f"về {form.title}"
    rows = tuple((_cell(row.body), _cell(row.opinion), _cell(row.treatment), _cell(row.place)) for row in form.rows)
    blocks: list[Block] = [
        said(
            f"Hồ sơ {form.reference}: đã lấy ý kiến {form.asked} cơ quan; nhận được ý kiến của {form.answered} cơ quan. "
            "Kết quả tổng hợp, tiếp thu, giải trình như sau:"
        ),
        Table(kind.capitalize(), _WIDTHS, _HEADER, rows)
        if rows
        else said("Chưa có ý kiến nào cần tiếp thu, giải trình."),
        said(f"Trên đây là bản tổng hợp, tiếp thu, giải trình ý kiến về {form.title}."),
    ]
    return paper(form.head, title=f"{kind} {subject}", kind=kind, subject=subject, blocks=blocks, form="a4-landscape")


def _cell(words: str) -> Cell:
    return tuple(paragraph.line for paragraph in text([words])) or (line("chưa có"),)
