"""Form of the period that an office sets for itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kethop_office.common.fields import DayField, NumberField, TextField

__all__ = ["LocalPeriodForm"]


class LocalPeriodForm(forms.Form):
    """How long, by which paper, from which day."""

    days = NumberField(label=_("Số ngày"), is_whole=True, least=1, most=3650)
    unit = forms.ChoiceField(
        label=_("Đơn vị của thời hạn"),
        choices=[("working days", _("ngày làm việc")), ("days", _("ngày (kể cả ngày nghỉ)"))],
        widget=forms.RadioSelect,
    )
    document = TextField(
        label=_("Văn bản đặt thời hạn"), help_text=_("Số, ký hiệu, ngày, cơ quan ban hành."), max_length=300
    )
    starts = DayField(
        label=_("Áp dụng từ ngày"),
        help_text=_("Hồ sơ có ngày nhận đủ hồ sơ hợp lệ từ ngày này trở đi theo thời hạn mới."),
    )
