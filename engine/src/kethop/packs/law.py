"""Instruments of law and their provisions, one file each under ``law/``."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from kethop.documents import Record
from kethop.packs.manifest import Slug
from kethop.vocabulary import InstrumentKind, LegalReference, Period, Text, TrustMark

__all__ = ["Instrument", "Provision", "Source"]


class Source(Record):
    """A place where text was read, by the code that provisions name.

    Parameters
    ----------
    title : str
        What it is: repository, page or corpus, with its address.
    """

    title: Annotated[str, Field(min_length=1)]


class Provision(Record):
    """One provision that rules cite.

    Parameters
    ----------
    article, clause, point, annex : str or None
        Where in the instrument.
    period : Period or None
        Days in force when they differ from the instrument's.
    trust : TrustMark
        How the text was read.
    source : str
        Code of the source.
    summary : Text
        What it says, in our own words; not the text of the law.
    """

    article: str | None = None
    clause: str | None = None
    point: str | None = None
    annex: str | None = None
    period: Period | None = None
    trust: TrustMark
    source: str
    summary: Text


class Instrument(Record):
    """``law/<id>.yaml``.

    Parameters
    ----------
    symbol : str
        Number and symbol, such as ``222/2026/NĐ-CP``.
    kind : InstrumentKind
        Kind of instrument.
    title : Text
        How it is cited in running text.
    subject : Text
        What it is about.
    issued : date or None
        Day of issue, where it was read.
    period : Period
        Days in force.
    dates_trust : TrustMark
        How the dates were read; never general knowledge.
    dates_source : str
        Code of the source of the dates.
    amended_by, succeeded_by : tuple of str
        Ids or symbols of later instruments.
    successor_read : bool
        Whether the successor's text was read, so that its rows are in the pack.
    provisions : Mapping of Slug to Provision
        What rules cite as ``<instrument id>#<provision>``.
    """

    symbol: Annotated[str, Field(min_length=1)]
    kind: InstrumentKind
    title: Text
    subject: Text
    issued: date | None
    period: Period
    dates_trust: TrustMark
    dates_source: str
    amended_by: tuple[str, ...] = ()
    succeeded_by: tuple[str, ...] = ()
    successor_read: bool = True
    provisions: Annotated[Mapping[Slug, Provision], Field(min_length=1)]

    def reference(self, provision: str, country: str) -> LegalReference:
        """Return the full reference of one of the provisions.

        Raises
        ------
        KeyError
            The instrument has no such provision.
        """
        found = self.provisions[provision]
        return LegalReference(
            instrument=self.symbol,
            kind=self.kind,
            issued=self.issued,
            title=self.title,
            article=found.article,
            clause=found.clause,
            point=found.point,
            annex=found.annex,
            period=found.period or self.period,
            trust=found.trust,
            country=country,
        )
