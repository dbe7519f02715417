"""What differs, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from kethop_office.appraisal.models import Inquiry, RescreenedRow, Rescreening
from kethop_office.appraisal.queries.questions import spoken
from kethop_office.appraisal.queries.rescreening.clauses import clause_changes
from kethop_office.common.figures import date_text
from kethop_office.common.wording import sentence

__all__ = ["ChangeLine", "change_lines", "phase_of", "subject_of", "unnamed_subject", "why_unasked"]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One difference.

    Parameters
    ----------
    label : str
        Topic of a finding, or body that is asked.
    before, now : str
        Outcome of a finding; empty where there is none, and for an inquiry.
    was, becomes : str
        Text of a finding, or role and days of an inquiry.
    """

    label: str
    is_inquiry: bool
    before: str
    now: str
    was: str
    becomes: str

    @property
    def what(self) -> str:
        """What kind of difference it is."""
        if self.is_inquiry:
            what = gettext("phải hỏi thêm"), gettext("không còn phải hỏi"), gettext("hỏi theo cách khác")
        elif self.before and self.before == self.now:
            return gettext("kết quả giữ nguyên, phần giải thích khác")
        else:
            what = gettext("kết quả mới"), gettext("kết quả không còn"), gettext("kết quả khác")
        return what[0] if not self.was else what[1] if not self.becomes else what[2]

    @property
    def clauses(self) -> tuple[list[str], list[str]] | None:
        """Clauses that went and that came, where the outcome stays; None where both texts are to be read whole."""
        found = clause_changes(self.was, self.becomes) if self.before and self.before == self.now else ([], [])
        return found if any(found) else None


def change_lines(row: RescreenedRow) -> list[ChangeLine]:
    """Return the differences of a case or park."""
    return [_line(item) for item in row.changes]


def why_unasked(row: RescreenedRow) -> str:
    """Return why a case or park could not be asked: the engine's own sentence, or the office's."""
    said = row.fields.get("en" if get_language() == "en" else "vi")
    return str(said) if said else sentence(row.code, row.fields)


def subject_of(row: Rescreening) -> str:
    """Return what a comparison is about: which layer in which version, or which version of the pack."""
    if row.subject == Rescreening.Subject.PACK:
        return (
            gettext("Bộ quy tắc, phiên bản %(version)s") % {"version": row.pack_version}
            if row.pack_version
            else (gettext("Bộ quy tắc, phiên bản tiếp theo"))
        )
    version = row.version or row.draft
    words = {"layer": version.label if version is not None else row.layer}
    if version is not None and version.as_of is not None:
        words["day"] = date_text(version.as_of)
        if row.subject == Rescreening.Subject.RETIREMENT:
            return gettext("Ngừng dùng lớp dữ liệu “%(layer)s”, số liệu đến %(day)s") % words
        return gettext("Lớp dữ liệu “%(layer)s”, số liệu đến %(day)s") % words
    if row.subject == Rescreening.Subject.RETIREMENT:
        return gettext("Ngừng dùng lớp dữ liệu “%(layer)s”") % words
    return gettext("Lớp dữ liệu “%(layer)s”") % words


def unnamed_subject() -> str:
    """Return what a comparison is about for who may not know more."""
    return gettext("dữ liệu hoặc quy tắc đã thay đổi")


def phase_of(row: Rescreening) -> str:
    """Return whether a comparison was made before or after the change, and what has become of the version since."""
    if row.is_overtaken and row.draft is not None:
        return (
            gettext("xem trước phiên bản sau đó đã dùng")
            if row.draft.is_used
            else gettext("phiên bản đã rút, không dùng")
        )
    return str(row.get_phase_display())


def _line(item: Mapping[str, Any]) -> ChangeLine:
    before, now = item["before"], item["now"]
    if item["kind"] == "inquiry":
        return ChangeLine(spoken(item["label"]), True, "", "", _asked(before), _asked(now))  # noqa: FBT003 - one of two kinds
    outcomes = [side["outcome"] if side else "" for side in (before, now)]
    texts = [spoken(side["text"]) if side else "" for side in (before, now)]
    return ChangeLine(spoken(item["label"]), False, *outcomes, *texts)  # noqa: FBT003 - as above


def _asked(side: Mapping[str, Any] | None) -> str:
    """Return in which role and by which days a body is asked."""
    if side is None:
        return ""
    words = [str(Inquiry.Role(side["role"]).label)]
    if side["ask_by"]:
        words.append(gettext("phải hỏi trước hết ngày %(day)s") % {"day": _day(side["ask_by"])})
    if side["last_day"]:
        words.append(gettext("trả lời đến hết ngày %(day)s") % {"day": _day(side["last_day"])})
    else:
        words.append(pgettext("inquiry", "không có hạn trả lời"))
    if not side["is_certain"]:
        words.append(gettext("vì có điều chưa xác định"))
    return ", ".join(words)


def _day(iso: str) -> str:
    return date_text(date.fromisoformat(iso))
