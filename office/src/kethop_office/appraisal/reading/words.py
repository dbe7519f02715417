"""What the words of a cell mean: the step at which a case stands, its kind, a role, an outcome, in Vietnamese or English."""

from collections.abc import Mapping

from kethop_office.appraisal.models import Inquiry, Response
from kethop_office.common.folding import tokens

__all__ = [
    "CLOSED",
    "KIND_CHOICES",
    "LATER",
    "NEEDS_LAW",
    "OUTCOME_CHOICES",
    "ROLE_CHOICES",
    "STEP_CHOICES",
    "kind_of",
    "outcome_of",
    "role_of",
    "step_of",
]

_BOTH = " / "
CLOSED, LATER = "closed", "later"
"""Where a case stands beyond what comes in: it has ended, or its report is being reviewed, approved or decided on."""

NEEDS_LAW = frozenset({"screen", "prepare_consultation", "consult", "draft_report"})
"""Steps that only a valid file comes to, so that the day whose law holds must be known."""

_STEPS: Mapping[str, tuple[str, ...]] = {
    "receive": ("chờ tiếp nhận", "mới nộp", "mới nhận", "waiting to be received", "filed"),
    "validate": (
        "kiểm tra tính hợp lệ",
        "đang kiểm tra tính hợp lệ",
        "đang kiểm tra",
        "đã tiếp nhận",
        "received",
        "checking validity",
    ),
    "complete": ("chờ bổ sung", "đang bổ sung", "yêu cầu bổ sung", "waiting for completion", "completion"),
    "screen": ("sàng lọc", "đang sàng lọc", "chờ sàng lọc", "screening"),
    "prepare_consultation": ("chuẩn bị lấy ý kiến", "chờ lấy ý kiến", "preparing consultation"),
    "consult": ("lấy ý kiến", "đang lấy ý kiến", "chờ ý kiến", "consultation", "in consultation"),
    "draft_report": (
        "lập báo cáo",
        "đang lập báo cáo",
        "dự thảo báo cáo",
        "đang thẩm định",
        "drafting the report",
        "report",
    ),
    LATER: (
        "thẩm tra",
        "đang thẩm tra",
        "chờ phê duyệt",
        "trình phê duyệt",
        "trình lãnh đạo",
        "chờ ban hành quyết định",
        "review",
        "approval",
        "waiting for approval",
        "decision",
    ),
    CLOSED: (
        "đã phê duyệt",
        "đã từ chối",
        "đã trả lại",
        "đã trả hồ sơ",
        "đã rút",
        "đã kết thúc",
        "hoàn thành",
        "đã xong",
        "approved",
        "refused",
        "returned",
        "withdrawn",
        "closed",
    ),
}
_KINDS: Mapping[str, tuple[str, ...]] = {
    "project": ("dự án", "dự án đầu tư", "project"),
    "master_plan": ("quy hoạch", "master plan"),
    "plan": ("kế hoạch", "plan"),
    "strategy": ("chiến lược", "strategy"),
}
_ROLES: Mapping[str, tuple[str, ...]] = {
    Inquiry.Role.CONCURRENCE: (
        "chấp thuận",
        "phải có văn bản chấp thuận",
        "lấy ý kiến chấp thuận",
        "thỏa thuận",
        "concurrence",
    ),
    Inquiry.Role.ADVICE: ("ý kiến", "tham gia ý kiến", "lấy ý kiến", "góp ý", "advice"),
    Inquiry.Role.NOTIFY: ("thông báo", "thông báo để biết", "để biết", "information", "notify"),
}
_OUTCOMES: Mapping[str, tuple[str, ...]] = {
    Response.Outcome.NO_OBJECTION: ("thống nhất", "đồng ý", "chấp thuận", "nhất trí", "agreed", "no objection"),
    Response.Outcome.CONDITIONS: (
        "thống nhất kèm điều kiện",
        "đồng ý kèm điều kiện",
        "chấp thuận kèm điều kiện",
        "thống nhất có điều kiện",
        "no objection with conditions",
    ),
    Response.Outcome.OBJECTION: ("không thống nhất", "không đồng ý", "không chấp thuận", "phản đối", "objection"),
    Response.Outcome.MORE_INFORMATION: (
        "đề nghị bổ sung hồ sơ",
        "đề nghị bổ sung",
        "yêu cầu bổ sung",
        "further information",
    ),
    Response.Outcome.NO_COMMENT: ("không có ý kiến", "không ý kiến", "no comment"),
    Response.Outcome.NOT_INVOLVED: ("không thuộc phạm vi quản lý", "không thuộc thẩm quyền", "not involved"),
}


def _choices(words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return each meaning once, by its first words in Vietnamese and its last in English."""
    return tuple(f"{texts[0]}{_BOTH}{texts[-1]}" for key, texts in words.items() if key not in {CLOSED, LATER})


def _table(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {" ".join(tokens(text)): str(key) for key, texts in words.items() for text in texts}


STEP_CHOICES, KIND_CHOICES, ROLE_CHOICES, OUTCOME_CHOICES = map(_choices, (_STEPS, _KINDS, _ROLES, _OUTCOMES))
"""What a table to be filled in offers."""
_STEP_OF, _KIND_OF, _ROLE_OF, _OUTCOME_OF = map(_table, (_STEPS, _KINDS, _ROLES, _OUTCOMES))


def step_of(text: str) -> str:
    """Return the step of the procedure that a text names, ``later``, ``closed``, or nothing."""
    return _read(_STEP_OF, text)


def kind_of(text: str) -> str:
    """Return the kind of proposal that a text names, or nothing."""
    return _read(_KIND_OF, text)


def role_of(text: str) -> str:
    """Return the role in which a text says that a body is asked, or nothing."""
    return _read(_ROLE_OF, text)


def outcome_of(text: str) -> str:
    """Return the outcome of a reply that a text names, or nothing."""
    return _read(_OUTCOME_OF, text)


def _read(table: Mapping[str, str], text: str) -> str:
    """Return what a text means; one in two languages must mean one thing in both."""
    found = {table.get(" ".join(tokens(half)), "") for half in text.split(_BOTH)}
    return found.pop() if len(found) == 1 else ""
