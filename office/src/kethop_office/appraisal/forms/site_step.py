"""The site step of a proposal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.forms.proposal import StepForm, chosen, several
from kethop_office.appraisal.queries.park_sites import ParkSite, park_choices
from kethop_office.appraisal.queries.questions import Choice
from kethop_office.common.fields import NumberField, TextField
from kethop_office.territory.queries import resolve

__all__ = ["SiteForm"]


class SiteForm(StepForm):
    """Where: a pasted table, a file, a drawing on the map, or units and parks that are there."""

    way = forms.ChoiceField(
        label=_("Cách nhập"),
        widget=forms.RadioSelect,
        choices=(
            ("table", _("Dán bảng tọa độ")),
            ("file", _("Tệp bản đồ")),
            ("map", _("Vẽ trên bản đồ")),
            ("units", _("Chọn tỉnh, xã")),
            ("park", _("Chọn khu, cụm công nghiệp đã có trong sổ")),
            ("none", _("Chưa có vị trí")),
        ),
        error_messages={"required": _("Chọn cách nhập khu đất.")},
    )
    crs = forms.ChoiceField(
        label=_("Hệ tọa độ"),
        required=False,
        help_text=_("Theo ghi chú của bản vẽ gốc. Chưa rõ thì để trống: bảng kiểm tra sẽ đề xuất theo xã đã khai."),
    )
    column_order = forms.ChoiceField(
        label=_("Cột X, Y trong bảng"),
        choices=(("x-north", _("X hướng Bắc, Y hướng Đông")), ("x-east", _("X hướng Đông, Y hướng Bắc"))),
        required=False,
    )
    table = TextField(
        label=_("Dán bảng tọa độ (sao chép từ Excel)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "kh-num", "spellcheck": "false"}),
        help_text=_("Mỗi dòng một điểm: số hiệu, X, Y. Dòng trống bắt đầu một vòng mới."),
    )
    file = forms.FileField(
        label=_("Tệp bản đồ"),
        required=False,
        help_text=_("Shapefile (.zip), .gpkg, .kml, .kmz, .dxf, .geojson, .tab, .mif, .xlsx, .csv; đến 100 MB."),
    )
    layer = TextField(label=_("Lớp cần đọc"), required=False, max_length=200)
    unit = forms.ChoiceField(
        label=_("Đơn vị của bản vẽ"),
        required=False,
        choices=(("", _("Theo tệp")), ("m", _("mét")), ("mm", _("milimét"))),
    )
    units = TextField(
        label=_("Tỉnh, xã là phạm vi đề xuất"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một đơn vị, theo mã hoặc tên."),
    )
    park = TextField(
        label=_("Khu, cụm công nghiệp trong sổ"),
        required=False,
        max_length=300,
        help_text=_("Tên hoặc mã. Lấy ranh giới trong sổ; khu chưa có ranh giới thì lấy phạm vi các xã của khu."),
    )
    area_ha = NumberField(label=_("Diện tích hồ sơ ghi (ha)"), required=False, least=0, most=100_000_000)
    area_reason = TextField(label=_("Lý do diện tích đo được khác diện tích hồ sơ ghi"), required=False, max_length=400)
    repair = forms.BooleanField(
        label=_("Cho phép sửa các lỗi nhỏ của ranh giới; mỗi chỗ sửa được ghi vào kết quả"), required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - as above
        actor: Actor,
        systems: Sequence[Choice],
        layers: Sequence[str] = (),
        **options: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        self.chosen_park: ParkSite | None = None
        self.fields["crs"].choices = chosen(systems, gettext("Theo tệp, hoặc chưa rõ"))  # type: ignore[attr-defined]  # a choice field
        if layers:
            named = chosen([(name, name) for name in layers], gettext("Chọn lớp"))
            self.fields["layer"] = forms.ChoiceField(label=_("Lớp cần đọc"), required=False, choices=named)

    def clean_units(self) -> list[str]:
        """Return codes of provinces and communes."""
        codes = []
        for line in str(self.cleaned_data["units"]).splitlines():
            if not line.strip():
                continue
            found = resolve(line.strip())
            if not found.is_clear and found.units:
                raise several(line.strip(), found.units)
            if not found.is_clear:
                raise ValidationError(
                    gettext("“%(text)s” không chỉ đúng một tỉnh hoặc xã hiện nay. Ghi mã của đơn vị.")
                    % {"text": line.strip()}
                )
            codes.append(found.units[0].code)
        return codes

    @override
    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs."""
        given = super().clean() or {}
        if given.get("way") == "units" and not given.get("units") and "units" not in self.errors:
            self.add_error("units", _("Ghi ít nhất một tỉnh hoặc xã."))
        if given.get("way") == "park":
            self._choose_park(str(given.get("park") or "").strip())
        return given

    def _choose_park(self, text: str) -> None:
        found = park_choices(self.actor, text) if text else []
        if len(found) == 1 and found[0][0].is_placed:
            self.chosen_park = found[0][0]
        elif len(found) == 1:
            self.add_error("park", _("Sổ chưa có ranh giới và chưa có xã của khu này. Chọn cách nhập khác."))
        elif found:
            named = "; ".join(words for _site, words in found)
            said = gettext("“%(text)s” có thể là: %(parks)s. Ghi đủ tên hoặc mã của một khu.")
            self.add_error("park", said % {"text": text, "parks": named})
        elif text:
            said = gettext("Không có khu, cụm công nghiệp “%(text)s” trong sổ. Sửa tên, hoặc chọn cách nhập khác.")
            self.add_error("park", said % {"text": text})
        else:
            self.add_error("park", _("Ghi tên hoặc mã của khu, cụm công nghiệp."))

    def outline(self) -> tuple[bytes, str] | None:
        """Return the outline of the chosen park with its name as a file; None where there is none."""
        park = self.chosen_park
        return (park.outline, park.file_name) if park is not None and park.outline else None

    def answers(self) -> dict[str, Any]:
        """Return the step's answers; the table and the file are kept beside them as delivered."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("way", "crs", "column_order", "layer", "unit", "units", "area_reason")}
        area = given["area_ha"]
        answers = {**plain, "area_ha": f"{area:f}" if area else "", "repair": given["repair"]}
        if self.chosen_park is None:
            return answers
        park = self.chosen_park
        units = [] if park.outline else list(park.communes)
        own = {"crs": "", "layer": "", "unit": "", "units": units, "park": park.key, "park_name": park.name}
        return {**answers, **own}
