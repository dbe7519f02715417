"""Find cases by words: case, accents, tones and đ make no difference; each word may be the beginning of one."""

from uuid import UUID

from django.db.models import Q, QuerySet

from kethop_office.appraisal.models import Case, CaseWord
from kethop_office.appraisal.queries.case_list.narrowing import FEW
from kethop_office.appraisal.queries.standing import Reader
from kethop_office.common.vietnamese import LONGEST_WORD, words_of

__all__ = ["MOST_WORDS", "with_words"]

MOST_WORDS = 12
_WEIGHED = 4  # words whose frequency is looked up
_RARE = 10_000  # rows: a more frequent word is checked in the text of each case instead


def with_words(cases: QuerySet[Case], reader: Reader, text: str) -> QuerySet[Case]:
    """Return the cases that hold every word of a text; words beyond the twelfth are not looked at.

    The rarest word leads to its cases by the index of words, the others are read in the folded text of each case.
    Words of letters alone are found only by those who carry the case.
    """
    words = words_of(text)[:MOST_WORDS]
    if not words:
        return cases.none()
    rare = _rarest(words)
    internal = _internal(reader, words)
    for word in words:
        found = Q(search_text__contains=f" {word}")
        if word == rare:
            told = CaseWord.objects.filter(_range(word), is_internal=False)
            found = Q(pk__in=told.order_by().values("case_id"))
        if internal is None:
            letters = CaseWord.objects.filter(_range(word), is_internal=True).order_by()
            found |= Q(lead_office__in=reader.carried, pk__in=letters.values("case_id"))
        elif internal[word]:
            found |= Q(lead_office__in=reader.carried, pk__in=internal[word])
        cases = cases.filter(found)
    return cases


def _rarest(words: tuple[str, ...]) -> str | None:
    """Return the rarest of the longest words; None where all are frequent."""
    counts = {}
    for word in sorted(words, key=len, reverse=True)[:_WEIGHED]:
        rows = CaseWord.objects.filter(_range(word), is_internal=False).order_by()
        counts[word] = rows.values("case_id")[: _RARE + 1].count()
    best = min(counts, key=lambda word: counts[word])
    return best if counts[best] <= _RARE else None


def _internal(reader: Reader, words: tuple[str, ...]) -> dict[str, set[UUID]] | None:
    """Return the cases with a letter that holds each word; None where there are too many to name."""
    found: dict[str, set[UUID]] = {word: set() for word in words}
    if not reader.carried:
        return found
    number = 0
    for word in words:  # one by one: "this range or that" would read the words of all cases
        rows = CaseWord.objects.filter(_range(word), is_internal=True).order_by()
        keys = list(rows.values_list("case_id", flat=True)[: FEW + 1])
        number += len(keys)
        if number > FEW:
            return None
        found[word].update(keys)
    return found


def _range(word: str) -> Q:
    """Return the words that begin with a word: letters a-z and digits only, so ``z`` ends every range."""
    if len(word) >= LONGEST_WORD:
        return Q(word=word)
    return Q(word__gte=word, word__lte=word + "z" * (LONGEST_WORD - len(word)))
