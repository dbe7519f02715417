"""The form of a level of approval."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.models import Office
from kethop_office.appraisal.queries.versions import signing_offices

__all__ = ["LevelForm"]


class LevelForm(forms.Form):
    """A level after the last one: who signs on it, and how it is called."""

    office: "forms.ModelChoiceField[Office]" = forms.ModelChoiceField(
        queryset=None,
        label=_("Đơn vị ký ở cấp này"),
        error_messages={"required": _("Chọn đơn vị ký ở cấp này.")},
    )
    title_vi = forms.CharField(
        label=_("Tên cấp bằng tiếng Việt"),
        max_length=120,
        error_messages={"required": _("Nhập tên cấp, ví dụ: Phó Giám đốc.")},
    )
    title_en = forms.CharField(
        label=_("Tên cấp bằng tiếng Anh"),
        max_length=120,
        error_messages={"required": _("Nhập tên cấp bằng tiếng Anh, ví dụ: Deputy Director.")},
    )

    def __init__(self, *args: Any, lead: Office, **named: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **named)
        field = self.fields["office"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = signing_offices(lead)
            field.initial = lead.pk
