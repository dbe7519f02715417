"""Forms of the consulted office."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.models import Office, User
from kethop_office.appraisal.actions.replies import ReplyText
from kethop_office.appraisal.models import ModelCondition
from kethop_office.appraisal.models.condition import Trigger
from kethop_office.common.fields import DayField, TextField

__all__ = ["ConditionRows", "HandOverForm", "OfferForm", "ReplyForm", "condition_rows", "drafted", "typed_reply"]

_TRIGGERS = [("", _("chọn thời điểm")), *Trigger.choices]
MOST_CONDITIONS = 30


class ReplyForm(forms.Form):
    """A reply."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("Ý kiến của cơ quan"), widget=forms.RadioSelect, required=False)
    promised_on = DayField(
        label=_("Ngày hứa trả lời"),
        help_text=_("Trả lời tạm thời chưa phải là ý kiến; thời hạn vẫn tính."),
        required=False,
    )
    asked_items = TextField(
        label=_("Tài liệu đề nghị bổ sung"),
        help_text=_("Mỗi tài liệu một dòng. Thời hạn tạm dừng đến khi tài liệu bổ sung được chuyển đến."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    text = TextField(
        label=_("Nội dung được cung cấp"),
        help_text=_("Gửi cơ quan chủ trì: KHÔNG MẬT, không có tọa độ, không có từ chỉ độ mật."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=50000,
        required=False,
    )
    internal_reason = TextField(
        label=_("Lý do nội bộ"),
        help_text=_("Không rời cơ quan này."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=50000,
        required=False,
    )

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **options)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]  # a field of choices


class ConditionRow(forms.Form):
    """One condition of a reply; a row without text and without a model is none."""

    model: "forms.ModelChoiceField[ModelCondition]" = forms.ModelChoiceField(
        label=_("Chọn từ thư viện"),
        queryset=None,
        required=False,
        empty_label=_("viết mới"),
    )
    text = TextField(label=_("Nội dung điều kiện"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    trigger = forms.ChoiceField(label=_("Thời điểm phải thực hiện"), choices=_TRIGGERS, required=False)
    legal_basis = TextField(label=_("Căn cứ pháp lý"), max_length=300, required=False)
    evidence = TextField(label=_("Tài liệu chứng minh"), max_length=300, required=False)
    due_on = DayField(label=_("Hạn thực hiện, nếu có ngày cố định"), required=False)

    def __init__(self, *args: Any, models: Any = None, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **options)
        if models is not None:
            self.fields["model"].queryset = models  # type: ignore[attr-defined]  # a field of a queryset


ConditionRows = forms.formset_factory(
    ConditionRow, extra=1, max_num=MOST_CONDITIONS, absolute_max=MOST_CONDITIONS, validate_max=True
)


def condition_rows(drafted_conditions: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return drafted conditions as the rows of the form."""
    rows = []
    for item in drafted_conditions:
        due = str(item.get("due_on") or "")
        rows.append({**item, "due_on": due})
    return rows


def drafted(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return one filled row as it is kept in the draft; None for an empty one."""
    model = data.get("model")
    text = data.get("text") or (model.text_vi if model else "")
    if not text:
        return None
    due = data.get("due_on")
    return {
        "model": str(model.pk) if model else None,
        "text": text,
        "trigger": data.get("trigger") or (model.trigger if model else ""),
        "legal_basis": data.get("legal_basis") or (model.legal_basis if model else ""),
        "evidence": data.get("evidence") or (model.evidence if model else ""),
        "due_on": due.isoformat() if due else None,
    }


def typed_reply(form: ReplyForm, rows: "forms.BaseFormSet[Any]") -> dict[str, Any]:
    """Return what both forms read, as ``save_reply`` takes it."""
    data = form.cleaned_data
    conditions = [item for row in rows.cleaned_data for item in [drafted(row)] if item]
    reply = ReplyText(
        outcome=data["outcome"],
        text=data["text"],
        internal_reason=data["internal_reason"],
        promised_on=data["promised_on"],
        asked_items=data["asked_items"].splitlines(),
        conditions=conditions,
    )
    return {"version": data["version"], "reply": reply}


class HandOverForm(forms.Form):
    """Who answers."""

    user: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Người xử lý"), queryset=None, required=False, empty_label=_("chưa giao cho ai")
    )

    def __init__(self, *args: Any, users: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **options)
        self.fields["user"].queryset = users  # type: ignore[attr-defined]  # a field of a queryset


class OfferForm(forms.Form):
    """Advice on one's own initiative."""

    office: "forms.ModelChoiceField[Office]" = forms.ModelChoiceField(label=_("Cơ quan quân sự"), queryset=None)
    reference = TextField(label=_("Mã hồ sơ"), help_text=_("Ví dụ KH-2026-00123."), max_length=30)
    subject = TextField(
        label=_("Nội dung muốn tham gia ý kiến"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )

    def __init__(self, *args: Any, offices: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **options)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]  # a field of a queryset
