"""Filters of the list, values of a park, joining two."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kethop_office.common.fields import DayField, NumberField, TextField
from kethop_office.common.levels import LEVEL_WORDS
from kethop_office.registry.models import IndustrialPark
from kethop_office.registry.queries.parks import ParkFilters
from kethop_office.territory.queries import present_units

__all__ = ["MergeForm", "ParkFilterForm", "ParkForm", "ReasonForm", "level_choices"]


def level_choices(rank: int) -> list[tuple[int, object]]:
    """Return the levels up to an account's own."""
    return [(level, word) for level, word in LEVEL_WORDS.items() if level <= rank]


def province_choices() -> list[tuple[str, str]]:
    """Return the present provinces by code."""
    return [(unit.code, unit.full_name) for unit in present_units("province")]


class ParkFilterForm(forms.Form):
    """What the list is narrowed to."""

    text = TextField(label=_("Tên, mã hoặc địa chỉ"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Loại"), required=False)
    province = forms.ChoiceField(label=_("Tỉnh hoặc thành phố"), required=False)
    status = forms.ChoiceField(label=_("Tình trạng"), required=False)
    doubts = forms.BooleanField(label=_("Còn điểm nghi chưa xử lý"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        everything = [("", _("tất cả"))]
        self._choose("kind", [*everything, *IndustrialPark.Kind.choices])
        self._choose("province", [*everything, *province_choices()])
        self._choose("status", [*everything, *IndustrialPark.Status.choices])

    def filters(self) -> ParkFilters:
        """Return the filters; a value that is none of the choices narrows nothing."""
        self.is_valid()
        data = self.cleaned_data
        return ParkFilters(
            text=data.get("text", "") or "",
            kind=data.get("kind", ""),
            province=data.get("province", ""),
            status=data.get("status", ""),
            doubts=data.get("doubts", False),
        )

    def _choose(self, name: str, choices: list[tuple[str, object]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class ParkForm(forms.Form):
    """Values of a park that are changed by hand."""

    name = TextField(label=_("Tên"), max_length=300, error_messages={"required": _("Nhập tên khu.")})
    kind = forms.ChoiceField(label=_("Loại"), choices=IndustrialPark.Kind.choices)
    status = forms.ChoiceField(label=_("Tình trạng"), choices=IndustrialPark.Status.choices)
    province = forms.ChoiceField(label=_("Tỉnh hoặc thành phố"), required=False)
    communes = TextField(
        label=_("Mã xã, phường"),
        help_text=_("Một hoặc nhiều mã của đơn vị hiện nay, cách nhau bằng dấu cách, ví dụ 08338."),
        max_length=200,
        required=False,
    )
    address = TextField(label=_("Địa chỉ như trong nguồn"), max_length=1000, required=False)
    lon = NumberField(label=_("Kinh độ (độ, WGS 84)"), least=Decimal(102), most=Decimal(118), required=False)
    lat = NumberField(label=_("Vĩ độ (độ, WGS 84)"), least=Decimal(8), most=Decimal(24), required=False)
    area_ha = NumberField(label=_("Diện tích (ha)"), least=Decimal("0.0001"), most=Decimal(100_000), required=False)
    occupancy = NumberField(label=_("Tỷ lệ lấp đầy (%)"), least=Decimal(0), most=Decimal(100), required=False)
    investor = TextField(label=_("Chủ đầu tư hạ tầng (tổ chức)"), max_length=300, required=False)
    industries = TextField(label=_("Ngành nghề"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    source = TextField(label=_("Nguồn"), max_length=300, required=False)
    source_on = DayField(label=_("Ngày của số liệu"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["province"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("chưa có")), *province_choices()]

    def clean_communes(self) -> str:
        """Return the codes as the park keeps them; each must be one of a present unit."""
        codes = str(self.cleaned_data["communes"] or "").replace(",", " ").split()
        known = {unit.code for unit in present_units("commune", codes=codes)}
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise ValidationError(_("Không có xã, phường nào mang mã %(code)s."), params={"code": unknown[0]})
        return f" {' '.join(codes)} " if codes else ""

    def values(self) -> dict[str, object]:
        """Return what was typed, as plain JSON by field of the park."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name in ("lon", "lat"):
            data[name] = float(data[name]) if data[name] is not None else None
        for name in ("area_ha", "occupancy"):
            data[name] = str(data[name]) if data[name] is not None else None
        data["source_on"] = data["source_on"].isoformat() if data["source_on"] else None
        return data


class MergeForm(forms.Form):
    """Which other row is the same park, and why."""

    other = forms.ChoiceField(label=_("Khu trùng với khu này"), widget=forms.RadioSelect)
    reason = TextField(
        label=_("Vì sao là một khu"), max_length=1000, error_messages={"required": _("Nhập lý do, ít nhất vài chữ.")}
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, others: list[IndustrialPark]) -> None:
        super().__init__(data)
        field = self.fields["other"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(park.pk), f"{park.name} · {park.address}") for park in others]
        field.error_messages["required"] = _("Chọn khu trùng.")

    def other_key(self) -> UUID:
        """Return the key of the chosen park."""
        return UUID(self.cleaned_data["other"])


class ReasonForm(forms.Form):
    """A reason, or how something was settled."""

    reason = TextField(label=_("Lý do"), max_length=400, error_messages={"required": _("Nhập lý do, ít nhất vài chữ.")})
