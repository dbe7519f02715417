"""What a pack says of obstacle limitation surfaces."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kethop.documents import Record

__all__ = ["SurfaceRegime", "SurfaceSettings"]


class SurfaceRegime(Record):
    """A set of surfaces that is computed.

    Parameters
    ----------
    regime : str
        Surface set of the engine.
    law_from : date or None
        First day of the law for which it is computed; None for every day.
    published : None
        The set is computed from the rules and published nowhere.
    """

    regime: Literal["annex14-2004", "decree222-2026"]
    law_from: date | None = None
    published: None = None


class SurfaceSettings(Record):
    """Where obstacle limitation surfaces come from.

    Parameters
    ----------
    layer : str
        Layer of runways and aerodromes.
    regimes : tuple of SurfaceRegime
        Sets to compute. Where several hold on a day the lowest surface of all governs, and each is shown.
    """

    layer: str
    regimes: Annotated[tuple[SurfaceRegime, ...], Field(min_length=1)]
