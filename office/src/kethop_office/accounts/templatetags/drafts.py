"""Tags of forms whose typed text is kept."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

__all__ = ["draft_attributes", "draft_fields", "draft_note", "register"]

register = template.Library()


@register.simple_tag
def draft_attributes(form: str, object_key: object = "", version: int = 0) -> SafeString:
    """Mark a ``<form>`` so that it saves itself while one types: ``<form {% draft_attributes "reply" inquiry.pk 3 %}>``."""
    return format_html('data-draft="{}" data-draft-object="{}" data-draft-version="{}"', form, object_key, version)


@register.inclusion_tag("accounts/_draft_fields.html")
def draft_fields(form: str, object_key: object = "") -> dict[str, object]:
    """Name the draft inside the form, so that what is sent after the session has ended is kept under the same name."""
    return {"form": form, "object_key": object_key}


@register.inclusion_tag("accounts/_draft_note.html")
def draft_note(saved_at: datetime | None) -> dict[str, object]:
    """Say that the form shows a draft, and from when."""
    return {"saved_at": saved_at}
