"""The type of a text that may wait for the reader's language."""

from typing import TypeAlias

from django.utils.functional import Promise

__all__ = ["Words"]

Words: TypeAlias = str | Promise
