"""The sentence of a refusal."""

from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence

__all__ = ["refuse"]


def refuse(refused: Refused) -> str:
    """Return what is wrong and what to do, in the reader's language."""
    return sentence(refused.code, refused.fields)
