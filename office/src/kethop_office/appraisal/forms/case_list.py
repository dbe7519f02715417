"""Filters, columns and order of the list, as they come in an address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.case_list.choices import (
    body_choices,
    level_choices,
    office_choices,
    officer_choices,
)
from kethop_office.appraisal.queries.case_list.filters import CaseFilters
from kethop_office.appraisal.queries.places import place_codes, place_readings
from kethop_office.appraisal.queries.standing import Reader
from kethop_office.common import clock

__all__ = ["COLUMN_LABELS", "SORT_LABELS", "CaseFilterForm"]

_DAY_FORMATS = ["%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d.%m.%Y"]
_ANY = ("", _("tất cả"))
_CLOCKS = [
    _ANY,
    ("in_time", _("trong hạn")),
    ("soon", _("sắp đến hạn")),
    ("late", _("quá hạn")),
    ("paused", _("tạm dừng")),
]
COLUMN_LABELS: dict[str, Promise] = {
    "place": _("Địa bàn"),
    "stage": _("Giai đoạn"),
    "clock": _("Thời hạn"),
    "officer": _("Chuyên viên"),
    "office": _("Cơ quan chủ trì"),
    "proponent": _("Chủ đầu tư, cơ quan trình"),
    "filed_on": _("Ngày nhận"),
    "area": _("Diện tích"),
    "kind": _("Loại"),
    "sector": _("Ngành (VSIC)"),
    "level": _("Độ mật"),
}
SORT_LABELS: dict[str, Promise] = {
    "due": _("hạn, gần trước"),
    "-due": _("hạn, xa trước"),
    "-filed": _("ngày nhận, mới trước"),
    "filed": _("ngày nhận, cũ trước"),
    "reference": _("mã, tăng dần"),
    "-reference": _("mã, giảm dần"),
    "name": _("tên, A đến Y"),
    "-name": _("tên, Y đến A"),
    "-area": _("diện tích, lớn trước"),
    "area": _("diện tích, nhỏ trước"),
}


def _day(label: str | Promise) -> forms.DateField:
    return forms.DateField(
        label=label,  # type: ignore[arg-type]  # a lazy text is a label; the stubs ask for their own name of it
        required=False,
        input_formats=_DAY_FORMATS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Nhập ngày theo mẫu ngày/tháng/năm, ví dụ 05/11/2026.")},
    )


class CaseFilterForm(forms.Form):
    """The filter panel. What cannot be read is said at its field and filters nothing."""

    text = forms.CharField(label=_("Tìm theo mã, tên, chủ đầu tư, xã, số văn bản"), required=False, max_length=200)
    stage = forms.MultipleChoiceField(
        label=_("Giai đoạn"), required=False, choices=Case.Stage.choices, widget=forms.CheckboxSelectMultiple
    )
    clock = forms.ChoiceField(label=_("Thời hạn"), required=False, choices=_CLOCKS)
    kind = forms.ChoiceField(label=_("Loại hồ sơ"), required=False, choices=[_ANY, *Case.Kind.choices])
    place = forms.CharField(
        label=_("Tỉnh, xã, phường, đặc khu"),
        required=False,
        max_length=200,
        help_text=_("Tên hoặc mã, cũ hay mới, ví dụ “Tam Đa, Bắc Ninh”."),
    )
    sector = forms.CharField(label=_("Mã ngành (VSIC 2018)"), required=False, max_length=20)
    office = forms.ChoiceField(label=_("Cơ quan chủ trì"), required=False)
    officer = forms.ChoiceField(label=_("Chuyên viên của đơn vị"), required=False)
    body = forms.ChoiceField(label=_("Cơ quan được lấy ý kiến"), required=False)
    unknown = forms.BooleanField(label=_("Còn kết quả chưa xác định"), required=False)
    level = forms.ChoiceField(label=_("Độ mật"), required=False)
    filed_from = _day(_("Nhận từ ngày"))
    filed_to = _day(_("Nhận đến ngày"))
    due_from = _day(_("Hạn từ ngày"))
    due_to = _day(_("Hạn đến ngày"))

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:  # noqa: ANN401 - as forms take them
        super().__init__(*args, **kwargs)
        self._choose("office", [("own", _("đơn vị đang thụ lý"))] if reader.carried else [], office_choices())
        self._choose("level", [], level_choices(reader))
        if reader.carried:
            people = officer_choices(reader, clock.today())
            self._choose("officer", [("me", _("của tôi")), ("none", _("chưa giao"))], people)
            self._choose("body", [], body_choices(reader))
        else:
            for name in ("officer", "body", "unknown"):
                del self.fields[name]

    def clean_place(self) -> str:
        """Return the codes of the place; what can be read in several ways is asked back."""
        text = str(self.cleaned_data["place"]).strip()
        codes = place_codes(text) if text else ""
        if codes or not text:
            return codes
        readings = place_readings(text)
        if not readings:
            raise ValidationError(
                gettext("Không tìm thấy tỉnh, xã, phường, đặc khu “%(text)s”. Sửa tên, hoặc dùng mã.") % {"text": text}
            )
        raise ValidationError(
            gettext("“%(text)s” có thể là: %(units)s. Ghi thêm tên tỉnh sau dấu phẩy, hoặc mã.")
            % {"text": text, "units": "; ".join(readings)}
        )

    @override
    def clean(self) -> dict[str, Any]:
        read = dict(super().clean() or {})
        for first, last in (("filed_from", "filed_to"), ("due_from", "due_to")):
            if read.get(first) and read.get(last) and read[first] > read[last]:
                self.add_error(last, _("Ngày cuối phải từ ngày đầu trở đi."))
        return read

    def filters(self) -> CaseFilters:
        """Return the filters that could be read."""
        self.is_valid()
        read = {name: value for name, value in self.cleaned_data.items() if name not in self.errors}
        read["stage"] = tuple(read.get("stage") or ())
        return CaseFilters(**read)

    def _choose(self, name: str, first: list[tuple[str, Promise]], rest: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [_ANY, *first, *rest]
