"""The heights that a proposal gives, and the existing objects behind which it says that the work stands."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from kethop.documents import Record

__all__ = ["Heights", "ShieldInput"]

Metres = Annotated[Decimal, Field(ge=-500, le=10_000)]
_Longitude = Annotated[Decimal, Field(ge=-180, le=180)]
_Latitude = Annotated[Decimal, Field(ge=-90, le=90)]


class ShieldInput(Record):
    """An existing object that may shield the work; what it permits is computed, whether it counts is not decided.

    Parameters
    ----------
    name : str
        What it is.
    at : tuple of Decimal, shape (2,)
        Longitude and latitude in degrees of WGS 84.
    top_elevation : Decimal
        Elevation of its top, metres above mean sea level.
    """

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    at: tuple[_Longitude, _Latitude]
    top_elevation: Metres


class Heights(Record):
    """Heights of the highest point of the work, in metres.

    Parameters
    ----------
    ground_elevation : Decimal or None
        Natural ground above mean sea level.
    height : Decimal or None
        Top above natural ground; 0 or more.
    top_elevation : Decimal or None
        Top above mean sea level.
    shields : tuple of ShieldInput
        Existing objects whose shielding is to be computed.
    """

    ground_elevation: Metres | None = None
    height: Annotated[Decimal, Field(ge=0, le=2_000)] | None = None
    top_elevation: Metres | None = None
    shields: tuple[ShieldInput, ...] = ()

    def above_ground(self) -> Decimal | None:
        """Return the height above ground, computed where two of the three numbers are given."""
        if self.height is None and self.top_elevation is not None and self.ground_elevation is not None:
            return self.top_elevation - self.ground_elevation
        return self.height

    def top(self) -> Decimal | None:
        """Return the elevation of the top, computed where two of the three numbers are given."""
        if self.top_elevation is None and self.height is not None and self.ground_elevation is not None:
            return self.ground_elevation + self.height
        return self.top_elevation
