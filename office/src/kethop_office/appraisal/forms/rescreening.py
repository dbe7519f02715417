"""What is asked when a comparison is ordered, and when something is noted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["NoteForm", "NoteLinesForm", "OrderForm"]


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


class NoteLinesForm(NoteForm):
    """Why several lines of a comparison stand.

    Parameters
    ----------
    lines : iterable of str
        Keys of the lines that may be chosen.
    """

    lines = forms.MultipleChoiceField(
        label=_("Các dòng được giữ nguyên"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Chọn ít nhất một dòng."),
            "invalid_choice": _("Có dòng đã được xử lý hoặc không còn ở trang này. Xem lại các dòng được chọn."),
        },
    )
    field_order = ("lines", "reason")

    def __init__(self, *args: Any, lines: Iterable[str] = (), **more: Any) -> None:  # noqa: ANN401 - as Django's forms are made
        super().__init__(*args, **more)
        field = self.fields["lines"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(key, key) for key in lines]
