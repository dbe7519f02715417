"""A form with every kind of field."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kethop_office.common.fields import DayField, NumberField, TextField

__all__ = ["EveryFieldForm"]

ROLES = [
    ("concurrence", _("phải có văn bản chấp thuận")),
    ("advice", _("tham gia ý kiến")),
    ("notify", _("thông báo để biết")),
]


class EveryFieldForm(forms.Form):
    """Every kind of field, as a room would write it."""

    title = TextField(label=_("Tên hồ sơ"), help_text=_("Như trong văn bản trình."), max_length=160)
    sent_on = DayField(label=_("Ngày gửi"), help_text=_("Ví dụ 05/11/2026."), first=date(2026, 11, 3))
    height = NumberField(label=_("Độ cao lớn nhất, m"), least=0, most=500)
    role = forms.ChoiceField(label=_("Vai trò"), choices=ROLES, widget=forms.RadioSelect)
    bodies = forms.MultipleChoiceField(
        label=_("Gửi cho"), choices=ROLES, widget=forms.CheckboxSelectMultiple, required=False
    )
    kind = forms.ChoiceField(label=_("Loại việc"), choices=ROLES, required=False)
    is_sure = forms.BooleanField(label=_("Đã đối chiếu với bản giấy"))
    reason = TextField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label=_("Tệp"), required=False, help_text=_("Giới hạn 100 MB."))
