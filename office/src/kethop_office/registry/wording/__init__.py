"""The sentences of this room: one module for each part, each with its own ``SENTENCES``."""

import pkgutil
from importlib import import_module

from kethop_office.common.words import Words

__all__ = ["SENTENCES"]

SENTENCES: dict[str, Words] = {
    code: sentence
    for part in pkgutil.iter_modules(__path__)
    for code, sentence in import_module(f"{__name__}.{part.name}").SENTENCES.items()
}
"""Sentence of each refusal and each event, by code; ``%(name)s`` is filled from the fields."""
