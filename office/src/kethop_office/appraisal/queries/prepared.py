"""The facts of each part of the report, made from the content: locked on the page, printed as they stand.

The report is a Vietnamese document, whatever the language of the screen.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import translation

from kethop_office.appraisal.models import (
    Case,
    DecisionCondition,
    Finding,
    Inquiry,
    OpinionTreatment,
    Recommendation,
    Response,
)
from kethop_office.appraisal.models.condition import Trigger
from kethop_office.appraisal.queries.content import Content

__all__ = ["HEADINGS", "Fact", "opinion_words", "prepared_facts", "taken_up", "vi_day", "vi_label"]

Fact = dict[str, Any]

HEADINGS = {
    "grounds": "Căn cứ",
    "file": "Hồ sơ",
    "content": "Nội dung thẩm định",
    "opinions": "Ý kiến các cơ quan",
    "conditions": "Điều kiện",
    "conclusion": "Kết luận, kiến nghị",
}
_ORDER = (Finding.Outcome.HIT, Finding.Outcome.UNKNOWN)
_TAKEN_UP = (DecisionCondition.State.TAKEN_UP, DecisionCondition.State.TAKEN_UP_CHANGED)


def prepared_facts(key: str, content: Content) -> list[Fact]:
    """Return the facts of a part of the report; a free part has none.

    Returns
    -------
    list of dict
        Each with ``kind``: ``group`` (text), ``point`` (label, text), ``note`` (text) or ``facts`` (title, widths in millimetres,
        header, rows).
    """
    make = _PARTS.get(key)
    return list(make(content)) if make else []


def vi_label(choices: Any, value: str) -> str:  # noqa: ANN401 - any of Django's choices
    """Return the Vietnamese label of a choice, whatever the language of the page."""
    with translation.override("vi"):
        return str(dict(choices.choices).get(value, value))


def vi_day(iso: str) -> str:
    """Return a stored day as a table of a document writes it."""
    return date.fromisoformat(iso).strftime("%d/%m/%Y") if iso else ""


def taken_up(content: Content) -> list[Content]:
    """Return the conditions that go into the decision, in order."""
    rows = [item for item in content["conditions"].values() if item["state"] in _TAKEN_UP]
    return sorted(rows, key=lambda item: int(item["order"]))


def _point(label: str, text: str) -> Fact:
    return {"kind": "point", "label": label, "text": text}


def _grounds(content: Content) -> Iterator[Fact]:
    cites: dict[str, None] = {}
    for item in (*content["findings"].values(), *content["inquiries"].values()):
        if item.get("holds") != Finding.Outcome.CLEAR:
            cites.update(dict.fromkeys(item["provisions"]))
    for cite in cites:
        yield _point("", f"Căn cứ {cite}")


def _file(content: Content) -> Iterator[Fact]:
    case, file, run = content["case"], content["file"], content["run"]
    yield _point("Mã hồ sơ", str(case["reference"]))
    yield _point("Tên", str(case["title"]))
    yield _point("Loại", vi_label(Case.Kind, case["kind"]))
    yield _point("Chủ đầu tư, cơ quan trình", str(case["proponent"]))
    if case["places"]:
        yield _point("Địa điểm", "; ".join(case["places"]))
    if case["area_ha"]:
        yield _point("Diện tích", f"{str(case['area_ha']).replace('.', ',')} ha")
    if file:
        words = f"hồ sơ hợp lệ lần {file['number']}, nhận đủ ngày {vi_day(file['complete_on'])}"
        yield _point("Hồ sơ được thẩm định", words)
        yield _point("Quy định áp dụng", f"có hiệu lực tại ngày {vi_day(file['law_date'])}")
    if run:
        words = f"lần {run['number']}, bộ quy tắc {run['pack_version']}, phần mềm {run['engine_version']}"
        yield _point("Sàng lọc", words)
        yield {"kind": "note", "text": f"Mã băm kết quả sàng lọc (SHA-256): {run['file_sha256']}"}


def _content(content: Content) -> Iterator[Fact]:
    rows = sorted(content["findings"].values(), key=lambda item: int(item["order"]))
    number = 0
    for outcome in _ORDER:
        for item in rows:
            if item["holds"] == outcome:
                number += 1
                yield from _finding(number, item)
    clear = [item for item in rows if item["holds"] == Finding.Outcome.CLEAR]
    if clear:
        yield {"kind": "group", "text": f"{number + 1}. Các nội dung không áp dụng ({len(clear)})"}
        yield _point("", "; ".join(dict.fromkeys(str(item["topic"]) for item in clear)) + ".")
        for item in clear:
            if item["override_reason"]:
                yield from _override(item)
        yield {"kind": "note", "text": "Kết quả này không thay cho ý kiến của cơ quan quản lý vùng."}


def _finding(number: int, item: Mapping[str, Any]) -> Iterator[Fact]:
    yield {"kind": "group", "text": f"{number}. {item['topic']}"}
    yield _point("Kết quả", f"{vi_label(Finding.Outcome, item['holds'])}. {item['text']}")
    if item["override_reason"]:
        yield from _override(item)
    if item["provisions"]:
        yield _point("Quy định", "; ".join(item["provisions"]))


def _override(item: Mapping[str, Any]) -> Iterator[Fact]:
    said, holds = vi_label(Finding.Outcome, item["said"]), vi_label(Finding.Outcome, item["holds"])
    yield _point(f"Đã ghi đè ({item['topic']})", f"từ “{said}” thành “{holds}”. Lý do: {item['override_reason']}")


def opinion_words(item: Mapping[str, Any]) -> str:
    """Return what became of an inquiry, in a phrase."""
    reply = item["reply"]
    if item["state"] == "stepped_in":
        return "cấp trên giải quyết thay"
    if not reply:
        return "chưa gửi" if item["state"] == "proposed" else "chưa trả lời"
    words = vi_label(Response.Outcome, reply["outcome"])
    if reply["is_deemed"]:
        return f"quá thời hạn không có ý kiến, được coi là đã đồng ý ({'; '.join(reply['deemed_provisions'])})"
    letter = f" (văn bản {reply['symbol']}, {vi_day(reply['dated'])})" if reply["symbol"] else ""
    return words + letter


def _opinions(content: Content) -> Iterator[Fact]:
    rows = [item for item in content["inquiries"].values() if not item["is_asked_again"]]
    if not rows:
        yield _point("", "Chưa lấy ý kiến cơ quan nào.")
        return
    yield {
        "kind": "facts",
        "title": "Cơ quan được lấy ý kiến và kết quả",
        "widths": [50, 35, 80],
        "header": ["Cơ quan", "Vai trò", "Ý kiến"],
        "rows": [[item["body"], vi_label(Inquiry.Role, item["role"]), opinion_words(item)] for item in rows],
    }
    treated = sorted(content["opinions"].values(), key=lambda item: int(item["order"]))
    if treated:
        yield {"kind": "group", "text": "Tổng hợp, tiếp thu, giải trình"}
        yield {
            "kind": "facts",
            "title": "Tổng hợp, tiếp thu, giải trình ý kiến",
            "widths": [38, 52, 52, 23],
            "header": ["Cơ quan góp ý", "Nội dung góp ý", "Ý kiến tiếp thu, giải trình", "Nơi sửa"],
            "rows": [[item["body"], item["opinion"], _treatment(item), item["place"]] for item in treated],
        }


def _treatment(item: Mapping[str, Any]) -> str:
    label = vi_label(OpinionTreatment.Treatment, item["treatment"]) if item["treatment"] else "chưa xử lý"
    return f"{label[:1].upper()}{label[1:]}. {item['text']}".strip()


def _conditions(content: Content) -> Iterator[Fact]:
    rows = taken_up(content)
    if not rows:
        yield _point("", "Không có điều kiện.")
    for index, item in enumerate(rows, start=1):
        details = [vi_label(Trigger, item["trigger"])]
        details += [f"đến ngày {vi_day(item['due_on'])}"] if item["due_on"] else []
        details += [f"do {item['asked_by']} đề nghị"] if item["asked_by"] else []
        details += [str(item["legal_basis"])] if item["legal_basis"] else []
        yield _point(f"Điều kiện {index}", f"{item['text'].rstrip('.')} ({'; '.join(details)}).")


def _conclusion(content: Content) -> Iterator[Fact]:
    wanted = content["recommendation"]
    if wanted:
        yield _point("Kiến nghị", vi_label(Recommendation.Proposal, wanted["proposal"]))
        if wanted["reasons"]:
            yield _point("Lý do", wanted["reasons"])


_PARTS: Mapping[str, Callable[[Content], Iterator[Fact]]] = {
    "grounds": _grounds,
    "file": _file,
    "content": _content,
    "opinions": _opinions,
    "conditions": _conditions,
    "conclusion": _conclusion,
}
