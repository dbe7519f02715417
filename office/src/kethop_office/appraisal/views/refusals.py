"""What a page answers when an act is refused."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence

__all__ = ["put_refusal", "sentence_of", "show_refusal"]


def sentence_of(refusal: Refused) -> str:
    """Return why an act is not done, and what to do."""
    return sentence(refusal.code, refusal.fields)


def put_refusal(form: forms.Form, refusal: Refused, *, file: str) -> None:
    """Say in a form why its act is refused: at the field of the file when the file is at fault."""
    form.add_error(file if refusal.code.startswith("file.") else None, sentence_of(refusal))


def show_refusal(request: HttpRequest, refusal: Refused) -> None:
    """Say on the next page why an act was not done."""
    messages.error(request, sentence_of(refusal))
