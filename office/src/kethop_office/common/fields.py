"""Form fields that read days and numbers as people write them, and say how they were understood."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.common import figures, reading

__all__ = ["AnsweredField", "DayField", "NumberField", "TextField"]


class AnsweredField(forms.ChoiceField):
    """A choice that always has an answer, because what stands first is one: it is not called optional."""

    is_conditional = True

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's options of a field
        super().__init__(required=False, **options)


class DayField(forms.Field):
    """A day typed into one text field; reads 05/11/2026, 5/11/26, 5.11.2026 and 2026-11-05.

    Parameters
    ----------
    first, last : date, optional
        Days allowed, both included.
    """

    widget = forms.TextInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Nhập ngày, ví dụ 05/11/2026."),
        "unreadable": _("“%(text)s” không đọc được thành ngày. Nhập ngày, tháng, năm, ví dụ 05/11/2026."),
        "early": _("Ngày phải từ %(first)s trở đi."),
        "late": _("Ngày phải đến %(last)s là muộn nhất."),
    }

    def __init__(self, *, first: date | None = None, last: date | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's options of a field
        super().__init__(**options)
        self.first = first
        self.last = last
        self.widget.attrs.setdefault("class", "kh-num govuk-input--width-10")
        self.widget.attrs.setdefault("inputmode", "text")
        self.widget.attrs.setdefault("autocomplete", "off")

    @override
    def to_python(self, value: Any) -> date | None:
        """Return the day, or None when nothing was typed."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return reading.read_day(str(value))
        except reading.UnreadableError as error:
            raise ValidationError(
                self.error_messages["unreadable"], code="unreadable", params={"text": value}
            ) from error

    @override
    def validate(self, value: Any) -> None:
        """Refuse a day outside the days allowed."""
        super().validate(value)
        if value is None:
            return
        if self.first and value < self.first:
            params = {"first": figures.date_text(self.first)}
            raise ValidationError(self.error_messages["early"], code="early", params=params)
        if self.last and value > self.last:
            params = {"last": figures.date_text(self.last)}
            raise ValidationError(self.error_messages["late"], code="late", params=params)

    @override
    def prepare_value(self, value: Any) -> Any:
        """Show a stored day day-first in both languages, so that the field reads what it shows."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def echo(self, value: date | None) -> str:
        """Return how the day was understood."""
        return self.prepare_value(value) if value else ""


class NumberField(forms.Field):
    """A number written as 1.234,5 or 1,234.5; what can be read in two ways is refused with both readings.

    Parameters
    ----------
    least, most : Decimal, optional
        Range allowed, both included.
    is_whole : bool
        Whole numbers only.
    is_conditional : bool
        Left empty in some cases and wanted in others, as its label and its form say: it is not called optional.
    """

    widget = forms.TextInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Nhập một số, ví dụ 1.234,5."),
        "unreadable": _("“%(text)s” không đọc được thành số. Nhập chữ số, ví dụ 1.234,5."),
        "ambiguous": _(
            "“%(text)s” có thể hiểu là %(grouped)s hoặc %(fraction)s. Nhập %(plain)s hoặc %(fraction_plain)s."
        ),
        "whole": _("Nhập số nguyên, không có phần thập phân."),
        "least": _("Số phải từ %(least)s trở lên."),
        "most": _("Số không được quá %(most)s."),
    }

    def __init__(
        self,
        *,
        least: Decimal | int | None = None,
        most: Decimal | int | None = None,
        is_whole: bool = False,
        is_conditional: bool = False,
        **options: Any,  # noqa: ANN401 - Django's options of a field
    ) -> None:
        super().__init__(**options)
        self.least = least
        self.most = most
        self.is_whole = is_whole
        self.is_conditional = is_conditional
        self.widget.attrs.setdefault("class", "kh-num govuk-input--width-10")
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("autocomplete", "off")

    @override
    def to_python(self, value: Any) -> Decimal | None:
        """Return the number, or None when nothing was typed."""
        if value in self.empty_values:
            return None
        if isinstance(value, (Decimal, int, float)):
            return Decimal(str(value))
        try:
            return reading.read_number(str(value), is_whole=self.is_whole)
        except reading.AmbiguousNumberError as error:
            raise self._ambiguous(str(value), error) from error
        except reading.UnreadableError as error:
            raise ValidationError(
                self.error_messages["unreadable"], code="unreadable", params={"text": value}
            ) from error

    @override
    def validate(self, value: Any) -> None:
        """Refuse a fraction where whole numbers are wanted, and what lies outside the range."""
        super().validate(value)
        if value is None:
            return
        if self.is_whole and value != value.to_integral_value():
            raise ValidationError(self.error_messages["whole"], code="whole")
        for bound, is_out in (
            ("least", self.least is not None and value < self.least),
            ("most", self.most is not None and value > self.most),
        ):
            if is_out:
                params = {bound: figures.number_text(getattr(self, bound))}
                raise ValidationError(self.error_messages[bound], code=bound, params=params)

    @override
    def prepare_value(self, value: Any) -> Any:
        """Show a stored number with the reader's signs, so that it is never ambiguous when it comes back."""
        if not isinstance(value, (Decimal, int, float)) or isinstance(value, bool):
            return value
        return plain_text(Decimal(str(value)))

    def echo(self, value: Decimal | None) -> str:
        """Return how the number was understood."""
        return "" if value is None else figures.number_text(value)

    def _ambiguous(self, text: str, error: reading.AmbiguousNumberError) -> ValidationError:
        params = {
            "text": text,
            "grouped": figures.number_text(error.grouped),
            "fraction": figures.number_text(error.fraction, 3),
            "plain": plain_text(error.grouped),
            "fraction_plain": plain_text(error.fraction, 4),
        }
        return ValidationError(self.error_messages["ambiguous"], code="ambiguous", params=params)


class TextField(forms.CharField):
    """Text in NFC, lines ended the same way; spaces at the ends fall.

    Parameters
    ----------
    is_conditional : bool
        As for a number: wanted in some cases, as its hint says.
    """

    def __init__(self, *, is_conditional: bool = False, **options: Any) -> None:  # noqa: ANN401 - Django's options of a field
        super().__init__(**options)
        self.is_conditional = is_conditional

    @override
    def to_python(self, value: Any) -> Any:
        """Return the text, normalised."""
        text = super().to_python(value)
        return unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", text)) if isinstance(text, str) else text


def plain_text(value: Decimal, decimals: int | None = None) -> str:
    """Return a number without groups; three decimals get a fourth, so that it can be read in one way only."""
    text = figures.number_text(value, decimals)
    sign = "," if "," in figures.number_text(Decimal("0.5")) else "."
    group = "." if sign == "," else ","
    bare = text.replace(group, "").replace("\u2212", "-")
    head, found, tail = bare.partition(sign)
    return f"{head}{found}{tail}0" if len(tail) == 3 and len(head.lstrip("-")) <= 3 else bare
