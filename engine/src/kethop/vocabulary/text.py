"""Bilingual text."""

import unicodedata
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from kethop.documents import Record

__all__ = ["Language", "Text"]


class Language(StrEnum):
    """The languages of every label and message."""

    VI = "vi"
    EN = "en"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


class Text(Record):
    """One wording in Vietnamese and in English; both are originals, neither may be missing.

    Parameters
    ----------
    vi, en : str
        The wordings, in Unicode normal form C.
    """

    vi: Annotated[str, Field(min_length=1), AfterValidator(_composed)]
    en: Annotated[str, Field(min_length=1), AfterValidator(_composed)]

    def in_language(self, language: Language) -> str:
        """Return the wording in ``language``."""
        return self.vi if language is Language.VI else self.en
