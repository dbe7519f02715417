"""Dimensions of the obstacle limitation surfaces, read from the data file beside this module."""

from decimal import Decimal
from functools import lru_cache
from importlib import resources
from math import hypot
from typing import Annotated

from pydantic import Field

from kethop.documents import Record, read_yaml, validate
from kethop.spatial.surfaces.regimes import ApproachKind
from kethop.vocabulary import TrustMark

__all__ = [
    "ApproachDimensions",
    "BalkedLanding",
    "Dimensions",
    "InnerApproach",
    "OuterHorizontal",
    "Section",
    "TakeOffDimensions",
    "annex14_dimensions",
]

_Metres = Annotated[Decimal, Field(ge=0)]
_Ratio = Annotated[Decimal, Field(ge=0, lt=1)]
_Code = Annotated[int, Field(ge=1, le=4)]


class Section(Record):
    """One section of an approach surface: its length in metres and its slope as a ratio."""

    length_m: _Metres
    slope: _Ratio


class InnerApproach(Record):
    """The inner approach surface: a level-sided part of the approach.

    Parameters
    ----------
    width_m, width_f_m : Decimal, Decimal or None
        Width, and width for runways of code letter F where it differs.
    distance_m, length_m, slope : Decimal
        Distance of its inner edge from the threshold, its length, its slope.
    transitional_slope : Decimal
        Slope of the inner transitional surface beside it, across the runway's direction.
    """

    width_m: _Metres
    width_f_m: _Metres | None
    distance_m: _Metres
    length_m: _Metres
    slope: _Ratio
    transitional_slope: _Ratio


class BalkedLanding(Record):
    """The balked landing surface.

    Parameters
    ----------
    width_m, width_f_m : Decimal, Decimal or None
        Width of its inner edge, and for runways of code letter F where it differs.
    after_threshold_m : Decimal or None
        Distance of its inner edge after the threshold, or the runway's end when that comes first; None: the strip's end.
    divergence, slope : Decimal
        Widening on each side; slope.
    """

    width_m: _Metres
    width_f_m: _Metres | None
    after_threshold_m: _Metres | None
    divergence: _Ratio
    slope: _Ratio


class OuterHorizontal(Record):
    """Guidance, not a surface of the tables: height above aerodrome elevation, and how far it reaches, in metres."""

    height_m: _Metres
    radius_m: _Metres
    trust: TrustMark
    remark: str


class ApproachDimensions(Record):
    """One column of Table 4-1: what landings on a runway of some kind and code number need.

    Parameters
    ----------
    kind, codes : ApproachKind, tuple of int
        Runways that the column is for.
    conical_slope, conical_height_m : Decimal
        Conical surface above the inner horizontal one.
    inner_horizontal_height_m, inner_horizontal_radius_m : Decimal
        Height above the datum, and distance from the segment between the strip's ends.
    inner_edge_m, inner_edge_older_m : Decimal, Decimal or None
        Width of the approach's inner edge, and its width up to the seventh edition where that was another.
    distance_m, divergence : Decimal
        Distance of the inner edge from the threshold; widening on each side.
    sections : tuple of Section
        From the inner edge outwards; a slope of 0 is the horizontal section.
    transitional_slope : Decimal
        Slope across the runway's direction.
    inner_approach, balked_landing : InnerApproach, BalkedLanding, or None
        With the inner transitional surface they bound the obstacle free zone of a precision approach.
    """

    kind: ApproachKind
    codes: tuple[_Code, ...]
    conical_slope: _Ratio
    conical_height_m: _Metres
    inner_horizontal_height_m: _Metres
    inner_horizontal_radius_m: _Metres
    inner_edge_m: _Metres
    inner_edge_older_m: _Metres | None
    distance_m: _Metres
    divergence: _Ratio
    sections: tuple[Section, ...]
    transitional_slope: _Ratio
    inner_approach: InnerApproach | None = None
    balked_landing: BalkedLanding | None = None

    @property
    def edge_m(self) -> float:
        """Width of the inner edge, and of the strip, as the edition of 2004 had it: the older, wider one, in metres."""
        return float(self.inner_edge_m if self.inner_edge_older_m is None else self.inner_edge_older_m)

    @property
    def reach_m(self) -> float:
        """Distance from the runway beyond which none of these surfaces lies, in metres."""
        length = sum(float(section.length_m) for section in self.sections)
        width = self.edge_m / 2 + float(self.divergence) * length
        cone = float(self.inner_horizontal_radius_m + self.conical_height_m / self.conical_slope + self.distance_m)
        return max(cone, hypot(float(self.distance_m) + length, width))


class TakeOffDimensions(Record):
    """One column of Table 4-2: the take-off climb surface.

    Parameters
    ----------
    codes : tuple of int
        Code numbers that the column is for.
    inner_edge_m, distance_m, divergence, length_m, slope : Decimal
        As for an approach; the distance is from the runway's end.
    final_width_m, final_width_turning_m : Decimal, Decimal or None
        Width at which the surface stops widening, without and with turns of more than 15 degrees in cloud or at night.
    """

    codes: tuple[_Code, ...]
    inner_edge_m: _Metres
    distance_m: _Metres
    divergence: _Ratio
    final_width_m: _Metres
    final_width_turning_m: _Metres | None
    length_m: _Metres
    slope: _Ratio

    @property
    def widest_m(self) -> float:
        """The wider, stricter final width, in metres."""
        return float(max(self.final_width_m, self.final_width_turning_m or self.final_width_m))


class CodeNumber(Record):
    """A code number and the length in metres below which a runway has it; None for the last."""

    code: _Code
    below_m: _Metres | None


class Dimensions(Record):
    """The whole table with its source and the mark of how it was read."""

    title: str
    trust: TrustMark
    source: str
    remark: str
    code_numbers: tuple[CodeNumber, ...]
    approach: tuple[ApproachDimensions, ...]
    take_off: tuple[TakeOffDimensions, ...]
    outer_horizontal: OuterHorizontal

    def code_number(self, length_m: float) -> int:
        """Return the code number of a runway of this length in metres."""
        return next(row.code for row in self.code_numbers if row.below_m is None or length_m < row.below_m)

    def landing(self, kind: ApproachKind | None, code: int) -> ApproachDimensions:
        """Return the column of a kind and code; for an unknown or undefined kind the most demanding column of the code."""
        columns = [row for row in self.approach if code in row.codes]
        return next((row for row in columns if row.kind is kind), columns[-1])

    def departure(self, code: int) -> TakeOffDimensions:
        """Return the take-off column of a code number."""
        return next(row for row in self.take_off if code in row.codes)


@lru_cache
def annex14_dimensions() -> Dimensions:
    """Return the dimensions of ICAO Annex 14, Volume I, Tables 4-1 and 4-2.

    References
    ----------
    .. [1] The table's own ``source`` and ``trust``: read at second hand (SR2).
    """
    data = resources.files("kethop.spatial.surfaces").joinpath("annex14.yaml").read_bytes()
    return validate(read_yaml(data, source="annex14.yaml"), Dimensions)
