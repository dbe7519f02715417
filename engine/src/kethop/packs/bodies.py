"""Offices that are asked or told, declared in ``bodies.yaml``."""

from typing import Annotated

from pydantic import Field

from kethop.documents import Record
from kethop.vocabulary import Text

__all__ = ["Body", "BodyVariant"]


class BodyVariant(Record):
    """Another name in some provinces.

    Parameters
    ----------
    provinces : tuple of str
        Codes of the provinces.
    label : Text
        The name there; ``{province}`` stands for the province's name.
    source : str
        Code of the source.
    """

    provinces: Annotated[tuple[str, ...], Field(min_length=1)]
    label: Text
    source: str


class Body(Record):
    """One office.

    Parameters
    ----------
    label : Text
        Its name; ``{province}`` stands for the province's name.
    is_per_province : bool
        Whether a site in two provinces has two of them.
    variants : tuple of BodyVariant
        Names that differ by province.
    """

    label: Text
    is_per_province: bool = False
    variants: tuple[BodyVariant, ...] = ()

    def label_in(self, province_code: str | None) -> Text:
        """Return the name in a province; the general name when the province is not known."""
        return next((item.label for item in self.variants if province_code in item.provinces), self.label)
