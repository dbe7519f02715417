"""By which words a case is found."""

from django.db import models
from typing_extensions import override

__all__ = ["CaseWord"]


class CaseWord(models.Model):
    """A folded word of a case: of its number, title, proponent, communes or letters. It is read only joined to cases that the reader sees.

    Parameters
    ----------
    word : str
        Letters a-z and digits only, so that a range over it means the same in every collation.
    is_internal : bool
        Of a letter only: who does not carry the case does not find it by this word, since that would tell who is asked.
    """

    pk = models.CompositePrimaryKey("word", "case_id")
    word = models.CharField(max_length=32)
    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="words", db_index=False)
    is_internal = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["case", "word"]),
            models.Index(fields=["word", "case"], condition=models.Q(is_internal=True), name="case_word_internal"),
            models.Index(fields=["word", "case"], condition=models.Q(is_internal=False), name="case_word_told"),
        )

    @override
    def __str__(self) -> str:
        return self.word
