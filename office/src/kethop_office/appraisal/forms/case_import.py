"""A table of running cases, its sheets and columns, and how it comes in."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import CaseImport
from kethop_office.appraisal.queries.imported_sites import BY_COMMUNE
from kethop_office.common.fields import AnsweredField
from kethop_office.common.figures import number_text
from kethop_office.registry.forms.imports import TableForm

__all__ = ["DayOrderForm", "ImportForm", "SheetsForm", "SiteSystemForm"]

_ROW = forms.NumberInput(attrs={"class": "govuk-input--width-4"})


class ImportForm(TableForm):
    """A file, and for which office."""

    office = forms.ChoiceField(label=_("Cơ quan thụ lý các hồ sơ này"))

    def __init__(self, *args: Any, offices: Sequence[Office], **options: Any) -> None:  # noqa: ANN401 - Django's own of a form
        super().__init__(*args, **options)
        self.fields["file"].label = _("Tệp .xlsx hoặc .csv")
        self.fields["file"].help_text = _(
            "Nhập nguyên tệp như đang có; trang tính, dòng tiêu đề và cột chọn ở bước sau. Tệp mẫu không bắt buộc."
        )
        field = self.fields["office"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(office.pk), office.name) for office in offices]
        if len(offices) == 1:
            field.widget = forms.HiddenInput()
            field.initial = str(offices[0].pk)


class SheetsForm(forms.Form):
    """The sheet of cases and that of consultations, each with the row of its heads."""

    sheet = forms.TypedChoiceField(label=_("Trang tính có hồ sơ"), coerce=int)
    head_row = forms.IntegerField(
        label=_("Dòng tiêu đề của trang hồ sơ"),
        min_value=1,
        widget=_ROW,
        error_messages={"required": _("Nhập số của dòng tiêu đề."), "invalid": _("Nhập số của dòng tiêu đề.")},
    )
    asked_sheet = forms.TypedChoiceField(
        label=_("Trang tính có văn bản lấy ý kiến"), coerce=int, required=False, empty_value=None
    )
    asked_head_row = forms.IntegerField(
        label=_("Dòng tiêu đề của trang lấy ý kiến"), min_value=1, required=False, widget=_ROW
    )

    def __init__(self, *args: Any, sheets: Sequence[Mapping[str, object]], **options: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **options)
        named = [
            (str(number), f"{sheet['name']} ({number_text(Decimal(str(sheet['rows'])))})")
            for number, sheet in enumerate(sheets)
        ]
        for name, choices in (("sheet", named), ("asked_sheet", [("", _("không có")), *named])):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    @override
    def clean(self) -> dict[str, Any]:
        """Ask for the row of the heads where a sheet is chosen."""
        given = super().clean() or {}
        if given.get("asked_sheet") is not None and not given.get("asked_head_row"):
            self.add_error("asked_head_row", _("Nhập số của dòng tiêu đề."))
        return given

    def chosen(self) -> tuple[tuple[int, int], tuple[int, int] | None]:
        """Return sheet and row of heads of the cases, and of the consultations."""
        given = self.cleaned_data
        asked = given["asked_sheet"]
        cases = (given["sheet"], given["head_row"])
        return cases, (asked, given["asked_head_row"]) if asked is not None else None


class SiteSystemForm(forms.Form):
    """What holds for a table of corners whose row does not say its coordinate system."""

    site_system = AnsweredField(
        label=_("Bảng tọa độ không ghi hệ tọa độ ở dòng"),
        help_text=_("Chỉ chọn khi biết chắc theo bản vẽ gốc. Mỗi ranh giới vẫn được đối chiếu với xã đã khai."),
    )

    def __init__(self, *args: Any, systems: Sequence[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **options)
        field = self.fields["site_system"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", _("để lại, nêu hệ phù hợp với xã để đối chiếu")),
                (BY_COMMUNE, _("dùng hệ duy nhất đặt cả ranh giới vào xã đã khai")),
                *systems,
            ]


class DayOrderForm(forms.Form):
    """Which part comes first in days that are written as text."""

    day_order = AnsweredField(
        label=_("Ngày viết thành chữ trong tệp"),
        choices=CaseImport.DayOrder.choices,
        widget=forms.RadioSelect,
    )
