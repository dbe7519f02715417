"""Forms of how long cases are kept, and of their destruction."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.appraisal.actions.retention import LONGEST
from kethop_office.appraisal.models import Case
from kethop_office.common.fields import DayField, NumberField, TextField

__all__ = ["DestructionForm", "RetentionPeriodForm", "SettleDestructionForm"]

_UNDISPUTED = _("Không có khiếu nại, khởi kiện, thanh tra, kiểm tra nào về hồ sơ này đang được giải quyết")
_CHECK_FIRST = _("Xác nhận điều này; chưa chắc thì hỏi lại trước.")


class RetentionPeriodForm(forms.Form):
    """For which kind, how long, on which decision, from which day."""

    case_kind = forms.ChoiceField(
        label=_("Loại hồ sơ"),
        choices=Case.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn loại hồ sơ.")},
    )
    how = forms.ChoiceField(
        label=_("Lưu giữ"),
        choices=[("years", _("có thời hạn, tính từ ngày hồ sơ kết thúc")), ("for_ever", _("không thời hạn"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn có thời hạn hoặc không thời hạn.")},
    )
    years = NumberField(
        label=_("Số năm, bắt buộc khi lưu giữ có thời hạn"),
        help_text=_("Để trống nếu lưu giữ không thời hạn."),
        is_conditional=True,
        is_whole=True,
        least=1,
        most=LONGEST,
        required=False,
    )
    document = TextField(
        label=_("Quyết định làm căn cứ"),
        help_text=_("Số, ký hiệu, ngày, cơ quan ban hành."),
        max_length=300,
        error_messages={"required": _("Ghi quyết định làm căn cứ.")},
    )
    starts = DayField(label=_("Áp dụng từ ngày"))

    @override
    def clean(self) -> dict[str, Any]:
        """Ask for the years where there is a period, and for none where there is none."""
        data = dict(super().clean() or {})
        if data.get("how") == "years" and data.get("years") is None and "years" not in self.errors:
            self.add_error("years", ValidationError(_("Nhập số năm, ví dụ 20.")))
        if data.get("how") == "for_ever" and data.get("years") is not None:
            self.add_error("years", ValidationError(_("Xóa số năm, hoặc chọn có thời hạn.")))
        return data


class DestructionForm(forms.Form):
    """Why a case is to be destroyed, and where its archive lies."""

    archive = forms.CharField(widget=forms.HiddenInput)
    deposited = TextField(
        label=_("Gói lưu trữ đã nộp vào đâu"),
        help_text=_("Kho, số thùng hoặc thiết bị, biên bản giao nhận. Gói trong hệ thống mất cùng hồ sơ."),
        max_length=300,
        error_messages={"required": _("Ghi nơi giữ gói lưu trữ.")},
    )
    reason = TextField(
        label=_("Lý do hủy"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Ghi lý do hủy.")},
    )
    is_undisputed = forms.BooleanField(label=_UNDISPUTED, error_messages={"required": _CHECK_FIRST})


class SettleDestructionForm(forms.Form):
    """The head's answer."""

    is_confirmed = forms.TypedChoiceField(
        label=_("Ý kiến của lãnh đạo"),
        choices=[("yes", _("xác nhận, hủy hồ sơ ngay")), ("no", _("không xác nhận"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn xác nhận hoặc không xác nhận.")},
    )
    is_undisputed = forms.BooleanField(label=_UNDISPUTED, help_text=_("Bắt buộc khi xác nhận."), required=False)
    note = TextField(
        label=_("Ý kiến"),
        help_text=_("Bắt buộc khi không xác nhận."),
        is_conditional=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
