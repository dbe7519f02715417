"""How far a statement of law may be trusted."""

from enum import StrEnum

__all__ = ["TrustMark"]


class TrustMark(StrEnum):
    """How the text behind a rule was read.

    ``SR1``: the instrument itself was read; ``SR1-OCR``: it was read from a machine reading of a scan, digits may be
    wrong; ``SR2``: a third party's quotation was read; ``GK``: general knowledge; ``NF``: not found.
    """

    SOURCE_READ = "SR1"
    SOURCE_READ_OCR = "SR1-OCR"
    SECOND_HAND = "SR2"
    GENERAL_KNOWLEDGE = "GK"
    NOT_FOUND = "NF"

    @property
    def is_usable(self) -> bool:
        """Whether a row with this mark may be in force: general knowledge and gaps never are."""
        return self in {TrustMark.SOURCE_READ, TrustMark.SOURCE_READ_OCR, TrustMark.SECOND_HAND}

    @property
    def is_to_verify(self) -> bool:
        """Whether the row is shown as "to verify" against the gazette."""
        return self is not TrustMark.SOURCE_READ
