"""What fills the body of each form of a letter, taken from the records of the case. Forms are Vietnamese documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import (
    ApprovalLevel,
    Case,
    CaseDecision,
    CompletionRequest,
    DecisionCondition,
    Finding,
    Inquiry,
    Recommendation,
    Response,
)
from kethop_office.appraisal.queries.content import Content, cited, content_of
from kethop_office.appraisal.queries.prepared import (
    opinion_words,
    prepared_facts,
    taken_up,
    vi_day,
    vi_label,
)
from kethop_office.appraisal.queries.working_days import days_left

__all__ = ["MAKERS", "Wanted", "addressee_of"]

_FIRST_WORDS = {
    Response.Outcome.NO_OBJECTION: "Thống nhất với hồ sơ được lấy ý kiến.",
    Response.Outcome.CONDITIONS: "Thống nhất với hồ sơ được lấy ý kiến, kèm điều kiện.",
    Response.Outcome.OBJECTION: "Không thống nhất với hồ sơ được lấy ý kiến.",
    Response.Outcome.HOLDING: "Đang nghiên cứu; văn bản này chưa phải là ý kiến trả lời.",
    Response.Outcome.MORE_INFORMATION: "Đề nghị bổ sung hồ sơ trước khi có ý kiến.",
    Response.Outcome.NO_COMMENT: "Không có ý kiến.",
    Response.Outcome.NOT_INVOLVED: "Nội dung được hỏi không thuộc phạm vi quản lý.",
}
_UNITS = {"working days": "ngày làm việc", "days": "ngày"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letter of a case is wanted, from which office, about what."""

    case: Case
    office: Office
    actor: Actor
    inquiry: Inquiry | None = None
    response: Response | None = None
    request: CompletionRequest | None = None
    decision: CaseDecision | None = None


def addressee_of(form: str, wanted: Wanted) -> str:
    """Return to whom a form goes."""
    if form in {"F1", "F2"} and wanted.inquiry:
        return wanted.inquiry.body_vi
    if form == "F3":
        return wanted.case.lead_office.name_vi
    if form in {"F4", "F8"}:
        return wanted.case.proponent_name
    return wanted.office.parent.name_vi if wanted.office.parent and form in {"F6", "F7"} else ""


def _inquiry(wanted: Wanted) -> Inquiry:
    if wanted.inquiry is None:
        raise KeyError("inquiry")
    return wanted.inquiry


def _asking(wanted: Wanted) -> Content:
    inquiry, case = _inquiry(wanted), wanted.case
    places = "; ".join(case.units.order_by("name").values_list("name", flat=True).distinct())
    area = f"{case.area_ha.normalize():f}".replace(".", ",") if case.area_ha else ""
    unit = _UNITS.get(inquiry.unit, inquiry.unit)
    local = "thời hạn do cơ quan quy định" if inquiry.period_is_local else ""
    silence = cited(inquiry.silence_provisions)
    return {
        "addressee": inquiry.body_vi,
        "proponent": case.proponent_name,
        "site": " ".join(
            part for part in (f"Diện tích {area} ha." if area else "", f"Địa điểm: {places}." if places else "") if part
        ),
        "role": inquiry.role,
        "provisions": cited(inquiry.provisions),
        "questions": [row.strip() for row in inquiry.question.splitlines() if row.strip()],
        "period": f"{inquiry.period} {unit}" if inquiry.period else "",
        "last_day": inquiry.last_day.isoformat() if inquiry.last_day else None,
        "period_basis": local,
        "silence": f"Quá thời hạn mà không có ý kiến thì được coi là đã đồng ý ({'; '.join(silence)})."
        if silence
        else "",
        "enclosures": ["hồ sơ trình", "phụ lục bản đồ, bảng tọa độ"],
    }


def _asked_letter(inquiry: Inquiry) -> Content:
    letter = inquiry.letters.filter(form="F1").exclude(number="").order_by("-dated").first()
    return {
        "asked_by_letter": f"{letter.number}/{letter.symbol}" if letter else "",
        "asked_on": (letter.dated if letter and letter.dated else inquiry.sent_on or None),
    }


def _with_days(values: Content) -> Content:
    day = values.get("asked_on")
    return {**values, "asked_on": day.isoformat() if day else None}


def _urging(wanted: Wanted) -> Content:
    inquiry = _inquiry(wanted)
    today = timezone.localtime(wanted.actor.at).date()
    left = days_left(wanted.case, inquiry.last_day, today) if inquiry.last_day else None
    return {
        "addressee": inquiry.body_vi,
        **_with_days(_asked_letter(inquiry)),
        "last_day": inquiry.last_day.isoformat() if inquiry.last_day else None,
        "days_over": max(-left, 0) if left is not None else 0,
        "times": max(inquiry.reminders, 1),
    }


def _reply(wanted: Wanted) -> Content:
    response, inquiry = wanted.response, _inquiry(wanted)
    if response is None:
        raise KeyError("response")
    rows = DecisionCondition.objects.filter(response=response).order_by("order")
    said = [row.asked_text for row in rows] or [str(item.get("text", "")) for item in response.drafted_conditions]
    words = _FIRST_WORDS.get(Response.Outcome(response.outcome), "") if response.outcome else ""
    if response.outcome == Response.Outcome.HOLDING and response.promised_on:
        words += f" Dự kiến trả lời ngày {vi_day(response.promised_on.isoformat())}."
    return {
        "addressee": wanted.case.lead_office.name_vi,
        **_with_days(_asked_letter(inquiry)),
        "outcome": words or "Có ý kiến như sau.",
        "opinions": [response.text] if response.text else [],
        "conditions": [row for row in (*said, *(str(item) for item in response.asked_items)) if row],
    }


