"""No field says of itself both that it may be left empty and that it must not."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms

import kethop_office
from kethop_office.common.rendering import field_html

WANTED = ("Bắt buộc khi", "bắt buộc khi")


def forms_below(base: type[forms.BaseForm]):
    for form in base.__subclasses__():
        yield form
        yield from forms_below(form)


def conditional_fields():
    for part in walk_packages(kethop_office.__path__, "kethop_office."):
        if ".forms" in part.name:
            import_module(part.name)
    for form in set(forms_below(forms.BaseForm)):
        if not form.__module__.startswith("kethop_office."):
            continue
        for name, field in form.base_fields.items():
            if any(words in f"{field.label} {field.help_text}" for words in WANTED):
                yield form, name


FOUND = sorted(conditional_fields(), key=lambda item: (item[0].__module__, item[0].__name__, item[1]))


def test_there_are_such_fields():
    assert len(FOUND) >= 8


@pytest.mark.parametrize(("form", "name"), FOUND, ids=lambda item: getattr(item, "__name__", item))
def test_what_is_wanted_in_some_cases_is_not_called_optional(form, name):
    lone = type("Lone", (forms.Form,), {name: form.base_fields[name]})()
    assert "không bắt buộc" not in field_html(lone[name])
