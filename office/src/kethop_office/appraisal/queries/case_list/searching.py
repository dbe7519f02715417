"""Find cases by words: case, accents, tones and đ make no difference; each word may be the beginning of one."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from kethop_office.appraisal.models import Case, CaseWord
from kethop_office.appraisal.queries.standing import Reader
from kethop_office.common.vietnamese import LONGEST_WORD, words_of

__all__ = ["MOST_WORDS", "with_words"]

MOST_WORDS = 12
_RARE = 20_000  # rows: what is more frequent is checked case by case


def with_words(cases: QuerySet[Case], reader: Reader, text: str) -> QuerySet[Case]:
    """Return the cases that hold every word of a text; words beyond the twelfth are not looked at."""
    words = words_of(text)[:MOST_WORDS]
    told = Q(is_internal=False) | Q(case__lead_office__in=reader.carried) if reader.carried else Q(is_internal=False)
    ranges = {word: _range(word) for word in words}
    counts = {
        word: CaseWord.objects.filter(found).order_by().values("case_id")[: _RARE + 1].count()
        for word, found in ranges.items()
    }
    for place, word in enumerate(sorted(words, key=lambda item: counts[item])):
        rows = CaseWord.objects.filter(ranges[word]).filter(told).order_by()
        if place == 0 and counts[word] <= _RARE:
            cases = cases.filter(pk__in=rows.values("case_id"))
        else:
            cases = cases.filter(Exists(rows.filter(case=OuterRef("pk"))))
    return cases


def _range(word: str) -> Q:
    """Return the words that begin with a word: letters a-z and digits only, so ``z`` ends every range."""
    return (
        Q(word__gte=word, word__lte=word + "z" * (LONGEST_WORD - len(word)))
        if len(word) < LONGEST_WORD
        else Q(word=word)
    )
