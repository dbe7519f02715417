"""Forms of the register of letters."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.common.fields import DayField, NumberField

__all__ = ["ArrivedForm", "IssueForm", "NewLetterForm", "ReplaceForm", "ScanForm"]

_KINDS = [
    ("F1", _("Công văn lấy ý kiến")),
    ("F2", _("Công văn đôn đốc")),
    ("F4", _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")),
    ("F5", _("Bản tổng hợp, tiếp thu, giải trình ý kiến")),
    ("F7", _("Tờ trình kết quả thẩm định")),
    ("F8", _("Thông báo kết quả thẩm định")),
    ("F9", _("Quyết định")),
    ("F11", _("Phụ lục bản đồ, bảng tọa độ")),
]


class NewLetterForm(forms.Form):
    """Which letter is to be drafted, and to whom."""

    form = forms.ChoiceField(
        label=_("Mẫu văn bản"),
        choices=_KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn mẫu văn bản.")},
    )
    inquiry = forms.ChoiceField(
        label=_("Phiếu lấy ý kiến"), help_text=_("Chỉ cần cho công văn lấy ý kiến và đôn đốc."), required=False
    )

    def __init__(self, *args: Any, inquiries: Iterable[tuple[str, str]] = (), **named: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **named)
        field = self.fields["inquiry"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *inquiries]

    @override
    def clean(self) -> dict[str, Any]:
        """Refuse a letter to a body without saying to which."""
        found = super().clean() or {}
        if found.get("form") in {"F1", "F2"} and not found.get("inquiry"):
            self.add_error("inquiry", forms.ValidationError(_("Chọn cơ quan nhận công văn."), code="required"))
        return found


class IssueForm(forms.Form):
    """Number, symbol, day and signer of a letter that is issued."""

    number = NumberField(label=_("Số"), is_whole=True, least=1, most=999_999)
    symbol = forms.CharField(
        label=_("Ký hiệu"),
        help_text=_("Không có dấu cách, ví dụ STC-ĐT."),
        max_length=40,
        error_messages={"required": _("Nhập ký hiệu, ví dụ STC-ĐT.")},
    )
    dated = DayField(label=_("Ngày ban hành"))
    capacity = forms.CharField(
        label=_("Ký thay, thừa lệnh"),
        help_text=_("Ví dụ: KT. GIÁM ĐỐC. Bỏ trống khi người đứng đầu ký."),
        required=False,
        max_length=120,
    )
    position = forms.CharField(
        label=_("Chức vụ người ký"),
        max_length=120,
        error_messages={"required": _("Nhập chức vụ người ký, ví dụ PHÓ GIÁM ĐỐC.")},
    )
    name = forms.CharField(
        label=_("Họ và tên người ký"),
        help_text=_("Không ghi học hàm, học vị."),
        max_length=120,
        error_messages={"required": _("Nhập họ và tên người ký.")},
    )


class ScanForm(forms.Form):
    """The scan of the signed letter."""

    scan = forms.FileField(
        label=_("Bản quét văn bản đã ký"),
        help_text=_("PDF, PNG, JPEG hoặc TIFF, không quá 100 MB."),
        error_messages={"required": _("Chọn tệp bản quét.")},
    )


class ReplaceForm(forms.Form):
    """Why an issued letter is replaced."""

    reason = forms.CharField(
        label=_("Lý do thay thế"), max_length=500, error_messages={"required": _("Nêu lý do thay thế văn bản.")}
    )


class ArrivedForm(forms.Form):
    """A letter that came in, in the order of the register of arrivals."""

    arrived_on = DayField(label=_("Ngày đến"))
    arrival_number = forms.CharField(
        label=_("Số đến"), max_length=20, error_messages={"required": _("Nhập số đến trong sổ.")}
    )
    sender = forms.CharField(
        label=_("Cơ quan, tổ chức ban hành"), max_length=300, error_messages={"required": _("Nhập cơ quan ban hành.")}
    )
    number = forms.CharField(label=_("Số"), max_length=20, error_messages={"required": _("Nhập số của văn bản.")})
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=40, required=False)
    dated = DayField(label=_("Ngày của văn bản"))
    abstract = forms.CharField(
        label=_("Tên loại và trích yếu nội dung"),
        max_length=300,
        error_messages={"required": _("Nhập trích yếu nội dung.")},
    )
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
