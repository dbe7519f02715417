"""A file of parks, its sheet and columns, and how it comes in."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kethop_office.common.fields import DayField, TextField
from kethop_office.common.figures import number_text
from kethop_office.common.tables.heads import KEEP
from kethop_office.common.tables.limits import Cell
from kethop_office.common.words import Words
from kethop_office.registry.forms.parks import level_choices
from kethop_office.registry.models.files import FileRun

__all__ = ["ColumnsForm", "LayerForm", "PolicyForm", "SheetForm", "TableForm", "TakeForm", "UploadForm"]


class TableForm(forms.Form):
    """A file of rows."""

    file = forms.FileField(error_messages={"required": _("Chọn một tệp.")})

    def clean_file(self) -> Any:  # noqa: ANN401 - Django's uploaded file
        """Return the file when it is not over the office's limit."""
        file = self.cleaned_data["file"]
        if file.size > settings.KETHOP_UPLOAD_BYTES:
            sizes = {"size": file.size // 1_000_000, "most": settings.KETHOP_UPLOAD_BYTES // 1_000_000}
            raise forms.ValidationError(_("Tệp %(size)s MB, giới hạn %(most)s MB. Tách tệp."), params=sizes)
        return file


class UploadForm(TableForm):
    """A file of parks and whence it is."""

    source = TextField(label=_("Nguồn của số liệu"), max_length=300, required=False)
    source_on = DayField(label=_("Ngày của số liệu"), required=False)
    level = forms.TypedChoiceField(label=_("Độ mật của số liệu"), coerce=int)

    def __init__(self, *args: Any, rank: int, **options: Any) -> None:  # noqa: ANN401 - Django's own of a form
        super().__init__(*args, **options)
        self.fields["file"].label = _("Tệp .xlsx, .csv hoặc .geojson")
        self.fields["file"].help_text = _(
            "Nhập nguyên tệp như đang có; cột và dòng tiêu đề chọn ở bước sau. Nhiều nhất 50.000 dòng."
        )
        field = self.fields["level"]
        if isinstance(field, forms.ChoiceField):
            field.choices = level_choices(rank)


class SheetForm(forms.Form):
    """Sheet and row of heads."""

    sheet = forms.TypedChoiceField(label=_("Trang tính"), coerce=int)
    head_row = forms.IntegerField(
        label=_("Dòng tiêu đề"),
        min_value=0,
        error_messages={"required": _("Nhập số của dòng tiêu đề."), "invalid": _("Nhập số của dòng tiêu đề.")},
    )

    def __init__(self, *args: Any, sheets: Sequence[Mapping[str, object]], **options: Any) -> None:  # noqa: ANN401 - Django's own of a form
        super().__init__(*args, **options)
        field = self.fields["sheet"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (number, f"{sheet['name']} ({number_text(Decimal(str(sheet['rows'])))})")
                for number, sheet in enumerate(sheets)
            ]


class ColumnsForm(forms.Form):
    """A field for each column.

    Parameters
    ----------
    heads, mapping : sequence of str, mapping
        Heads of the table, and the field of each column as it stands.
    fields : mapping
        What a column may fill, with its words.
    name : str
        Before the number of a column, where a page has several tables.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        heads: Sequence[str],
        mapping: Mapping[str, str],
        fields: Mapping[str, Words],
        name: str = "column",
    ) -> None:
        super().__init__(data)
        self._name = name
        for number, head in enumerate(heads):
            self.fields[f"{name}-{number}"] = forms.ChoiceField(
                label=head, choices=list(fields.items()), initial=mapping.get(str(number), KEEP)
            )

    def mapping(self) -> dict[str, str]:
        """Return number of a column → field."""
        return {name.removeprefix(f"{self._name}-"): value for name, value in self.cleaned_data.items()}

    def beside(self, rows: Sequence[Sequence[Cell]]) -> list[tuple[forms.BoundField, list[Cell]]]:
        """Return each field with up to two cells of its column."""
        return [
            (field, [row[number] for row in rows if number < len(row) and row[number] is not None][:2])
            for number, field in enumerate(self)
        ]


class PolicyForm(forms.Form):
    """How doubtful rows come in."""

    policy = forms.ChoiceField(
        label=_("Dòng còn điểm nghi"), choices=FileRun.Policy.choices, widget=forms.RadioSelect, initial="keep"
    )


class TakeForm(PolicyForm):
    """How doubtful rows and differing values come in."""

    replaces = forms.BooleanField(
        label=_("Số liệu trong tệp mới hơn: thay số liệu đang có khi hai bên khác nhau"), required=False
    )


class LayerForm(forms.Form):
    """A delivered layer: its sidecar and its file."""

    sidecar = forms.FileField(label=_("Bản mô tả lớp (.yaml)"), error_messages={"required": _("Chọn bản mô tả lớp.")})
    file = forms.FileField(label=_("Tệp GeoParquet (.parquet)"), error_messages={"required": _("Chọn tệp lớp.")})
