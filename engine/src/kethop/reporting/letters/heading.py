"""What every form has: the heading, who signs, who receives it; and the paper that comes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kethop.documents import Record
from kethop.reporting.report.blocks import Annex, Block, Line, Paper, Paragraph, Piece, Signature, line
from kethop.reporting.report.glyphs import printable_values
from kethop.reporting.report.paper_dates import day_on_paper, place_and_day, two_digits
from kethop.reporting.report.settings import Signer
from kethop.vocabulary import Language

__all__ = ["DOTS", "Head", "Name", "Passage", "Passages", "day_vi", "ended", "paper", "said", "text"]

Name = Annotated[str, Field(max_length=500)]
Passage = Annotated[str, Field(max_length=20_000)]
Passages = tuple[Passage, ...]
Form = Literal["a4", "a5", "a4-landscape"]

DOTS = "…………………………"
_END = "./."
_STATE, _MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_DRAFT, _INVENTED, _ROOM = "DỰ THẢO", "MINH HỌA, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ", "(chữ ký, dấu)"
_EPOCH = date(2026, 1, 1)


class Head(Record):
    """Who issues a document, under which number, on which day, and who signs; what is not given stays dotted.

    Parameters
    ----------
    parent_body, issuing_body : str
        Superior body (may be empty) and issuing body.
    number, symbol : int or None, str
        Number in the year and symbol, such as ``STC-ĐT`` for an official letter and ``BC-STC`` for a report.
    place, day : str, date or None
        Where and when it is issued.
    signer : Signer
        Who signs, for whom.
    recipients : tuple of str
        Who receives it, a line each.
    is_draft, is_illustrative : bool
        Whether it carries the mark of a draft, and of something invented.
    level : str
        Name of the level of secrecy; empty for none.
    """

    parent_body: Name = ""
    issuing_body: Name = ""
    number: Annotated[int, Field(ge=1, le=999_999)] | None = None
    symbol: Annotated[str, Field(pattern=r"^[^\s/]*$", max_length=60)] = ""
    place: Name = ""
    day: date | None = None
    signer: Signer = Signer()
    recipients: tuple[Name, ...] = ()
    is_draft: bool = True
    is_illustrative: bool = False
    level: Literal["", "MẬT", "TỐI MẬT", "TUYỆT MẬT"] = ""


def day_vi(day: date | None) -> str:
    """Return a day as documents write it, dotted when it is not given."""
    return day_on_paper(day, Language.VI) if day else "ngày …… tháng …… năm ……"


def said(words: str) -> Paragraph:
    """Return a paragraph of running text."""
    return Paragraph(line(words))


def text(passages: Iterable[str]) -> tuple[Paragraph, ...]:
    """Return a paragraph for each line of some passages that is not empty."""
    return tuple(said(row.strip()) for passage in passages for row in passage.splitlines() if row.strip())


def ended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the sign that ends a document after the last words; a table takes a line of its own."""
    if not blocks or not isinstance(blocks[-1], Paragraph):
        return (*blocks, Paragraph(line(_END)))
    last = blocks[-1]
    words: Line = (*last.line[:-1], _closed(last.line[-1]))
    return (*blocks[:-1], replace(last, line=words))


def _closed(piece: Piece) -> Piece:
    return replace(piece, text=piece.text.rstrip().rstrip(".;,") + _END)


def paper(  # noqa: PLR0913 - what a form may have
    head: Head,
    *,
    title: str,
    blocks: Sequence[Block],
    kind: str = "",
    subject: str = "",
    about: str = "",
    to: Sequence[str] = (),
    basis: Sequence[str] = (),
    authority: str = "",
    enacting: str = "",
    form: Form = "a4",
    annexes: tuple[Annex, ...] = (),
    is_annex_only: bool = False,
) -> Paper:
    """Return the paper of a form.

    Parameters
    ----------
    title : str
        Title of the file.
    kind, subject : str
        Kind and abstract of a document with a name; empty for an official letter.
    about : str
        What an official letter is about.
    to : sequence of str
        Addressees.
    basis : sequence of str
        Legal grounds, without end signs.
    """
    to_one = f"Kính gửi: {to[0]}" if len(to) == 1 else "Kính gửi:" if to else ""
    return printable_values(
        Paper(
            language=Language.VI,
            title=title,
            author=head.issuing_body,
            day=(head.day or _EPOCH).isoformat(),
            parent=head.parent_body.upper(),
            body=head.issuing_body.upper() or DOTS,
            state=_STATE,
            motto=_MOTTO,
            number=f"Số: {two_digits(head.number) if head.number else '……'}/{head.symbol or '……'}",
            place_day=place_and_day(head.place or None, head.day, Language.VI),
            marks=_marks(head),
            kind_of_paper=kind,
            subject=subject,
            addressee=to_one,
            basis=_ends(basis, ";", "."),
            blocks=ended(blocks) if not is_annex_only else (),
            closing="",
            recipients_label="Nơi nhận:",
            recipients=tuple(f"- {row}" for row in _ends(head.recipients or ("Như trên", "Lưu: VT"), ";", ".")),
            signature=_signature(head),
            annexes=annexes,
            provenance="",
            form=form,
            about=f"V/v {about}" if about else "",
            addressees=tuple(f"- {row}" for row in _ends(to, ";", ".")) if len(to) > 1 else (),
            authority=authority,
            enacting=enacting,
            is_annex_only=is_annex_only,
        )
    )


def _ends(rows: Sequence[str], between: str, last: str) -> tuple[str, ...]:
    cut = [row.rstrip(" ;.,") for row in rows]
    return tuple(row + (last if index == len(cut) - 1 else between) for index, row in enumerate(cut))


def _marks(head: Head) -> tuple[str, ...]:
    marks = (head.level, _DRAFT if head.is_draft else "", _INVENTED if head.is_illustrative else "")
    return tuple(mark for mark in marks if mark)


def _signature(head: Head) -> Signature:
    signer = head.signer
    capacity = tuple(row for row in (signer.capacity, signer.position) if row) or (DOTS,)
    return Signature(capacity, _ROOM if head.is_draft else "", signer.name or DOTS)
