"""What a draft still lacks before it can be sent."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kethop_office.appraisal.models import ProposalDraft

__all__ = ["Missing", "missing_answers", "step_states"]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to enter, and the step in which it is entered."""

    step: str
    sentence: str | Promise


def missing_answers(draft: ProposalDraft) -> list[Missing]:
    """Return what must be entered before the draft is sent; a fact that is not known is no lack."""
    answers = draft.answers
    kind, details, site = (answers.get(step, {}) for step in ("kind", "details", "site"))
    found = []
    if not kind.get("kind"):
        found.append(Missing("kind", _("Chọn loại đề xuất.")))
    if not kind.get("lead_office") and draft.case_id is None:
        found.append(Missing("kind", _("Chọn cơ quan tiếp nhận hồ sơ.")))
    if not details.get("title"):
        found.append(Missing("details", _("Nhập tên đề xuất.")))
    if not details.get("proponent"):
        found.append(Missing("details", _("Nhập tên bên đề xuất.")))
    if not site.get("way"):
        found.append(Missing("site", _("Nhập vị trí khu đất, hoặc ghi là chưa có vị trí.")))
    elif draft.site_file_id is None and site["way"] != "none" and not site.get("units"):
        found.append(Missing("site", _("Nộp tệp hoặc bảng tọa độ của khu đất.")))
    if site.get("way") and "is_in_order" in site and not site["is_in_order"]:
        found.append(Missing("site", _("Sửa các dòng “Cần sửa” trong bảng kiểm tra khu đất.")))
    if "heights" not in answers:
        found.append(Missing("heights", _("Xem bước độ cao; để trống nếu chưa biết.")))
    if "files" not in answers:
        found.append(Missing("files", _("Xem bước tài liệu; có thể tiếp tục khi chưa có tệp nào.")))
    return found


def step_states(draft: ProposalDraft) -> dict[str, str]:
    """Return for each step ``done``, ``todo`` or ``open`` (entered, but something is missing)."""
    open_steps = {item.step for item in missing_answers(draft)}
    return {
        step: "done" if step not in open_steps else ("open" if step in draft.answers else "todo")
        for step in ("kind", "details", "site", "heights", "files")
    }
