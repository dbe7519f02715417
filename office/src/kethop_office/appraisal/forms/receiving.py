"""Forms of taking a file in, judging it, and ending or reopening a case."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kethop_office.common.fields import DayField, TextField
from kethop_office.common.words import Words

__all__ = ["CHECKS", "AcceptForm", "CompletionForm", "ReasonForm", "ReceiveForm"]

CHECKS: dict[str, Words] = {
    "identity": _("Tên đề xuất và bên đề xuất đúng như tờ trình"),
    "kind": _("Đúng loại đề xuất và thuộc thẩm quyền tiếp nhận"),
    "facts": _("Các nội dung khai đủ để xét; chỗ chưa biết được ghi là chưa biết"),
    "documents": _("Đủ thành phần hồ sơ, các tệp mở được"),
    "site": _("Khu đất kiểm tra được, hệ tọa độ đúng bản vẽ gốc"),
    "communes": _("Xã, phường, đặc khu khai đúng với khu đất"),
}
_ANSWERS = (("yes", _("Đạt")), ("no", _("Chưa đạt")), ("not_applicable", _("Không áp dụng")))


class _CaseForm(forms.Form):
    """A form of a case carries the version of the case that was on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReceiveForm(_CaseForm):
    """The receipt number."""

    receipt_number = TextField(
        label=_("Số tiếp nhận"),
        max_length=40,
        error_messages={"required": _("Nhập số tiếp nhận theo sổ của văn thư, ví dụ 812.")},
    )


class CompletionForm(_CaseForm):
    """What the file lacks, why, and by when it is awaited."""

    items = TextField(
        label=_("Nội dung cần bổ sung"),
        help_text=_("Mỗi dòng một nội dung."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Ghi ít nhất một nội dung cần bổ sung.")},
    )
    reason = TextField(label=_("Lý do"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    due_on = DayField(
        label=_("Đề nghị bổ sung đến ngày"),
        required=False,
        help_text=_("Là ngày hẹn của cơ quan, không phải thời hạn do luật định."),
    )


class AcceptForm(_CaseForm):
    """Each thing checked, and the two days."""

    complete_on = DayField(label=_("Ngày nhận đủ hồ sơ"), help_text=_("Thời hạn tính từ ngày tiếp theo."))
    law_date = DayField(
        label=_("Ngày áp dụng pháp luật"), help_text=_("Hồ sơ được xét theo quy định có hiệu lực vào ngày này.")
    )
    note = TextField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, checks: Sequence[str], **options: Any) -> None:  # noqa: ANN401 - Django's arguments of a form
        super().__init__(*args, **options)
        self.checks = checks
        for key in checks:
            self.fields[f"check-{key}"] = forms.ChoiceField(
                label=str(CHECKS[key]),
                choices=_ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": _("Ghi kết quả kiểm tra mục này.")},
            )

    def checked(self) -> Iterator[forms.BoundField]:
        """Yield the fields of the checklist."""
        for key in self.checks:
            yield self[f"check-{key}"]

    def checklist(self) -> list[dict[str, str]]:
        """Return the answers of the checklist."""
        return [{"key": key, "answer": self.cleaned_data[f"check-{key}"], "note": ""} for key in self.checks]


class ReasonForm(_CaseForm):
    """A reason."""

    reason = TextField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Ghi lý do.")},
    )
