"""Where a rule is written: instrument, article, clause, point."""

import re
from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from kethop.documents import Record
from kethop.vocabulary.instrument_kind import InstrumentKind
from kethop.vocabulary.period import Period
from kethop.vocabulary.text import Language, Text
from kethop.vocabulary.trust import TrustMark

__all__ = ["LegalReference"]

_SLUG = re.compile(r"[^0-9a-zđ]+")


class LegalReference(Record):
    """One provision with its dates and the mark that says how far it may be trusted.

    Parameters
    ----------
    instrument : str
        Symbol of the instrument, such as ``222/2026/NĐ-CP``.
    kind : InstrumentKind
        Kind of instrument.
    issued : date or None
        Day of issue, where it was read.
    title : Text
        How the instrument is called in running text, such as "Nghị định 222/2026/NĐ-CP".
    article, clause, point, annex : str or None
        Điều, khoản, điểm, phụ lục; at least an article or an annex.
    period : Period
        Days on which the provision is in force.
    trust : TrustMark
        How the text was read.
    country : str
        ISO 3166 code, lower case.
    """

    instrument: str
    kind: InstrumentKind
    issued: date | None
    title: Text
    article: Annotated[str, Field(pattern=r"^[0-9]+[a-zđ]?$")] | None = None
    clause: Annotated[str, Field(pattern=r"^[0-9]+[a-zđ]?$")] | None = None
    point: Annotated[str, Field(pattern=r"^[a-zđ]+$")] | None = None
    annex: str | None = None
    period: Period
    trust: TrustMark
    country: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "vn"

    @model_validator(mode="after")
    def _has_a_place(self) -> "LegalReference":
        if self.article is None and self.annex is None:
            raise ValueError("a reference names an article or an annex")
        if self.clause is None and self.point is not None:
            raise ValueError("a point belongs to a clause")
        return self

    @property
    def frbr_id(self) -> str:
        """Identifier in the style of Akoma Ntoso, stable across languages.

        Examples
        --------
        ``/akn/vn/act/decree/2026-06-22/222-2026-nđ-cp/!main~art_82__para_3``
        """
        number = _SLUG.sub("-", self.instrument.lower()).strip("-")
        day = self.issued.isoformat() if self.issued else "undated"
        steps = (("annex", self.annex), ("art", self.article), ("para", self.clause), ("point", self.point))
        place = "__".join(f"{name}_{_SLUG.sub('-', value.lower())}" for name, value in steps if value)
        return f"/akn/{self.country}/act/{self.kind}/{day}/{number}/!main~{place}"

    def cite(self, language: Language) -> str:
        """Return the citation as an officer writes it, smallest part first.

        Examples
        --------
        ``khoản 3 Điều 82 Nghị định 222/2026/NĐ-CP`` or ``Decree 222/2026/NĐ-CP, art. 82(3)``.
        """
        if language is Language.VI:
            parts = [
                f"điểm {self.point}" if self.point else "",
                f"khoản {self.clause}" if self.clause else "",
                f"Điều {self.article}" if self.article else "",
                f"Phụ lục {self.annex}" if self.annex else "",
                self.title.vi,
            ]
            return " ".join(part for part in parts if part)
        place = f"art. {self.article}" if self.article else ""
        place += f"({self.clause})" if self.clause else ""
        place += f"({self.point})" if self.point else ""
        annex = f"annex {self.annex}" if self.annex else ""
        return ", ".join(part for part in (self.title.en, annex, place) if part)
