"""Forms of overruling a finding, and of linking cases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kethop_office.appraisal.models import CaseLink, Finding
from kethop_office.common.fields import TextField

__all__ = ["LinkForm", "OverrideForm", "SettleForm"]


class OverrideForm(forms.Form):
    """For what a finding is to be taken, and why."""

    outcome = forms.ChoiceField(
        label=_("Coi kết quả này là"),
        choices=Finding.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn kết quả.")},
    )
    reason = TextField(
        label=_("Lý do"),
        help_text=_("Nêu căn cứ: tài liệu nào, đối chiếu với ai, ngày nào."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Ghi lý do.")},
    )


class SettleForm(forms.Form):
    """The second person's answer."""

    is_confirmed = forms.ChoiceField(
        label=_("Người thứ hai"),
        choices=(("yes", _("Xác nhận")), ("no", _("Không xác nhận"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn xác nhận hoặc không.")},
    )
    note = TextField(
        label=_("Ý kiến"),
        help_text=_("Bắt buộc khi không xác nhận."),
        is_conditional=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LinkForm(forms.Form):
    """Which case, and how it belongs to this one."""

    reference = TextField(
        label=_("Mã hồ sơ"),
        max_length=30,
        help_text=_("Ví dụ KH-2026-00117."),
        error_messages={"required": _("Nhập mã hồ sơ, ví dụ KH-2026-00117.")},
    )
    relation = forms.ChoiceField(label=_("Quan hệ"), choices=CaseLink.Relation.choices)
    reason = TextField(label=_("Lý do"), max_length=300, required=False)
