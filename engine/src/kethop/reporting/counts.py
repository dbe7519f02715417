"""Counts as a sentence writes them, with the word that goes with one or with several."""

from decimal import Decimal

from typing_extensions import override

from kethop.vocabulary import Language, format_number

__all__ = ["Count"]


class Count:
    """A whole number in a template: ``{n}`` is the number, ``{n:parcel|parcels}`` the word that fits it.

    Parameters
    ----------
    number : int
    language : Language
        Language of the digits; Vietnamese has one form for all numbers and needs no word.

    Examples
    --------
    >>> "{n} {n:parcel was|parcels were} screened".format(n=Count(1, Language.EN))
    '1 parcel was screened'
    >>> "{n} {n:parcel was|parcels were} screened".format(n=Count(1200, Language.EN))
    '1,200 parcels were screened'
    """

    def __init__(self, number: int, language: Language) -> None:
        self._number, self._language = number, language

    @override
    def __format__(self, spec: str) -> str:
        if not spec:
            return format_number(Decimal(self._number), self._language, decimals=0)
        one, several = spec.split("|")
        return one if self._number == 1 else several
