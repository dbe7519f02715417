"""The forms of the pages read what programs send too: one set of rules, one set of sentences."""

from collections.abc import Mapping
from decimal import Decimal

from django import forms

__all__ = ["FormFault", "form_data", "refuse_form"]


class FormFault(Exception):  # noqa: N818 - it is the program's input that is at fault
    """A form does not take what was sent.

    Parameters
    ----------
    errors : list of mapping
        ``pointer`` and ``detail`` of each field.
    """

    def __init__(self, errors: list[Mapping[str, object]]) -> None:
        super().__init__(str(errors))
        self.errors = errors


def form_data(given: Mapping[str, object]) -> dict[str, object]:
    """Return plain values as a form takes them: yes and no in words, lists a line each."""
    return {name: _typed(value) for name, value in given.items() if value is not None}


def refuse_form(form: forms.Form, *, at: str = "body") -> None:
    """Refuse what a form does not take.

    Raises
    ------
    FormFault
        Each field at fault, by the sentence that the page shows beside it.
    """
    if form.is_valid():
        return
    raise FormFault(
        [
            {"pointer": f"/{at}" if name == "__all__" else f"/{at}/{_pointer(name)}", "detail": str(sentence)}
            for name, sentences in form.errors.items()
            for sentence in sentences
        ]
    )


def _pointer(name: str) -> str:
    return name.replace("fact-", "facts/", 1) if name.startswith("fact-") else name


def _typed(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        return number if number.is_finite() else str(value)
    return "\n".join(str(item) for item in value) if isinstance(value, list) else value
