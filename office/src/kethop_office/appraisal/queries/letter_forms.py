"""A form of a letter, filled from the records of the case and ready to be set."""

from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import Case, ReportVersion
from kethop_office.appraisal.queries.content import Content
from kethop_office.appraisal.queries.letter_bodies import MAKERS, Wanted, addressee_of
from kethop_office.appraisal.queries.prepared import prepared_facts

__all__ = ["FORMS", "Wanted", "abstract_of", "addressee_of", "form_values", "head_values", "report_values"]

FORMS = ("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F11")
_LEVELS = {40: "TUYỆT MẬT", 30: "TỐI MẬT", 20: "MẬT"}
_CODES = {"F6": "BC-", "F7": "TTr-", "F8": "TB-", "F9": "QĐ-"}
_ADDRESSED = ("F1", "F2", "F3", "F7")
_LEFT_OUT = {"F3": ("reference",), "F9": ("title",)}


def head_values(form: str, office: Office, *, level: int, is_illustrative: bool, recipients: list[str]) -> Content:
    """Return the heading of a draft of an office: number, day and signer are given when it is issued."""
    return {
        "parent_body": office.issuing_parent_vi,
        "issuing_body": office.name_vi,
        "symbol": f"{_CODES.get(form, '')}{office.symbol}",
        "place": office.seat_vi,
        "recipients": recipients,
        "is_draft": True,
        "is_illustrative": is_illustrative,
        "level": next((word for rank, word in _LEVELS.items() if level >= rank), ""),
    }


def form_values(form: str, wanted: Wanted) -> Content:
    """Return the values of a form for a case, ready to be set.

    Raises
    ------
    KeyError
        There is no such form.
    """
    case = wanted.case
    made = MAKERS[form](wanted)
    named = {"title": case.title, "reference": case.reference}
    return {
        "form": form,
        "head": head_values(
            form,
            wanted.office,
            level=case.level,
            is_illustrative=case.is_illustrative,
            recipients=[_first_recipient(form, wanted, made), "Lưu: VT"],
        ),
        **{name: value for name, value in named.items() if name not in _LEFT_OUT.get(form, ())},
        **made,
    }


def _first_recipient(form: str, wanted: Wanted, made: Content) -> str:
    """Return who receives it first: as above where it is addressed, as in the last article, else the proponent."""
    if form == "F9":
        return f"Như Điều {len(made['articles'])}"
    return "Như trên" if form in _ADDRESSED and addressee_of(form, wanted) else wanted.case.proponent_name


def abstract_of(form: str, case: Case) -> str:
    """Return the abstract of a form for the register."""
    words = {
        "F1": "Lấy ý kiến về",
        "F2": "Đôn đốc trả lời ý kiến về",
        "F3": "Tham gia ý kiến về",
        "F4": "Yêu cầu bổ sung, hoàn thiện hồ sơ",
        "F5": "Tổng hợp, tiếp thu, giải trình ý kiến về",
        "F6": "Báo cáo thẩm định",
        "F7": "Tờ trình kết quả thẩm định",
        "F8": "Thông báo kết quả thẩm định",
        "F9": "Quyết định về kết quả thẩm định",
        "F11": "Phụ lục bản đồ, bảng tọa độ",
    }
    return f"{words[form]} {case.title}"[:300]


def report_values(version: ReportVersion, office: Office) -> Content:
    """Return the report of a frozen version: a function of its content alone."""
    content: Content = version.content
    case = version.case
    parts = sorted(content["sections"].items(), key=lambda item: int(item[1]["order"]))
    return {
        "form": "F6",
        "head": head_values(
            "F6", office, level=case.level, is_illustrative=case.is_illustrative, recipients=["Như trên", "Lưu: VT"]
        ),
        "title": content["case"]["title"],
        "reference": content["case"]["reference"],
        "addressee": office.parent.name_vi if office.parent else "",
        "basis": [fact["text"] for fact in prepared_facts("grounds", content)],
        "parts": [
            {
                "key": key,
                "heading": part["heading"],
                "prepared": prepared_facts(key, content),
                "text": part["text"],
            }
            for key, part in parts
            if key != "grounds" or part["text"].strip()
        ],
        "content_hash": version.content_hash,
    }
