"""Forms of conditions and of the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import DecisionCondition, ModelCondition
from kethop_office.appraisal.models.condition import Trigger
from kethop_office.common.fields import DayField, TextField

__all__ = ["ConditionForm", "DuplicateForm", "ModelForm", "NewModelForm", "SettleForm", "SupersedeForm"]

_TRIGGERS = [("", _("chọn thời điểm")), *Trigger.choices]


class ConditionForm(forms.Form):
    """A condition, from the library or free."""

    model: "forms.ModelChoiceField[ModelCondition]" = forms.ModelChoiceField(
        label=_("Chọn từ thư viện"),
        queryset=None,
        required=False,
        empty_label=_("viết mới"),
        help_text=_("Để trống các ô dưới thì lấy lời của điều kiện mẫu."),
    )
    text = TextField(label=_("Nội dung điều kiện"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    trigger = forms.ChoiceField(label=_("Thời điểm phải thực hiện"), choices=_TRIGGERS, required=False)
    legal_basis = TextField(label=_("Căn cứ pháp lý"), max_length=300, required=False)
    evidence = TextField(label=_("Tài liệu chứng minh"), max_length=300, required=False)
    due_on = DayField(label=_("Hạn thực hiện, nếu có ngày cố định"), required=False)

    def __init__(self, *args: Any, models: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **options)
        self.fields["model"].queryset = models  # type: ignore[attr-defined]  # a field of a queryset

    @override
    def clean(self) -> dict[str, Any]:
        """Take from the model condition what was left empty."""
        data = super().clean() or {}
        model = data.get("model")
        if model is not None:
            data["text"] = data.get("text") or model.text_vi
            for name in ("trigger", "legal_basis", "evidence"):
                data[name] = data.get(name) or getattr(model, name)
        return data


class SettleForm(forms.Form):
    """What becomes of a condition."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("Cách xử lý"),
        choices=[("taken_up", _("Tiếp thu")), ("not_taken_up", _("Không tiếp thu, có giải trình"))],
        widget=forms.RadioSelect,
    )
    text = TextField(
        label=_("Nội dung đưa vào quyết định"),
        help_text=_("Sửa lời thì được ghi là tiếp thu, sửa lời; lời được đề nghị vẫn lưu bên cạnh."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    trigger = forms.ChoiceField(label=_("Thời điểm phải thực hiện"), choices=_TRIGGERS)
    legal_basis = TextField(label=_("Căn cứ pháp lý"), max_length=300, required=False)
    evidence = TextField(label=_("Tài liệu chứng minh"), max_length=300, required=False)
    due_on = DayField(label=_("Hạn thực hiện, nếu có ngày cố định"), required=False)
    explanation = TextField(
        label=_("Giải trình"),
        help_text=_("Bắt buộc khi không tiếp thu."),
        is_conditional=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


class _OtherForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    other: "forms.ModelChoiceField[DecisionCondition]" = forms.ModelChoiceField(
        label=_("Điều kiện khác của hồ sơ"), queryset=None
    )

    def __init__(self, *args: Any, others: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **options)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]  # a field of a queryset


class DuplicateForm(_OtherForm):
    """Another condition that says the same."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **options)
        self.fields["other"].required = False


class SupersedeForm(_OtherForm):
    """Another condition that takes its place."""

    explanation = TextField(label=_("Giải trình"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class ModelForm(forms.Form):
    """The wording of a model condition."""

    title = TextField(label=_("Tên ngắn"), max_length=200)
    text_vi = TextField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 4}))
    text_en = TextField(label=_("Nội dung tiếng Anh"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    trigger = forms.ChoiceField(label=_("Thời điểm phải thực hiện"), choices=_TRIGGERS)
    legal_basis = TextField(label=_("Căn cứ pháp lý"), max_length=300, required=False)
    evidence = TextField(label=_("Tài liệu chứng minh"), max_length=300, required=False)


class NewModelForm(ModelForm):
    """A new model condition."""

    office: "forms.ModelChoiceField[Office]" = forms.ModelChoiceField(label=_("Cơ quan"), queryset=None)
    code = TextField(label=_("Mã"), help_text=_("Ví dụ QP-01."), max_length=30)
    field_order = ("office", "code", "title", "text_vi", "text_en", "trigger", "legal_basis", "evidence")

    def __init__(self, *args: Any, offices: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **options)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]  # a field of a queryset
