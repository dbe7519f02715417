"""Forms of the report, its review, the approvals and the decision."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.appraisal.models import Recommendation
from kethop_office.common.fields import DayField, TextField

__all__ = ["ApproveForm", "DecisionForm", "HeadingForm", "ProposalForm", "ReopenForm", "ReviewForm", "SectionForm"]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SectionForm(forms.Form):
    """The officer's words of a section, with the version on which they were written."""

    text = forms.CharField(
        label=_("Nội dung của chuyên viên"),
        help_text=_("Mỗi dòng là một đoạn. Số liệu đã chuẩn bị ở trên được in trước nội dung này."),
        widget=_area(14),
        required=False,
        max_length=20_000,
    )
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class HeadingForm(forms.Form):
    """The heading of a free section."""

    heading = forms.CharField(
        label=_("Tên mục mới"),
        max_length=200,
        error_messages={"required": _("Nhập tên mục, ví dụ: Đánh giá tác động.")},
    )


class ProposalForm(forms.Form):
    """What is proposed to be decided."""

    proposal = forms.ChoiceField(
        label=_("Kiến nghị"),
        choices=Recommendation.Proposal.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một kiến nghị.")},
    )
    reasons = TextField(
        label=_("Lý do"),
        help_text=_("Bắt buộc khi kiến nghị không phê duyệt."),
        is_conditional=True,
        widget=_area(6),
        required=False,
        max_length=10_000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """What the reviewer says, with a note for each section."""

    action = forms.ChoiceField(
        label=_("Kết quả thẩm tra"),
        choices=[("accepted", _("Đồng ý trình phê duyệt")), ("returned", _("Trả lại để chỉnh sửa"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn kết quả thẩm tra.")},
    )
    note = forms.CharField(label=_("Ý kiến chung"), widget=_area(4), required=False, max_length=5_000)
    content = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sections: Iterable[tuple[str, str]] = (), **named: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **named)
        for key, heading in sections:
            self.fields[f"note-{key}"] = forms.CharField(
                label=_("Ý kiến về mục “%(heading)s”") % {"heading": heading},
                widget=_area(2),
                required=False,
                max_length=2_000,
            )

    def section_notes(self) -> dict[str, str]:
        """Return the notes by key of the section."""
        return {
            name.removeprefix("note-"): str(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("note-") and value
        }


class ApproveForm(forms.Form):
    """What a level of approval says."""

    action = forms.ChoiceField(
        label=_("Quyết định của cấp này"),
        choices=[("approved", _("Phê duyệt nội dung này")), ("returned", _("Trả lại để chỉnh sửa"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn phê duyệt hoặc trả lại.")},
    )
    note = TextField(
        label=_("Ý kiến của người ký"),
        help_text=_("Bắt buộc khi trả lại."),
        is_conditional=True,
        widget=_area(4),
        required=False,
        max_length=5_000,
    )
    content = forms.CharField(widget=forms.HiddenInput)

    @override
    def clean(self) -> dict[str, Any]:
        """Refuse a return without a word."""
        found = super().clean() or {}
        if found.get("action") == "returned" and not str(found.get("note", "")).strip():
            self.add_error("note", forms.ValidationError(_("Nêu nội dung cần chỉnh sửa."), code="required"))
        return found


class DecisionForm(forms.Form):
    """Number, day and reasons of the decision; its outcome is the one that was approved."""

    number = forms.CharField(
        label=_("Số, ký hiệu quyết định"),
        help_text=_("Ví dụ: 45/QĐ-STC."),
        max_length=60,
        error_messages={"required": _("Nhập số, ký hiệu quyết định, ví dụ 45/QĐ-STC.")},
    )
    dated = DayField(label=_("Ngày quyết định"))
    reasons = TextField(
        label=_("Lý do"),
        help_text=_("Bắt buộc khi không phê duyệt; được in trong quyết định."),
        is_conditional=True,
        widget=_area(6),
        required=False,
        max_length=10_000,
    )
    content = forms.CharField(widget=forms.HiddenInput)


class ReopenForm(forms.Form):
    """Why a decided case is taken up again."""

    reason = forms.CharField(
        label=_("Lý do mở lại"),
        widget=_area(4),
        max_length=5_000,
        error_messages={"required": _("Nêu lý do mở lại hồ sơ.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
