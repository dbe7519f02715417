"""Errors as sentences: what is wrong, where, and the cure."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kethop.documents import Record, read_yaml, validate
from kethop.errors import CollectedError, KethopError
from kethop.reporting.phrasing import fill, one_line
from kethop.vocabulary import Language, Text

__all__ = ["check_sentences", "describe_error", "error_codes", "error_words"]


class _Sentence(Record):
    """What is wrong and what to do about it; ``{field}`` stands for a field of the error."""

    what: Text
    cure: Text


class _Sentences(Record):
    """One file of sentences, with the words for coded values of their fields, and sentences of check panels."""

    errors: Mapping[str, _Sentence]
    words: Mapping[str, Mapping[str, Text]] = {}
    checks: Mapping[str, Text] = {}


@cache
def _wording() -> tuple[_Sentences, ...]:
    folder = files("kethop.reporting") / "wording"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yaml"))
    return tuple(validate(read_yaml((folder / name).read_bytes(), source=name), _Sentences) for name in names)


@cache
def error_codes() -> Mapping[str, _Sentence]:
    """Return the sentences of all error codes."""
    return {code: sentence for part in _wording() for code, sentence in part.errors.items()}


@cache
def error_words() -> Mapping[str, Mapping[str, Text]]:
    """Return the words for values by field: ``problem`` of an operating system's answer, ``type`` of a fact."""
    found: dict[str, dict[str, Text]] = {}
    for part in _wording():
        for field, words in part.words.items():
            found.setdefault(field, {}).update(words)
    return found


@cache
def check_sentences() -> Mapping[str, Text]:
    """Return the sentences of the lines of a check panel that are no errors, by id."""
    return {name: text for part in _wording() for name, text in part.checks.items()}


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
    place = f"{one_line(str(error.place))}: " if error.place else ""
    sentence = error_codes().get(error.code)
    if sentence is None:
        return place + error.code
    what, cure = (
        fill(text.in_language(language), error.fields, words=error_words(), language=language)
        for text in (sentence.what, sentence.cure)
    )
    return f"{place}{what}\n  → {cure} [{error.code}]"
