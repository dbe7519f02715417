"""The steps of a proposal."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.drafts import case_named
from kethop_office.appraisal.queries.questions import Choice, Question
from kethop_office.common.fields import NumberField, TextField
from kethop_office.territory.models import Unit
from kethop_office.territory.queries import resolve

__all__ = ["DetailsForm", "DocumentForm", "KindForm", "SendForm", "StepForm", "chosen", "several"]

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_YES_NO = (("yes", _("Có")), ("no", _("Không")), ("", _("Chưa biết")))


class StepForm(forms.Form):
    """A step carries the version of the draft that was on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def chosen(values: Sequence[Choice], empty: str) -> list[tuple[str, str]]:
    """Return choices with an empty one in front, which says what leaving it means."""
    return [("", empty), *values]


class KindForm(StepForm):
    """Which kind of proposal, and who takes it in."""

    kind = forms.ChoiceField(
        label=_("Loại đề xuất"), widget=forms.RadioSelect, error_messages={"required": _("Chọn loại đề xuất.")}
    )
    lead_office = forms.ChoiceField(
        label=_("Cơ quan tiếp nhận hồ sơ"), error_messages={"required": _("Chọn cơ quan tiếp nhận hồ sơ.")}
    )

    amendment_of = TextField(
        label=_("Điều chỉnh hồ sơ đã có (mã hồ sơ)"),
        required=False,
        max_length=40,
        help_text=_(
            "Chỉ ghi khi đề xuất này điều chỉnh một hồ sơ của đơn vị, ví dụ KH-2026-00001. Đề xuất mới thì để trống."
        ),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's arguments of a form
        kinds: Sequence[Choice],
        leads: Sequence[Office],
        own: QuerySet[Case] | None = None,
        **options: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **options)
        self.own = own
        if own is None:
            del self.fields["amendment_of"]
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]  # a choice field by the line above
        offices = [(str(office.pk), office.name_vi) for office in leads]
        self.fields["lead_office"].choices = chosen(offices, gettext("Chọn cơ quan"))  # type: ignore[attr-defined]  # as above

    def clean_amendment_of(self) -> str:
        """Return the key of the case that is amended, of those that the account's offices filed or lead."""
        text = str(self.cleaned_data["amendment_of"]).strip()
        if not text or self.own is None:
            return ""
        found = case_named(self.own, text)
        if found is None:
            raise ValidationError(
                gettext("Không có hồ sơ “%(text)s” trong các hồ sơ của đơn vị. Kiểm tra mã, hoặc để trống.")
                % {"text": text}
            )
        return str(found.pk)

    def answers(self) -> dict[str, Any]:
        """Return the step's answers."""
        given = {name: self.cleaned_data[name] for name in ("kind", "lead_office")}
        amended = self.cleaned_data.get("amendment_of")
        return {**given, "amendment_of": amended} if amended else given


class DetailsForm(StepForm):
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
        lines = str(self.cleaned_data["communes"]).splitlines()
        return list(dict.fromkeys(_commune(line.strip()) for line in lines if line.strip()))

    def answers(self) -> dict[str, Any]:
        """Return the step's answers; a fact that is not known is left out."""
        facts = {item.name: _fact(item, self.cleaned_data[f"fact-{item.name}"]) for item in self.questions}
        own = {name: self.cleaned_data[name] for name in ("title", "title_en", "proponent", "communes")}
        return {**own, "facts": {name: value for name, value in facts.items() if value is not None}}

    @staticmethod
    def initial_of(answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers as the fields show them."""
        facts = {f"fact-{name}": _shown(value) for name, value in answers.get("facts", {}).items()}
        return {**answers, "communes": "\n".join(_named(code) for code in answers.get("communes", ())), **facts}


def _shown(value: object) -> object:
    """Return a fact as its field shows it: a number is shown with the reader's signs."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value


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
    raise several(text, units)


def several(text: str, units: Sequence[Unit]) -> ValidationError:
    """Return the error of a name that several units bear, with the code of each."""
    named = "; ".join(
        f"{unit.full_name}, {unit.parent.full_name} ({unit.code})" if unit.parent else f"{unit.full_name} ({unit.code})"
        for unit in units[:8]
    )
    return ValidationError(
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
        choices = chosen(question.options, gettext("Chưa biết"))
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


class DocumentForm(StepForm):
    """A document of the file."""

    document = forms.FileField(label=_("Tệp"), error_messages={"required": _("Chọn một tệp.")})
    component = TextField(
        label=_("Thành phần hồ sơ"),
        required=False,
        max_length=120,
        help_text=_("Ví dụ: tờ trình, thuyết minh, bản vẽ."),
    )


class SendForm(StepForm):
    """The last page before sending."""

    note = TextField(
        label=_("Ghi chú gửi kèm"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