def _completion(wanted: Wanted) -> Content:
    if wanted.request is None:
        raise KeyError("request")
    asked = wanted.request
    received = asked.submission.received_at
    return {
        "proponent": wanted.case.proponent_name,
        "received_on": timezone.localtime(received).date().isoformat() if received else None,
        "items": [str(item.get("text", item)) if isinstance(item, dict) else str(item) for item in asked.items],
        "reason": asked.reason,
        "due_on": asked.due_on.isoformat() if asked.due_on else None,
    }


def _opinion_table(wanted: Wanted) -> Content:
    content = content_of(wanted.case)
    asked = [item for item in content["inquiries"].values() if item["state"] != "proposed"]
    rows = sorted(content["opinions"].values(), key=lambda item: int(item["order"]))
    return {
        "asked": len(asked),
        "answered": sum(item["reply"] is not None for item in asked),
        "rows": [
            {
                "body": item["body"],
                "opinion": item["opinion"],
                "treatment": item["text"],
                "place": item["place"],
            }
            for item in rows
        ],
    }


def _submission(wanted: Wanted) -> Content:
    content = content_of(wanted.case)
    counts = dict.fromkeys(Finding.Outcome.values, 0)
    for item in content["findings"].values():
        counts[item["holds"]] += 1
    said = content["recommendation"] or {"proposal": "", "reasons": ""}
    proposal = vi_label(Recommendation.Proposal, said["proposal"]) if said["proposal"] else "……"
    return {
        "addressee": addressee_of("F7", wanted) or "……",
        "basis": [fact["text"] for fact in prepared_facts("grounds", content)],
        "need": [f"{wanted.office.name_vi} đã thẩm định {wanted.case.title} của {wanted.case.proponent_name}."],
        "results": [_counted(counts)],
        "opinions": [
            f"{item['body']}: {opinion_words(item)}."
            for item in content["inquiries"].values()
            if not item["is_asked_again"]
        ],
        "conditions": _numbered(content),
        "proposals": [f"{proposal[:1].upper()}{proposal[1:]}.", *([said["reasons"]] if said["reasons"] else [])],
    }


def _counted(counts: Mapping[str, int]) -> str:
    return (
        f"Áp dụng: {counts['hit']} nội dung. Chưa xác định: {counts['unknown']} nội dung. "
        f"Không áp dụng: {counts['clear']} nội dung."
    )


def _numbered(content: Content) -> list[str]:
    return [f"{index}. {item['text']}" for index, item in enumerate(taken_up(content), start=1)]


def _notice(wanted: Wanted) -> Content:
    decision = _decision_row(wanted)
    content: Content = decision.report.content
    return {
        "proponent": wanted.case.proponent_name,
        "decision": f"Quyết định số {decision.number} ngày {vi_day(decision.dated.isoformat())}",
        "outcome": vi_label(CaseDecision.Outcome, decision.outcome),
        "reasons": [decision.reasons] if decision.outcome == CaseDecision.Outcome.REFUSED else [],
        "conditions": [item["text"] for item in taken_up(content)],
    }


def _decision(wanted: Wanted) -> Content:
    decision = _decision_row(wanted)
    content: Content = decision.report.content
    is_refusal = decision.outcome == CaseDecision.Outcome.REFUSED
    case, office = wanted.case, wanted.office
    last = ApprovalLevel.objects.filter(lead_office=case.lead_office_id).order_by("-rank").first()
    outcome = vi_label(CaseDecision.Outcome, decision.outcome)
    articles = [
        f"{outcome[:1].upper()}{outcome[1:]} {case.title} của {case.proponent_name} (mã hồ sơ {case.reference})."
        + (f"\nLý do: {decision.reasons}" if is_refusal else "")
    ]
    rows = _numbered(content)
    if rows and not is_refusal:
        articles.append("\n".join([f"{case.proponent_name} thực hiện các điều kiện sau:", *rows]))
    articles.append(f"{case.proponent_name} và các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này.")
    return {
        "authority": f"{last.title_vi if last else 'Thủ trưởng'} {office.name_vi}",
        "subject": f"{outcome} {case.title}",
        "basis": [fact["text"] for fact in prepared_facts("grounds", content)],
        "proposer": case.lead_office.name_vi if case.lead_office_id != office.pk else "",
        "articles": articles,
    }


def _decision_row(wanted: Wanted) -> CaseDecision:
    if wanted.decision is None:
        raise KeyError("decision")
    return wanted.decision


def _site(_wanted: Wanted) -> Content:
    return {"attached_to": ""}


MAKERS: Mapping[str, Callable[[Wanted], dict[str, Any]]] = {
    "F1": _asking,
    "F2": _urging,
    "F3": _reply,
    "F4": _completion,
    "F5": _opinion_table,
    "F7": _submission,
    "F8": _notice,
    "F9": _decision,
    "F11": _site,
}
