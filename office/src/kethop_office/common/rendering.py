"""Forms in govuk classes: label, hint, error and field in their order, an error summary on top."""

from collections.abc import Iterable

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

__all__ = ["GovukRenderer", "errors_html", "field_html", "form_html"]

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
)
CLASSES = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
}


class GovukRenderer(DjangoTemplates):
    """Renders ``{{ form }}`` and ``{{ field.as_field_group }}`` with the shell's templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/bound.html"


def form_html(form: forms.BaseForm) -> SafeString:
    """Return the error summary and every field of a form."""
    fields = mark_safe("".join(field_html(field) for field in form.visible_fields()))  # noqa: S308 - each part is escaped by its template
    hidden = mark_safe("".join(str(field) for field in form.hidden_fields()))  # noqa: S308 - Django's own widgets
    return render_to_string("forms/whole.html", {"summary": errors_html([form]), "fields": fields, "hidden": hidden})


def errors_html(found: Iterable[forms.BaseForm]) -> SafeString:
    """Return the error summary of one or several forms; empty when nothing is wrong."""
    rows: list[tuple[str, str]] = []
    for form in found:
        rows += [(str(error), "") for error in form.non_field_errors()]
        for name, errors in form.errors.items():
            if name in form.fields:
                rows += [(str(error), _target(form[name])) for error in errors]
    return render_to_string("forms/summary.html", {"rows": rows}) if rows else SafeString("")


def field_html(field: BoundField) -> SafeString:
    """Return one field with its label, hint and errors."""
    kind = next((word for widget, word in KINDS if isinstance(field.field.widget, widget)), "input")
    if field.is_hidden:
        return SafeString(str(field))
    identity = field.auto_id or field.html_name
    described = [f"{identity}-hint"] if field.help_text else []
    described += [f"{identity}-error"] if field.errors else []
    context = {
        "field": field,
        "kind": kind,
        "identity": identity,
        "described": " ".join(described),
        "understood": _understood(field),
        "is_optional": not (field.field.required or getattr(field.field, "is_conditional", False))
        and kind != "checkbox",
        "is_small": "kh-small" in str(field.field.widget.attrs.get("class", "")),
    }
    if kind not in {"radios", "checkboxes"}:
        context["widget"] = field.as_widget(attrs=_attributes(field, kind, described))
    return render_to_string("forms/field.html", context)


def _attributes(field: BoundField, kind: str, described: list[str]) -> dict[str, str | bool]:
    own = field.field.widget.attrs
    base = CLASSES.get(kind, "govuk-input")
    classes = [base, *str(own.get("class", "")).split()]
    if field.errors and kind != "checkbox":
        classes.append(f"{base}--error")
    attributes: dict[str, str | bool] = {"class": " ".join(dict.fromkeys(classes))}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return attributes


def _target(field: BoundField) -> str:
    identity = field.auto_id or field.html_name
    is_group = isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
    return f"{identity}_0" if is_group else identity


def _understood(field: BoundField) -> str:
    """Return how a number or a day was read, when it was written in another way."""
    echo = getattr(field.field, "echo", None)
    if echo is None or not field.form.is_bound or field.errors:
        return ""
    typed = str(field.data or "").strip()
    read = str(echo(field.form.cleaned_data.get(field.name))) if field.form.is_valid() else ""
    return read if typed and read and read != typed else ""
