"""Errors as sentences: what is wrong, where, and the cure."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kethop.documents import Record, read_yaml, validate
from kethop.errors import CollectedError, KethopError
from kethop.vocabulary import Language, Text

__all__ = ["describe_error", "error_codes"]


class _Sentence(Record):
    """What is wrong and what to do about it; ``{field}`` stands for a field of the error."""

    what: Text
    cure: Text


class _Sentences(Record):
    errors: Mapping[str, _Sentence]


class _Blank(dict[str, object]):
    """Fields of an error; one that an error does not carry is shown as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


@cache
def error_codes() -> Mapping[str, _Sentence]:
    """Return the sentences of all error codes."""
    folder = files("kethop.reporting") / "wording"
    found: dict[str, _Sentence] = {}
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if item.name.endswith(".yaml"):
            document = read_yaml(item.read_bytes(), source=item.name)
            found |= validate(document, _Sentences).errors
    return found


def describe_error(error: KethopError, language: Language) -> str:
    """Return the sentence of an error with its place and cure; several errors, several paragraphs.

    Parameters
    ----------
    error : KethopError
        The error.
    language : Language
        Language of the sentence.
    """
    if isinstance(error, CollectedError):
        return "\n".join(describe_error(item, language) for item in error.errors)
    place = f"{error.place}: " if error.place else ""
    sentence = error_codes().get(error.code)
    if sentence is None:
        return str(error)
    fields = _Blank({name: "–" if value is None else value for name, value in error.fields.items()})
    what = sentence.what.in_language(language).format_map(fields)
    cure = sentence.cure.in_language(language).format_map(fields)
    return f"{place}{what}\n  → {cure} [{error.code}]"
