"""The differences between two contents in words, with who made them and when."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kethop_office.appraisal.models import (
    Case,
    CaseEvent,
    DecisionCondition,
    Finding,
    Inquiry,
    OpinionTreatment,
    Recommendation,
    ReportSection,
    Response,
    ScreeningRun,
    ValidatedSubmission,
)
from kethop_office.appraisal.models.condition import Trigger
from kethop_office.appraisal.queries.content import Content
from kethop_office.appraisal.queries.differences import Change, differences
from kethop_office.common.figures import number_text

__all__ = ["ChangeRow", "change_rows", "rows_of"]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change as the table shows it.

    Parameters
    ----------
    item : str
        What changed.
    before, now : str
        Values in words; empty where there was, or is, none.
    who, at : str, datetime or None
        Who made the last change of it, and when.
    """

    item: str
    before: str
    now: str
    who: str = ""
    at: datetime | None = None


_FIELDS: Mapping[str, str | Promise] = {
    "text": _("nội dung"),
    "heading": _("tên mục"),
    "order": _("thứ tự"),
    "trigger": _("thời điểm thực hiện"),
    "evidence": _("căn cứ kiểm tra"),
    "due_on": _("hạn"),
    "state": _("trạng thái"),
    "explanation": _("giải trình"),
    "legal_basis": _("căn cứ pháp lý"),
    "asked_by": _("cơ quan đề nghị"),
    "opinion": _("nội dung góp ý"),
    "treatment": _("cách xử lý"),
    "place": _("nơi sửa trong báo cáo"),
    "body": _("cơ quan"),
    "inquiry": _("phiếu lấy ý kiến"),
    "role": _("vai trò"),
    "reply": _("ý kiến trả lời"),
    "provisions": _("quy định"),
    "is_asked_again": _("lấy ý kiến lại"),
    "topic": pgettext_lazy("của kết quả sàng lọc", "nội dung thẩm định"),
    "said": _("kết quả sàng lọc"),
    "holds": _("kết quả được dùng"),
    "override_reason": _("lý do ghi đè"),
    "number": _("lần"),
    "submission": _("hồ sơ trình"),
    "proposal_sha256": _("tệp đề xuất"),
    "site_sha256": _("tệp khu đất"),
    "complete_on": _("ngày nhận đủ hồ sơ"),
    "law_date": _("ngày áp dụng quy định"),
    "file_sha256": _("tệp kết quả sàng lọc"),
    "pack_version": _("bộ quy tắc"),
    "pack_sha256": _("mã băm bộ quy tắc"),
    "engine_version": _("phiên bản phần mềm"),
    "proposal": _("kiến nghị"),
    "reasons": _("lý do"),
    "title": _("tên hồ sơ"),
    "proponent": _("chủ đầu tư, cơ quan trình"),
    "area_ha": _("diện tích (ha)"),
    "places": _("địa điểm"),
    "reference": _("mã hồ sơ"),
    "kind": _("loại hồ sơ"),
    "lead_office": _("cơ quan thẩm định"),
    "format": _("khuôn nội dung"),
}
_CHOICES: Mapping[tuple[str, str], Any] = {
    ("conditions", "trigger"): Trigger,
    ("conditions", "state"): DecisionCondition.State,
    ("opinions", "treatment"): OpinionTreatment.Treatment,
    ("inquiries", "role"): Inquiry.Role,
    ("findings", "said"): Finding.Outcome,
    ("findings", "holds"): Finding.Outcome,
    ("recommendation", "proposal"): Recommendation.Proposal,
    ("case", "kind"): Case.Kind,
}
_STANDING: Mapping[str, str | Promise] = {
    "proposed": _("chưa gửi"),
    "asked": _("đã gửi, chờ trả lời"),
    "answered": _("đã trả lời"),
    "deemed": _("được coi là đã đồng ý"),
    "stepped_in": _("cấp trên giải quyết thay"),
}
_LONGEST = 600


def change_rows(case: Case, before: Content, now: Content) -> list[ChangeRow]:
    """Return every change from one content to another, with who and when as far as the case's rows know."""
    return [_row(case, change, before, now) for change in differences(before, now)]


def rows_of(changes: Sequence[Mapping[str, Any]], content: Content) -> list[ChangeRow]:
    """Return changes as they were kept with an approval that fell; ``content`` is the one that was approved."""
    found = []
    for item in changes:
        change = Change(item["group"], item.get("key", ""), item.get("field", ""), item.get("before"), item.get("now"))
        if change.group == "returned":
            found.append(ChangeRow(gettext("Trả lại để chỉnh sửa ở cấp %(rank)s") % {"rank": change.key}, "", ""))
        elif change.group == "reopened":
            found.append(ChangeRow(gettext("Mở lại sau quyết định %(number)s") % {"number": change.key}, "", ""))
        else:
            before, now = _values(change)
            found.append(ChangeRow(_name(change, content, {}), before, now))
    return found


def _row(case: Case, change: Change, before: Content, now: Content) -> ChangeRow:
    old, new = _values(change)
    who, at = _author(case, change)
    return ChangeRow(_name(change, before, now), old, new, who, at)


