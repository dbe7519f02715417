"""What is asked when a comparison is ordered, and when something is noted."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["NoteForm", "OrderForm"]


class OrderForm(forms.Form):
    """How a comparison is made."""

    is_thorough = forms.BooleanField(
        label=_("Hỏi lại tất cả, kể cả hồ sơ và khu ở ngoài phạm vi thay đổi"), required=False
    )


class NoteForm(forms.Form):
    """Why something stands."""

    reason = forms.CharField(
        label=_("Lý do giữ nguyên"),
        help_text=_("Ghi căn cứ để người sau hiểu vì sao không phải sàng lọc lại."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Nhập lý do giữ nguyên.")},
    )
