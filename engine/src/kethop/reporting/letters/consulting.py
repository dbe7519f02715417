"""Letters of a consultation: to ask (F1), to urge (F2), to answer (F3)."""

from datetime import date
from typing import Literal

from kethop.documents import Record
from kethop.reporting.letters.heading import Head, Name, Passage, Passages, day_vi, paper, said, text
from kethop.reporting.report.blocks import Annex, Block, Paper

__all__ = ["AskingLetter", "ReplyLetter", "UrgingLetter", "asking_paper", "reply_paper", "urging_paper"]

_ASKS = {
    "concurrence": "có văn bản chấp thuận",
    "advice": "tham gia ý kiến",
}


class AskingLetter(Record):
    """F1, the letter that asks a body.

    Parameters
    ----------
    role : {"concurrence", "advice", "notify"}
        What is asked of the body.
    provisions : tuple of str
        Provisions by which it is asked, as they are cited.
    questions : tuple of str
        What it is asked about.
    period : str
        Length of the period with its unit, such as ``15 ngày làm việc``; empty where there is none.
    last_day : date or None
        Last day of the period.
    period_basis : str
        Provision or local rule that gives the period.
    silence : str
        What silence means, only where a provision says so.
    enclosures : tuple of str
        What goes with it.
    """

    form: Literal["F1"] = "F1"
    head: Head
    addressee: Name
    title: Name
    proponent: Name
    reference: Name
    site: Passage = ""
    role: Literal["concurrence", "advice", "notify"]
    provisions: tuple[Name, ...] = ()
    questions: Passages = ()
    period: Name = ""
    last_day: date | None = None
    period_basis: Name = ""
    silence: Name = ""
    enclosures: tuple[Name, ...] = ()


def asking_paper(form: AskingLetter, annexes: tuple[Annex, ...] = ()) -> Paper:
    """Return the letter that asks a body for its opinion, or tells it of the case."""
    body = form.head.issuing_body
    is_asked = form.role != "notify"
    subject = f"{'lấy ý kiến' if is_asked else 'thông báo'} về {form.title}"
    blocks: list[Block] = [
        said(
            f"{body} đang thẩm định hồ sơ {form.title} của {form.proponent} (mã hồ sơ {form.reference})."
            + (f" {form.site}" if form.site else "")
        )
    ]
    basis = f"Căn cứ {'; '.join(form.provisions)}, " if form.provisions else ""
    if is_asked:
        blocks.append(said(f"{basis}{body} đề nghị {form.addressee} {_ASKS[form.role]} về các nội dung sau:"))
    else:
        blocks.append(said(f"{basis}{body} thông báo để {form.addressee} biết các nội dung sau:"))
    blocks += [said(f"{index}. {row}") for index, row in enumerate(form.questions, start=1)]
    if is_asked:
        blocks += text([_time_limit(form), form.silence])
    if form.enclosures:
        blocks.append(said(f"Gửi kèm: {'; '.join(form.enclosures)}."))
    if is_asked:
        blocks.append(said(f"Đề nghị {form.addressee} trả lời bằng văn bản để {body} tổng hợp theo quy định."))
    return paper(form.head, title=subject, about=subject, to=(form.addressee,), blocks=blocks, annexes=annexes)


def _time_limit(form: AskingLetter) -> str:
    if form.last_day is None:
        return "Các quy định đã đối chiếu không nêu thời hạn trả lời đối với nội dung này."
    length = f"{form.period}, " if form.period else ""
    basis = f" ({form.period_basis})" if form.period_basis else ""
    return f"Thời hạn trả lời: {length}đến hết {day_vi(form.last_day)}{basis}."


