"""The report (F6), the submission (F7), the notice of the result (F8) and the decision (F9)."""

from typing import Literal

from kethop.documents import Record
from kethop.reporting.letters.heading import Head, Name, Passage, Passages, paper, said, text
from kethop.reporting.letters.parts import Part, part_blocks
from kethop.reporting.report.blocks import Annex, Block, Paper, Paragraph, Piece

__all__ = [
    "AppraisalReport",
    "Decision",
    "ResultNotice",
    "SubmissionPaper",
    "decision_paper",
    "notice_paper",
    "report_paper",
    "submission_paper",
]


class AppraisalReport(Record):
    """F6, the appraisal report as the office wrote and froze it.

    Parameters
    ----------
    basis : tuple of str
        Legal grounds.
    parts : tuple of Part
        Parts in order.
    content_hash : str
        Hash of the content that is approved, printed at the end; empty for a draft that was not frozen.
    """

    form: Literal["F6"] = "F6"
    head: Head
    title: Name
    reference: Name
    addressee: Name = ""
    basis: tuple[Passage, ...] = ()
    parts: tuple[Part, ...]
    content_hash: Name = ""


def report_paper(form: AppraisalReport, annexes: tuple[Annex, ...] = ()) -> Paper:
    """Return the report; ``annexes`` are those of the run (map, coordinates, data)."""
    blocks: list[Block] = list(part_blocks(form.parts))
    body = form.head.issuing_body
    if form.content_hash:
        words = f"Mã hồ sơ {form.reference}; mã băm nội dung của báo cáo (SHA-256): {form.content_hash}"
        blocks.append(Paragraph((Piece(words, italic=True),), is_first_line_indented=False))
    blocks.append(
        said(
            f"Trên đây là báo cáo thẩm định {form.title}. {body or 'Cơ quan thẩm định'} báo cáo để xem xét, quyết định."
        )
    )
    return paper(
        form.head,
        title=f"BÁO CÁO THẨM ĐỊNH: {form.title}",
        kind="BÁO CÁO",
        subject=f"Thẩm định {form.title}",
        to=(form.addressee,) if form.addressee else (),
        basis=form.basis,
        blocks=blocks,
        annexes=annexes,
    )


class SubmissionPaper(Record):
    """F7, the paper by which a report is laid before who decides.

    Parameters
    ----------
    need, results, opinions, proposals : tuple of str
        Why it is laid before, what the appraisal found, what bodies said, what is proposed.
    """

    form: Literal["F7"] = "F7"
    head: Head
    addressee: Name
    title: Name
    reference: Name
    basis: tuple[Passage, ...] = ()
    need: Passages = ()
    results: Passages = ()
    opinions: Passages = ()
    conditions: Passages = ()
    proposals: Passages = ()


def submission_paper(form: SubmissionPaper) -> Paper:
    """Return the paper."""
    blocks: list[Block] = list(text(form.need))
    groups = (
        ("Kết quả thẩm định", form.results),
        ("Ý kiến của các cơ quan", form.opinions),
        ("Điều kiện kèm theo", form.conditions),
        ("Kiến nghị", form.proposals),
    )
    number = 0
    for heading, rows in groups:
        if rows:
            number += 1
            blocks.append(Paragraph((Piece(f"{number}. {heading}", bold=True),)))
            blocks += text(rows)
    blocks.append(said(f"{form.head.issuing_body} kính trình {form.addressee} xem xét, quyết định."))
    return paper(
        form.head,
        title=f"TỜ TRÌNH: {form.title}",
        kind="TỜ TRÌNH",
        subject=f"Về kết quả thẩm định {form.title}",
        to=(form.addressee,),
        basis=form.basis,
        blocks=blocks,
    )


class ResultNotice(Record):
    """F8, the notice of the result: what may be released, and nothing else.

    Parameters
    ----------
    outcome : str
        The result in a sentence.
    """

    form: Literal["F8"] = "F8"
    head: Head
    title: Name
    reference: Name
    proponent: Name
    decision: Name = ""
    outcome: Passage
    reasons: Passages = ()
    conditions: Passages = ()


def notice_paper(form: ResultNotice) -> Paper:
    """Return the notice."""
    by = f" theo {form.decision}" if form.decision else ""
    blocks: list[Block] = [
        said(
            f"{form.head.issuing_body} thông báo kết quả thẩm định {form.title} của {form.proponent} (mã hồ sơ {form.reference}){by} như sau:"
        ),
        said(f"1. Kết quả: {form.outcome}"),
    ]
    number = 1
    for heading, rows in (("Lý do", form.reasons), ("Điều kiện phải thực hiện", form.conditions)):
        if rows:
            number += 1
            blocks.append(said(f"{number}. {heading}:"))
            blocks += [said(f"- {row.line[0].text}") for row in text(rows)]
    blocks.append(
        said(f"{form.head.issuing_body} thông báo để {form.proponent} và các cơ quan liên quan biết, thực hiện.")
    )
    return paper(
        form.head,
        title=f"THÔNG BÁO: {form.title}",
        kind="THÔNG BÁO",
        subject=f"Kết quả thẩm định {form.title}",
        blocks=blocks,
    )


class Decision(Record):
    """F9, the decision.

    Parameters
    ----------
    authority : str
        Who decides, such as ``GIÁM ĐỐC SỞ TÀI CHÍNH``.
    proposer : str
        At whose proposal, for the last ground.
    articles : tuple of str
        What is decided, an article each, without their numbers; further lines are paragraphs of the article.
    """

    form: Literal["F9"] = "F9"
    head: Head
    authority: Name
    subject: Passage
    reference: Name
    basis: tuple[Passage, ...] = ()
    proposer: Name = ""
    articles: Passages


def decision_paper(form: Decision) -> Paper:
    """Return the decision."""
    blocks: list[Block] = []
    for index, article in enumerate(form.articles, start=1):
        first, *others = [row.strip() for row in article.splitlines() if row.strip()] or [""]
        blocks.append(Paragraph((Piece(f"Điều {index}. ", bold=True), Piece(first))))
        blocks += text(others)
    basis = (*form.basis, *((f"Theo đề nghị của {form.proposer}",) if form.proposer else ()))
    return paper(
        form.head,
        title=f"QUYẾT ĐỊNH: {form.subject}",
        kind="QUYẾT ĐỊNH",
        subject=f"Về việc {form.subject}",
        authority=form.authority.upper(),
        enacting="QUYẾT ĐỊNH:",
        basis=basis,
        blocks=blocks,
    )
