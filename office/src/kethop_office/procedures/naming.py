"""Labels of drawings in the reader's language."""

from django.utils.translation import get_language

__all__ = ["named"]


def named(vi: str, en: str) -> str:
    """Return the label in the reader's language."""
    return en if (get_language() or "").startswith("en") else vi