def _name(change: Change, before: Content, now: Content) -> str:
    """Return what changed: the item, and which of its values."""
    groups = [(content.get(change.group) or {}) for content in (now, before)]
    item: Any = next((group[change.key] for group in groups if change.key and change.key in group), {})
    if not item and isinstance(change.now or change.before, Mapping):
        item = change.now or change.before
    said = _item_name(change, item if isinstance(item, Mapping) else {})
    if not change.field or (change.group == "sections" and change.field == "text"):
        return said
    return gettext("%(item)s: %(field)s") % {"item": said, "field": _FIELDS.get(change.field, change.field)}


def _item_name(change: Change, item: Mapping[str, Any]) -> str:
    names = {
        "case": gettext("Hồ sơ"),
        "file": gettext("Hồ sơ hợp lệ"),
        "run": gettext("Lần sàng lọc"),
        "recommendation": gettext("Kết luận, kiến nghị"),
        "format": gettext("Báo cáo"),
    }
    if change.group in names:
        return names[change.group]
    fields = {
        "order": item.get("order", ""),
        "heading": item.get("heading", change.key),
        "topic": item.get("topic", change.key),
        "body": item.get("body", ""),
    }
    keyed = {
        "sections": gettext("Mục “%(heading)s”"),
        "conditions": gettext("Điều kiện %(order)s"),
        "findings": gettext("Kết quả “%(topic)s”"),
        "inquiries": gettext("Ý kiến của %(body)s"),
        "opinions": gettext("Tiếp thu, giải trình ý kiến của %(body)s"),
    }
    return keyed[change.group] % fields


def _values(change: Change) -> tuple[str, str]:
    if isinstance(change.before, str) and isinstance(change.now, str) and change.field in {"text", "reasons"}:
        return _paragraphs(change.before, change.now)
    return _word(change, change.before), _word(change, change.now)


def _paragraphs(before: str, now: str) -> tuple[str, str]:
    """Return only the paragraphs that differ."""
    old, new = before.splitlines(), now.splitlines()
    left: list[str] = []
    right: list[str] = []
    for kind, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            left += old[start:end]
            right += new[first:last]
    return _short("\n".join(left)), _short("\n".join(right))


def _short(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    left = len(words) - _LONGEST
    more = ngettext("(còn %(left)s ký tự)", "(còn %(left)s ký tự)", left) % {"left": number_text(left)}
    return f"{words[:_LONGEST]}… {more}"


def _word(change: Change, value: object) -> str:  # noqa: PLR0911 - one for each kind of value
    choices = _CHOICES.get((change.group, change.field))
    if value is None or value == "":
        return ""
    if choices is not None:
        return str(dict(choices.choices).get(value, value))
    if change.group == "inquiries" and change.field == "state":
        return str(_STANDING.get(str(value), value))
    if isinstance(value, Mapping):
        return _whole(change, value)
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    if change.field.endswith("_on") or change.field == "law_date":
        return formats.date_format(date.fromisoformat(str(value)), "SHORT_DATE_FORMAT")
    if change.field.endswith("sha256"):
        return f"{str(value)[:12]}…"
    return _short(str(value))


def _whole(change: Change, value: Mapping[str, Any]) -> str:
    if "outcome" in value:
        label = dict(Response.Outcome.choices).get(value["outcome"], value["outcome"])
        return _short(f"{label}. {value.get('text', '')}".strip())
    for field in ("text", "opinion", "proposal", "topic", "body", "number"):
        if value.get(field):
            return _word(Change(change.group, change.key, field, None, None), value[field])
    return ""


def _author(case: Case, change: Change) -> tuple[str, datetime | None]:
    if change.group == "sections":
        section = ReportSection.objects.filter(case=case, key=change.key).select_related("edited_by").first()
        return (str(section.edited_by or ""), section.edited_at) if section else ("", None)
    if change.group == "recommendation":
        said = Recommendation.objects.filter(case=case).select_related("edited_by").first()
        return (str(said.edited_by), said.edited_at) if said else ("", None)
    if change.group == "file":
        frozen = ValidatedSubmission.objects.filter(case=case).select_related("frozen_by").order_by("-number").first()
        return (str(frozen.frozen_by), frozen.frozen_at) if frozen else ("", None)
    if change.group in {"run", "findings"}:
        run = ScreeningRun.objects.filter(case=case, state="done").select_related("requested_by").order_by("-number")
        last = run.first()
        return (str(last.requested_by), last.ended_at) if last else ("", None)
    if change.group == "inquiries":
        return _answered(case, change.key)
    return _from_log(case, "condition." if change.group == "conditions" else "treatment.")


def _answered(case: Case, key: str) -> tuple[str, datetime | None]:
    rows = Response.objects.filter(case=case, inquiry=UUID(key)).exclude(sent_at=None).select_related("inquiry")
    last = rows.order_by("-number").first()
    return (last.inquiry.body_vi, last.withdrawn_at or last.sent_at) if last else ("", None)


def _from_log(case: Case, prefix: str) -> tuple[str, datetime | None]:
    event = CaseEvent.objects.filter(case=case, code__startswith=prefix).select_related("user").order_by("-at").first()
    return (str(event.user or ""), event.at) if event else ("", None)
