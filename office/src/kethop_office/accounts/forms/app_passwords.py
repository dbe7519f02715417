"""The form of a password for a program."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.models import AppPassword
from kethop_office.common import clock
from kethop_office.common.fields import TextField

__all__ = ["AppPasswordForm"]

_DAYS = [("30", _("30 ngày")), ("90", _("90 ngày")), ("180", _("180 ngày")), ("365", _("365 ngày"))]


class AppPasswordForm(forms.Form):
    """For which program, what it may do, and for how long."""

    name = TextField(
        label=_("Dùng cho chương trình"),
        help_text=_("Ví dụ: QGIS trên máy phòng quy hoạch."),
        max_length=60,
        error_messages={"required": _("Nhập tên chương trình sẽ dùng mật khẩu này.")},
    )
    scope = forms.ChoiceField(
        label=_("Được làm gì"), choices=AppPassword.Scope.choices, widget=forms.RadioSelect, initial="read"
    )
    days = forms.ChoiceField(label=_("Dùng được trong"), choices=_DAYS, initial="90")

    def ends_on(self) -> date:
        """Return the last day chosen."""
        return clock.today() + timedelta(days=int(self.cleaned_data["days"]))
