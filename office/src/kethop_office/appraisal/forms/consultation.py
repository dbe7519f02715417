"""Forms of the lead office in a consultation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import Finding, Inquiry, OpinionTreatment, Response
from kethop_office.common.fields import DayField, NumberField, TextField

__all__ = [
    "AgainForm",
    "ExtensionForm",
    "InquiryEditForm",
    "InquiryForm",
    "OpinionForm",
    "PaperForm",
    "ReasonForm",
    "RemovalForm",
    "StepInForm",
    "TreatmentForm",
]

UNITS = [
    ("", _("không đặt thời hạn")),
    ("working days", pgettext_lazy("unit", "ngày làm việc")),
    ("days", _("ngày (kể cả ngày nghỉ)")),
]


class ReasonForm(forms.Form):
    """A reason."""

    reason = TextField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class AgainForm(ReasonForm):
    """Ask again."""

    question = TextField(
        label=_("Nội dung xin ý kiến"),
        help_text=_("Để trống thì dùng nội dung của phiếu trước."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )


class _PeriodForm(forms.Form):
    period = NumberField(label=_("Thời hạn tự đặt, số ngày"), is_whole=True, least=1, most=365, required=False)
    unit = forms.ChoiceField(label=_("Đơn vị của thời hạn"), choices=UNITS, required=False)
    basis = TextField(
        label=_("Căn cứ của thời hạn tự đặt"),
        help_text=_("Văn bản hoặc quy chế phối hợp. Thời hạn này được ghi là do cơ quan đặt, không phải do luật định."),
        max_length=300,
        required=False,
    )


class StepInForm(_PeriodForm):
    """Ask the level above."""

    reason = TextField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    field_order = ("reason", "period", "unit", "basis")


class InquiryForm(_PeriodForm):
    """Ask one more body."""

    consultee: "forms.ModelChoiceField[Office]" = forms.ModelChoiceField(
        label=_("Cơ quan trong danh mục"),
        queryset=None,
        required=False,
        empty_label=_("không có trong danh mục, trả lời bằng giấy"),
    )
    body_vi = TextField(label=_("Tên cơ quan, nếu không có trong danh mục"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Vai trò"), choices=Inquiry.Role.choices, widget=forms.RadioSelect)
    question = TextField(label=_("Nội dung xin ý kiến"), widget=forms.Textarea(attrs={"rows": 6}), max_length=20000)
    findings: "forms.ModelMultipleChoiceField[Finding]" = forms.ModelMultipleChoiceField(
        label=_("Kết quả sàng lọc cung cấp cho cơ quan này"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order = (
        "consultee",
        "body_vi",
        "role",
        "question",
        "findings",
        "period",
        "unit",
        "basis",
    )

    def __init__(self, *args: Any, offices: Any, findings: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **options)
        self.fields["consultee"].queryset = offices  # type: ignore[attr-defined]  # a field of a queryset
        self.fields["findings"].queryset = findings  # type: ignore[attr-defined]  # a field of a queryset


class InquiryEditForm(forms.Form):
    """Change an inquiry that was not sent."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    consultee: "forms.ModelChoiceField[Office]" = forms.ModelChoiceField(
        label=_("Cơ quan trong danh mục"),
        queryset=None,
        required=False,
        empty_label=_("không có trong danh mục, trả lời bằng giấy"),
    )
    role = forms.ChoiceField(label=_("Vai trò"), choices=Inquiry.Role.choices, widget=forms.RadioSelect)
    question = TextField(
        label=_("Nội dung xin ý kiến"),
        help_text=_("Để trống thì hỏi theo nội dung của các kết quả sàng lọc."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20000,
        required=False,
    )

    def __init__(self, *args: Any, offices: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **options)
        self.fields["consultee"].queryset = offices  # type: ignore[attr-defined]  # a field of a queryset


class ExtensionForm(forms.Form):
    """Lengthen a period."""

    days = NumberField(label=_("Số ngày gia hạn"), is_whole=True, least=1, most=365)
    cap = NumberField(label=_("Số ngày gia hạn tối đa theo căn cứ"), is_whole=True, least=1, most=365)
    basis = TextField(label=_("Căn cứ cho phép gia hạn"), max_length=300)
    reason = TextField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class RemovalForm(forms.Form):
    """Settle a wish not to ask."""

    choice = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("confirm", _("Xác nhận không lấy ý kiến")), ("decline", _("Không xác nhận, giữ việc lấy ý kiến"))],
        widget=forms.RadioSelect,
    )
    note = TextField(
        label=_("Ý kiến của người thứ hai"),
        help_text=_("Bắt buộc khi không xác nhận."),
        is_conditional=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class PaperForm(forms.Form):
    """A reply that came on paper."""

    symbol = TextField(label=_("Số, ký hiệu văn bản"), max_length=60)
    dated = DayField(label=_("Ngày văn bản"))
    arrival_number = TextField(label=_("Số đến"), max_length=40)
    arrived_on = DayField(label=_("Ngày đến"))
    outcome = forms.ChoiceField(label=_("Ý kiến"), choices=Response.Outcome.choices, widget=forms.RadioSelect)
    text = TextField(
        label=_("Nội dung ý kiến"), widget=forms.Textarea(attrs={"rows": 6}), max_length=20000, required=False
    )
    promised_on = DayField(
        label=_("Ngày hứa trả lời"), help_text=_("Chỉ cho trả lời tạm thời. Thời hạn vẫn tính."), required=False
    )
    asked_items = TextField(
        label=_("Tài liệu đề nghị bổ sung"),
        help_text=_("Mỗi tài liệu một dòng."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    scan = forms.FileField(label=_("Bản chụp văn bản"), help_text=_("Tệp PDF hoặc ảnh."), required=False)


class TreatmentForm(forms.Form):
    """What became of an opinion."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    treatment = forms.ChoiceField(
        label=_("Ý kiến tiếp thu, giải trình"), choices=OpinionTreatment.Treatment.choices, widget=forms.RadioSelect
    )
    text = TextField(
        label=_("Nội dung tiếp thu, giải trình"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20000,
        required=False,
    )
    place = TextField(label=_("Nơi sửa trong báo cáo"), max_length=120, required=False)


class OpinionForm(forms.Form):
    """One more opinion of a reply."""

    opinion = TextField(label=_("Nội dung góp ý"), widget=forms.Textarea(attrs={"rows": 4}), max_length=20000)
