"""What an office adds to a run before it is printed: its own name, number, day, signer, and its own words."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kethop.documents import Record, read_yaml, validate
from kethop.errors import ReportError
from kethop.vocabulary import Language

__all__ = ["ReportSettings", "Signer", "read_settings", "settings_template"]

Words = Annotated[str, Field(min_length=1, max_length=500)]
Passage = Annotated[str, Field(min_length=1, max_length=10_000)]


class Signer(Record):
    """Who signs.

    Parameters
    ----------
    capacity : str or None
        For whom, such as ``KT. GIÁM ĐỐC``; none when the head signs.
    position : str or None
        Position, such as ``PHÓ GIÁM ĐỐC``.
    name : str or None
        Name, without academic titles.
    """

    capacity: Words | None = None
    position: Words | None = None
    name: Words | None = None


class ReportSettings(Record):
    """``report.yaml``; what is not given stays a dotted blank.

    Parameters
    ----------
    report : int
        Format; 1.
    is_draft : bool
        Whether the report carries the mark of a draft. A final one names body, place and signer.
    parent_body, issuing_body : str or None
        Superior body and issuing body.
    number, symbol : int or None, str or None
        Number in the year and symbol, such as ``BC-STC``.
    place, day : str or None, date or None
        Place and day of issue.
    addressee : str or None
        To whom, for a report to a superior body.
    subject : str or None
        What the report is about; made of the title of the proposal when not given.
    signer : Signer
        Who signs.
    recipients : tuple of str
        Who receives it, a line each.
    views : Mapping of str to str
        View of the appraising body on a finding, by the finding's id.
    conditions, conclusions : tuple of str
        The body's own conditions, conclusions and proposals, a paragraph each.
    """

    report: Literal[1] = 1
    is_draft: bool = True
    parent_body: Words | None = None
    issuing_body: Words | None = None
    number: Annotated[int, Field(ge=1, le=999_999)] | None = None
    symbol: Annotated[str, Field(pattern=r"^[^\s/]+$", max_length=60)] | None = None
    place: Words | None = None
    day: Annotated[date, Field(ge=date(1945, 9, 2), le=date(2200, 12, 31))] | None = None
    addressee: Words | None = None
    subject: Words | None = None
    signer: Signer = Signer()
    recipients: tuple[Words, ...] = ()
    views: Mapping[str, Passage] = {}
    conditions: tuple[Passage, ...] = ()
    conclusions: tuple[Passage, ...] = ()


def read_settings(data: bytes, *, source: str) -> ReportSettings:
    """Return the settings in ``data``.

    Raises
    ------
    DocumentError, CollectedError
        The file is not YAML, or has unknown or wrong keys.
    ReportError
        ``report.not_final`` (``missing``): it is no draft, yet what a signed report needs is missing.
    """
    document = read_yaml(data, source=source)
    settings = validate(document, ReportSettings)
    needed = {
        "issuing_body": settings.issuing_body,
        "place": settings.place,
        "signer.position": settings.signer.position,
        "signer.name": settings.signer.name,
    }
    missing = [name for name, value in needed.items() if value is None]
    if missing and not settings.is_draft:
        raise ReportError("report.not_final", place=document.place(("is_draft",)), missing=", ".join(missing))
    return settings


_TEMPLATE = """\
# {0}
report: 1
is_draft: true      # {1}
parent_body:        # {2}
issuing_body:       # {3}
number:             # {4}
symbol:             # {5}
place:              # {6}
day:                # {7}
addressee:          # {8}
subject:            # {9}
signer:             # {10}
  capacity:
  position:
  name:
recipients: []      # {11}
views: {{}}           # {12}
conditions: []      # {13}
conclusions: []     # {14}
"""
_WHY = {
    Language.VI: (
        "Phần của cơ quan trong báo cáo thẩm định. Bỏ trống thì báo cáo để dòng chấm để điền bằng tay.",
        "false khi ban hành: phải có cơ quan ban hành, địa danh, chức vụ và họ tên người ký",
        "cơ quan chủ quản trực tiếp, ví dụ: ỦY BAN NHÂN DÂN TỈNH …",
        "cơ quan ban hành báo cáo",
        "số trong năm, ví dụ 5",
        "ký hiệu, không có dấu cách, ví dụ BC-STC",
        "địa danh, ví dụ: Bắc Ninh",
        'ngày ban hành, ví dụ "2026-03-05"',
        "Kính gửi: chỉ khi báo cáo lên cấp trên",
        "trích yếu; bỏ trống thì lấy tên đề xuất",
        "capacity: KT. GIÁM ĐỐC; position: PHÓ GIÁM ĐỐC; name: họ và tên, không ghi học hàm, học vị",
        'nơi nhận, ví dụ ["Như trên", "Lưu: VT"]',
        "ý kiến của cơ quan thẩm định theo mã kết quả trong run.json, ví dụ {air_defence.undetermined: …}",
        "điều kiện do cơ quan thẩm định nêu thêm",
        "kết luận, kiến nghị của cơ quan thẩm định",
    ),
    Language.EN: (
        "The office's part of the appraisal report. What is left blank is printed as dots, to be filled in by hand.",
        "false when issued: needs issuing body, place, position and name of the signer",
        "superior body",
        "issuing body",
        "number in the year, such as 5",
        "symbol without spaces, such as BC-STC",
        "place of issue",
        'day of issue, such as "2026-03-05"',
        "to whom: only for a report to a superior body",
        "what it is about; the title of the proposal when blank",
        "capacity: KT. GIÁM ĐỐC; position: PHÓ GIÁM ĐỐC; name: without academic titles",
        'who receives it, such as ["As above", "File: VT"]',
        "view of the appraising body by id of the finding in run.json, such as {air_defence.undetermined: …}",
        "further conditions of the appraising body",
        "conclusions and proposals of the appraising body",
    ),
}


def settings_template(language: Language) -> str:
    """Return settings to fill in, each explained."""
    return _TEMPLATE.format(*_WHY[language])
