"""The annex of map and coordinates (F11), made of the annexes of the run."""

from typing import Literal

from kethop.documents import Record
from kethop.reporting.letters.heading import Head, Name, paper
from kethop.reporting.report.blocks import Annex, Paper

__all__ = ["SiteAnnex", "annex_paper"]


class SiteAnnex(Record):
    """F11.

    Parameters
    ----------
    attached_to : str
        Document that it goes with, such as ``Công văn số 812/STC-ĐT ngày 05 tháng 11 năm 2026``.
    """

    form: Literal["F11"] = "F11"
    head: Head
    title: Name
    reference: Name
    attached_to: Name = ""


def annex_paper(form: SiteAnnex, annexes: tuple[Annex, ...]) -> Paper:
    """Return the annexes of a run, each under its own heading and with its own page numbers."""
    named = tuple(
        Annex(
            item.label,
            item.title,
            f"(Kèm theo {form.attached_to})" if form.attached_to else item.attached_to,
            item.blocks,
        )
        for item in annexes
    )
    return paper(form.head, title=f"Phụ lục: {form.title}", blocks=(), annexes=named, is_annex_only=True)