class UrgingLetter(Record):
    """F2, the letter that urges a body to answer.

    Parameters
    ----------
    asked_by_letter, asked_on : str, date or None
        Number and symbol of the letter that asked, such as ``812/STC-ĐT``, and its day.
    last_day : date or None
        Last day of the period.
    days_over : int
        Working days since then; 0 when it has not passed.
    times : int
        How often the body was urged, this letter counted in.
    """

    form: Literal["F2"] = "F2"
    head: Head
    addressee: Name
    title: Name
    reference: Name
    asked_by_letter: Name = ""
    asked_on: date | None = None
    last_day: date | None = None
    days_over: int = 0
    times: int = 1


def urging_paper(form: UrgingLetter) -> Paper:
    """Return the letter that urges."""
    body, subject = form.head.issuing_body, f"đôn đốc trả lời ý kiến về {form.title}"
    symbol = form.asked_by_letter or "……/……"
    blocks: list[Block] = [
        said(
            f"{body} đã có Công văn số {symbol} {day_vi(form.asked_on)} lấy ý kiến {form.addressee} về {form.title} "
            f"(mã hồ sơ {form.reference})."
        )
    ]
    if form.last_day and form.days_over > 0:
        blocks.append(
            said(
                f"Thời hạn trả lời đã hết từ {day_vi(form.last_day)}, đến nay quá hạn {form.days_over} ngày làm việc; {body} "
                "chưa nhận được văn bản trả lời."
            )
        )
    elif form.last_day:
        blocks.append(said(f"Thời hạn trả lời là hết {day_vi(form.last_day)}; {body} chưa nhận được văn bản trả lời."))
    else:
        blocks.append(said(f"Đến nay {body} chưa nhận được văn bản trả lời."))
    if form.times > 1:
        blocks.append(said(f"Đây là lần đôn đốc thứ {form.times}."))
    blocks.append(said(f"Đề nghị {form.addressee} sớm có văn bản trả lời để {body} hoàn thành việc thẩm định."))
    return paper(form.head, title=subject, about=subject, to=(form.addressee,), blocks=blocks)


class ReplyLetter(Record):
    """F3, the answer of a body: what may be released, and nothing else.

    Parameters
    ----------
    asked_by_letter, asked_on : str, date or None
        Number and symbol of the letter that asked, and its day.
    outcome : str
        First sentence of the answer, such as ``Thống nhất với …``.
    opinions : tuple of str
        The answer, a paragraph each.
    conditions : tuple of str
        Conditions proposed.
    beyond : tuple of str
        Matters beyond the body's competence.
    """

    form: Literal["F3"] = "F3"
    head: Head
    addressee: Name
    title: Name
    asked_by_letter: Name = ""
    asked_on: date | None = None
    outcome: Passage
    opinions: Passages = ()
    conditions: Passages = ()
    beyond: Passages = ()


def reply_paper(form: ReplyLetter) -> Paper:
    """Return the answer, in the order that the Ministry of National Defence uses in letter 6962/BQP-TM of 25 July 2016."""
    body, subject = form.head.issuing_body, f"tham gia ý kiến về {form.title}"
    symbol = form.asked_by_letter or "……/……"
    blocks: list[Block] = [
        said(
            f"Sau khi nghiên cứu Công văn số {symbol} {day_vi(form.asked_on)} của {form.addressee} xin ý kiến về "
            f"{form.title}; {body} có ý kiến như sau:"
        ),
        said(f"1. {form.outcome}"),
        *text(form.opinions),
    ]
    number = 1
    if form.conditions:
        number += 1
        blocks.append(said(f"{number}. Để kết hợp chặt chẽ kinh tế - xã hội với quốc phòng, an ninh, đề nghị:"))
        blocks += [said(f"- {row}") for row in form.conditions]
    if form.beyond:
        number += 1
        blocks.append(said(f"{number}. Những vấn đề vượt quá thẩm quyền, đề nghị báo cáo cấp có thẩm quyền:"))
        blocks += [said(f"- {row}") for row in form.beyond]
    blocks.append(said(f"{body} gửi {form.addressee} tổng hợp."))
    return paper(form.head, title=subject, about=subject, to=(form.addressee,), blocks=blocks)
