"""The form of a change of label."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kethop_office.common.fields import TextField
from kethop_office.common.words import Words

__all__ = ["LabelForm", "SettleLabelForm"]


class LabelForm(forms.Form):
    """The new level and why."""

    level = forms.TypedChoiceField(
        label=_("Mức mới"),
        help_text=_("Nâng mức có hiệu lực ngay. Hạ mức phải có lãnh đạo cơ quan chủ trì xác nhận."),
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={"required": _("Chọn mức mới.")},
    )
    reason = TextField(
        label=_("Lý do"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Ghi lý do.")},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[int, Words]], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **options)
        self.fields["level"].choices = choices  # type: ignore[attr-defined]  # a field of choices


class SettleLabelForm(forms.Form):
    """Whether the release is agreed to."""

    is_confirmed = forms.TypedChoiceField(
        label=_("Ý kiến của người thứ hai"),
        choices=[("yes", _("đồng ý hạ mức")), ("no", _("không đồng ý"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn đồng ý hoặc không đồng ý.")},
    )
    note = TextField(
        label=_("Lý do, nếu không đồng ý"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
