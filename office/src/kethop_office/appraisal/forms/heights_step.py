"""The heights step of a proposal."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.appraisal.forms.proposal import StepForm
from kethop_office.common.fields import NumberField, TextField

__all__ = ["HeightsForm"]

_SHIELDS = 3


class HeightsForm(StepForm):
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

    @override
    def clean(self) -> dict[str, Any]:
        """Compare the three heights, and ask for every number of an object that is named."""
        given = super().clean() or {}
        heights = [
            given[name] for name in ("ground_elevation", "height", "top_elevation") if given.get(name) is not None
        ]
        if len(heights) == 3 and abs(heights[0] + heights[1] - heights[2]) > Decimal("0.01"):
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
