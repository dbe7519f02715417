"""The steps of a proposal."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.models import Office
from kethop_office.appraisal.queries.questions import Choice, Question
from kethop_office.common.fields import NumberField, TextField
from kethop_office.territory.queries import resolve

__all__ = ["DetailsForm", "DocumentForm", "HeightsForm", "KindForm", "SendForm", "SiteForm"]

_YES_NO = (("yes", _("Có")), ("no", _("Không")), ("", _("Chưa biết")))
_SHIELDS = 3


class _StepForm(forms.Form):
    """A step carries the version of the draft that was on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _chosen(values: Sequence[Choice], empty: str) -> list[tuple[str, str]]:
    return [("", empty), *values]


class KindForm(_StepForm):
    """Which kind of proposal, and who takes it in."""

    kind = forms.ChoiceField(
        label=_("Loại đề xuất"), widget=forms.RadioSelect, error_messages={"required": _("Chọn loại đề xuất.")}
    )
    lead_office = forms.ChoiceField(
        label=_("Cơ quan tiếp nhận hồ sơ"), error_messages={"required": _("Chọn cơ quan tiếp nhận hồ sơ.")}
    )

    def __init__(self, *args: Any, kinds: Sequence[Choice], leads: Sequence[Office], **options: Any) -> None:  # noqa: ANN401 - Django's arguments of a form
        super().__init__(*args, **options)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]  # a choice field by the line above
        offices = [(str(office.pk), office.name_vi) for office in leads]
        self.fields["lead_office"].choices = _chosen(offices, gettext("Chọn cơ quan"))  # type: ignore[attr-defined]  # as above

    def answers(self) -> dict[str, Any]:
        """Return the step's answers."""
        return {name: self.cleaned_data[name] for name in ("kind", "lead_office")}


