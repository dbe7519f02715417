"""What is looked up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kethop_office.common.fields import DayField, TextField

__all__ = ["SearchForm"]


class SearchForm(forms.Form):
    """A code or name, and the day whose units are wanted."""

    q = TextField(
        label=_("Mã hoặc tên"),
        help_text=_("Ví dụ: Xã Tam Đa, Bắc Ninh; tỉnh Vĩnh Phúc; 00004."),
        max_length=200,
        required=False,
    )
    on = DayField(label=_("Tại ngày"), required=False)
