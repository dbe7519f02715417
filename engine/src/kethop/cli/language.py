"""Which language the command line speaks."""

import os
from collections.abc import Sequence

import click

from kethop.vocabulary import Language

__all__ = ["chosen_language", "language_option"]


def _from_environment() -> Language:
    """Vietnamese first; English when ``KETHOP_LANG`` or the locale says so."""
    named = os.environ.get("KETHOP_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return Language.EN if named.lower().startswith("en") else Language.VI


language_option = click.option(
    "--lang",
    "language",
    type=click.Choice([item.value for item in Language]),
    default=lambda: _from_environment().value,
    callback=lambda _context, _parameter, value: Language(value),
    show_default="vi, or $KETHOP_LANG, $LANG",
    help="Ngôn ngữ · language.",
)


def chosen_language(arguments: Sequence[str]) -> Language:
    """Return the language of error messages: ``--lang`` where it is given well, else the environment's."""
    for index, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in {item.value for item in Language}:
            return Language(value)
    return _from_environment()