class DetailsForm(_StepForm):
    """Name, proponent, communes, and every fact that the pack asks of this kind of proposal."""

    title = TextField(
        label=_("Tên đề xuất"), max_length=300, error_messages={"required": _("Nhập tên đề xuất như trong tờ trình.")}
    )
    title_en = TextField(label=_("Tên tiếng Anh"), max_length=300, required=False)
    proponent = TextField(
        label=_("Bên đề xuất (tổ chức)"), max_length=200, error_messages={"required": _("Nhập tên tổ chức đề xuất.")}
    )
    communes = TextField(
        label=_("Xã, phường, đặc khu nơi có khu đất"),
        help_text=_(
            "Mỗi dòng một đơn vị, theo mã hoặc tên, ví dụ “Tam Đa, Bắc Ninh”. Tên cũ trước 01/7/2025 cũng đọc được."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, questions: Sequence[Question], **options: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **options)
        self.questions = questions
        for question in questions:
            self.fields[f"fact-{question.name}"] = _fact_field(question)

    def topics(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield each topic with its questions, in the order of the pack."""
        grouped: dict[str, list[forms.BoundField]] = {}
        for question in self.questions:
            grouped.setdefault(question.topic, []).append(self[f"fact-{question.name}"])
        yield from grouped.items()

    def clean_communes(self) -> list[str]:
        """Return the codes of the communes; what can be read in several ways is asked back."""
        codes: list[str] = []
        for line in str(self.cleaned_data["communes"]).splitlines():
            if line.strip():
                codes.append(_commune(line.strip()))
        return list(dict.fromkeys(codes))

    def answers(self) -> dict[str, Any]:
        """Return the step's answers; a fact that is not known is left out."""
        facts = {item.name: _fact(item, self.cleaned_data[f"fact-{item.name}"]) for item in self.questions}
        own = {name: self.cleaned_data[name] for name in ("title", "title_en", "proponent", "communes")}
        return {**own, "facts": {name: value for name, value in facts.items() if value is not None}}

    @staticmethod
    def initial_of(answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers as the fields show them."""
        facts = {
            f"fact-{name}": ("yes" if value else "no") if isinstance(value, bool) else value
            for name, value in answers.get("facts", {}).items()
        }
        return {**answers, "communes": "\n".join(_named(code) for code in answers.get("communes", ())), **facts}


def _commune(text: str) -> str:
    found = resolve(text, level="commune")
    units = [unit for unit in found.units if unit.level == "commune"]
    if found.is_clear:
        return units[0].code
    if not units:
        raise ValidationError(
            gettext("Không tìm thấy xã, phường, đặc khu “%(text)s”. Ghi thêm tên tỉnh, hoặc dùng mã 5 chữ số.")
            % {"text": text}
        )
    named = "; ".join(
        f"{unit.full_name}, {unit.parent.full_name} ({unit.code})" if unit.parent else unit.code for unit in units[:8]
    )
    raise ValidationError(
        gettext("“%(text)s” có thể là: %(units)s. Ghi mã của đơn vị có khu đất.") % {"text": text, "units": named}
    )


def _named(code: str) -> str:
    units = resolve(code, level="commune").units
    if len(units) != 1 or units[0].parent is None:
        return code
    return f"{units[0].full_name}, {units[0].parent.full_name}"


def _fact_field(question: Question) -> forms.Field:
    label = f"{question.label} ({question.unit})" if question.unit else question.label
    label = label[:1].upper() + label[1:]
    if question.kind == "boolean":
        return forms.ChoiceField(
            label=label, help_text=question.how, required=False, choices=_YES_NO, widget=forms.RadioSelect
        )
    if question.kind == "choice":
        choices = _chosen(question.options, gettext("Chưa biết"))
        return forms.ChoiceField(label=label, help_text=question.how, required=False, choices=choices)
    if question.kind == "number":
        return NumberField(label=label, help_text=question.how, required=False, least=0)
    return TextField(label=label, help_text=question.how, required=False, max_length=300)


def _fact(question: Question, value: object) -> bool | str | None:
    if value in {"", None}:
        return None
    if question.kind == "boolean":
        return value == "yes"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class SiteForm(_StepForm):
    """Where: a pasted table, a file, a drawing on the map, or units and parks that are there."""

    way = forms.ChoiceField(
        label=_("Cách nhập"),
        widget=forms.RadioSelect,
        choices=(
            ("table", _("Dán bảng tọa độ")),
            ("file", _("Tệp bản đồ")),
            ("map", _("Vẽ trên bản đồ")),
            ("units", _("Chọn tỉnh, xã")),
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
    area_ha = NumberField(label=_("Diện tích hồ sơ ghi (ha)"), required=False, least=0, most=100_000_000)
    area_reason = TextField(label=_("Lý do diện tích đo được khác diện tích hồ sơ ghi"), required=False, max_length=400)
    repair = forms.BooleanField(
        label=_("Cho phép sửa các lỗi nhỏ của ranh giới; mỗi chỗ sửa được ghi vào kết quả"), required=False
    )

    def __init__(self, *args: Any, systems: Sequence[Choice], layers: Sequence[str] = (), **options: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **options)
        self.fields["crs"].choices = _chosen(systems, gettext("Theo tệp, hoặc chưa rõ"))  # type: ignore[attr-defined]  # a choice field
        if layers:
            named = _chosen([(name, name) for name in layers], gettext("Chọn lớp"))
            self.fields["layer"] = forms.ChoiceField(label=_("Lớp cần đọc"), required=False, choices=named)

    def clean_units(self) -> list[str]:
        """Return codes of provinces and communes."""
        codes = []
        for line in str(self.cleaned_data["units"]).splitlines():
            if not line.strip():
                continue
            found = resolve(line.strip())
            if not found.is_clear:
                raise ValidationError(
                    gettext("“%(text)s” không chỉ đúng một tỉnh hoặc xã hiện nay. Ghi mã của đơn vị.")
                    % {"text": line.strip()}
                )
            codes.append(found.units[0].code)
        return codes

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs."""
        given = super().clean() or {}
        if given.get("way") == "units" and not given.get("units") and "units" not in self.errors:
            self.add_error("units", _("Ghi ít nhất một tỉnh hoặc xã."))
        return given

    def answers(self) -> dict[str, Any]:
        """Return the step's answers; the table and the file are kept beside them as delivered."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("way", "crs", "column_order", "layer", "unit", "units", "area_reason")}
        area = given["area_ha"]
        return {**plain, "area_ha": f"{area:f}" if area else "", "repair": given["repair"]}


class HeightsForm(_StepForm):
    """Heights of the highest point, and existing objects behind which the work stands."""

    ground_elevation = NumberField(
        label=_("Mặt đất tự nhiên so với mực nước biển (m)"), required=False, least=-500, most=10_000
    )
    height = NumberField(label=_("Đỉnh công trình so với mặt đất tự nhiên (m)"), required=False, least=0, most=2_000)
    top_elevation = NumberField(
        label=_("Đỉnh công trình so với mực nước biển (m)"),
        required=False,
        least=-500,
        most=10_000,
        help_text=_("Chỉ cần hai trong ba số; số thứ ba được tính."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **options)
        for index in range(_SHIELDS):
            self.fields[f"shield-{index}-name"] = TextField(label=_("Tên vật thể"), required=False, max_length=200)
            self.fields[f"shield-{index}-longitude"] = NumberField(
                label=_("Kinh độ WGS 84 (độ)"), required=False, least=-180, most=180
            )
            self.fields[f"shield-{index}-latitude"] = NumberField(
                label=_("Vĩ độ WGS 84 (độ)"), required=False, least=-90, most=90
            )
            self.fields[f"shield-{index}-top_elevation"] = NumberField(
                label=_("Đỉnh so với mực nước biển (m)"), required=False, least=-500, most=10_000
            )

    def shields(self) -> Iterator[list[forms.BoundField]]:
        """Yield the fields of each existing object."""
        for index in range(_SHIELDS):
            yield [self[f"shield-{index}-{part}"] for part in ("name", "longitude", "latitude", "top_elevation")]

    def clean(self) -> dict[str, Any]:
        """Compare the three heights, and ask for every number of an object that is named."""
        given = super().clean() or {}
        ground, height, top = (given.get(name) for name in ("ground_elevation", "height", "top_elevation"))
        if None not in {ground, height, top} and abs(ground + height - top) > Decimal("0.01"):
            self.add_error("top_elevation", _("Ba số về độ cao không khớp. Sửa số sai, hoặc chỉ ghi hai số."))
        for index in range(_SHIELDS):
            parts = [given.get(f"shield-{index}-{part}") for part in ("longitude", "latitude", "top_elevation")]
            if given.get(f"shield-{index}-name") and None in parts:
                self.add_error(f"shield-{index}-name", _("Ghi đủ kinh độ, vĩ độ và độ cao đỉnh của vật thể."))
        return given

    def answers(self) -> dict[str, Any]:
        """Return the step's answers, numbers as text."""
        given = self.cleaned_data
        heights = {
            name: f"{given[name]:f}"
            for name in ("ground_elevation", "height", "top_elevation")
            if given[name] is not None
        }
        shields = [
            {
                "name": given[f"shield-{index}-name"],
                **{part: f"{given[f'shield-{index}-{part}']:f}" for part in ("longitude", "latitude", "top_elevation")},
            }
            for index in range(_SHIELDS)
            if given.get(f"shield-{index}-name")
        ]
        return {**heights, **({"shields": shields} if shields else {})}

    @staticmethod
    def initial_of(answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers as the fields show them."""
        shown = {name: Decimal(value) for name, value in answers.items() if name != "shields"}
        for index, shield in enumerate(answers.get("shields", ())[:_SHIELDS]):
            shown[f"shield-{index}-name"] = shield["name"]
            for part in ("longitude", "latitude", "top_elevation"):
                shown[f"shield-{index}-{part}"] = Decimal(shield[part])
        return shown


class DocumentForm(_StepForm):
    """A document of the file."""

    document = forms.FileField(label=_("Tệp"), error_messages={"required": _("Chọn một tệp.")})
    component = TextField(
        label=_("Thành phần hồ sơ"),
        required=False,
        max_length=120,
        help_text=_("Ví dụ: tờ trình, thuyết minh, bản vẽ."),
    )


class SendForm(_StepForm):
    """The last page before sending."""

    note = TextField(
        label=_("Ghi chú gửi kèm"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
