"""How a site lies to the features of a layer, and whether the layer can be asked at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import shapely
from shapely.geometry.base import BaseGeometry

from kethop.spatial.layers.geoparquet import AttributeValue, Feature
from kethop.spatial.measures import LocalGrid, area_m2, length_m
from kethop.vocabulary import ClassificationLevel

__all__ = [
    "Contact",
    "LayerDistance",
    "LayerState",
    "Meeting",
    "Overlap",
    "Relation",
    "meeting_of",
    "overlap_of",
]


class LayerState(StrEnum):
    """Whether a layer answers for a site on a day. Everything but ``answered`` means unknown, never clear."""

    ANSWERED = "answered"
    MISSING = "missing"
    STALE = "stale"
    UNREADABLE = "unreadable"
    CRS_UNKNOWN = "crs_unknown"
    NOT_COVERING = "not_covering"


class Contact(StrEnum):
    """How a site meets a feature.

    ``covered``: no point of the site lies outside the feature; ``partial``: their interiors meet; ``touch``: only their
    boundaries meet.
    """

    COVERED = "covered"
    PARTIAL = "partial"
    TOUCH = "touch"


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a site and one feature have in common.

    Parameters
    ----------
    key : str
        The feature.
    attributes : Mapping[str, AttributeValue]
        Its other columns.
    contact : Contact
        How they meet.
    area_m2 : float
        Common area in m², in the relation's grid.
    length_m : float
        Geodesic length of the common lines in metres.
    points : int
        Number of common isolated points.
    share : float
        Part of the site that lies in the feature, from 0 to 1: of its area, length or points.
    """

    key: str
    attributes: Mapping[str, AttributeValue]
    contact: Contact
    area_m2: float
    length_m: float
    points: int
    share: float


@dataclass(frozen=True, slots=True)
class Relation:
    """The answer of one layer about one site.

    Parameters
    ----------
    layer : str
        Identifier of the layer that was asked.
    state : LayerState
        Whether it answers.
    problem : str
        Code of what hinders it, such as ``layer.hash_differs``; empty when it answers.
    overlaps : tuple of Overlap
        By key. Complete only when the state is ``answered``; with ``stale`` and ``not_covering`` it holds what was found.
    not_covered_share : float
        Part of the site outside the layer's extent, from 0 to 1; 1 when the layer could not be asked.
    grid : str
        PROJ string of the equal-area grid; empty when nothing was measured.
    classification : ClassificationLevel or None
        Level of the layer, and so of this value; None when the layer is missing or could not be read.
    as_of, last_day : date or None
        Day whose state the layer shows, last day of its stated life.
    sha256 : str or None
        SHA-256 of the layer's file, as found.
    """

    layer: str
    state: LayerState
    problem: str = ""
    overlaps: tuple[Overlap, ...] = ()
    not_covered_share: float = 1.0
    grid: str = ""
    classification: ClassificationLevel | None = None
    as_of: date | None = None
    last_day: date | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class LayerDistance:
    """The geodesic distance from a site to the nearest feature of a layer.

    Parameters
    ----------
    layer : str
        Identifier of the layer that was asked.
    state : LayerState
        Whether it answers; ``not_covering`` is not among the states here, a distance looks beyond the site.
    problem : str
        Code of what hinders it; empty when it answers.
    metres : float or None
        Distance; None when unknown or when the layer has no feature.
    key : str or None
        The nearest feature.
    place : tuple of float, shape (2,), or None
        Longitude and latitude of the nearest point on that feature.
    """

    layer: str
    state: LayerState
    problem: str = ""
    metres: float | None = None
    key: str | None = None
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A feature that a site meets, how, and what they have in common (in longitude and latitude)."""

    feature: Feature
    contact: Contact
    common: BaseGeometry


def meeting_of(site: BaseGeometry, feature: Feature) -> Meeting | None:
    """Return how a site and a feature meet; None when they do not.

    It is found in longitude and latitude, where both are defined. A site that is prepared is asked faster.
    """
    if not shapely.intersects(site, feature.geometry):
        return None
    if shapely.contains_properly(site, feature.geometry):  # quick when prepared, and what they share is then known
        return Meeting(feature, Contact.PARTIAL, feature.geometry)
    if shapely.touches(site, feature.geometry):
        contact = Contact.TOUCH
    elif shapely.covered_by(site, feature.geometry):
        return Meeting(feature, Contact.COVERED, site)
    else:
        contact = Contact.PARTIAL
    return Meeting(feature, contact, shapely.intersection(site, feature.geometry))


@dataclass(frozen=True, slots=True)
class Whole:
    """A site as that of which shares are taken.

    Parameters
    ----------
    dimension : int
        0 for points, 1 for lines, 2 for areas.
    measure : float
        Number of points, metres, or m² in ``grid``.
    grid : LocalGrid
        Grid of the areas.
    """

    dimension: int
    measure: float
    grid: LocalGrid

    @classmethod
    def of(cls, site: BaseGeometry, grid: LocalGrid) -> "Whole":
        """Return a site with its measure."""
        dimension = int(shapely.get_dimensions(site))
        return cls(dimension, _measures(site, grid)[dimension], grid)

    def share(self, part: BaseGeometry) -> float:
        """Return which part of the site ``part`` is, from 0 to 1, by the site's own dimension."""
        return float(min(1.0, max(0.0, _measures(part, self.grid)[self.dimension] / self.measure)))


def overlap_of(meeting: Meeting, whole: Whole) -> Overlap:
    """Return the measures of what a site and a feature have in common."""
    points, metres, square_metres = _measures(meeting.common, whole.grid)
    share = (points, metres, square_metres)[whole.dimension] / whole.measure
    certain = {Contact.COVERED: 1.0, Contact.TOUCH: 0.0}
    return Overlap(
        key=meeting.feature.key,
        attributes=meeting.feature.attributes,
        contact=meeting.contact,
        area_m2=square_metres,
        length_m=metres,
        points=int(points),
        share=certain.get(meeting.contact, min(1.0, max(0.0, share))),
    )


def _measures(geometry: BaseGeometry, grid: LocalGrid) -> tuple[float, float, float]:
    """Return number of points, length of lines in metres and area in m² of the parts of a geometry."""
    parts = shapely.get_parts(geometry).tolist()
    kinds = [int(shapely.get_dimensions(part)) for part in parts]
    lines = sum(length_m(part) for part, kind in zip(parts, kinds, strict=True) if kind == 1)
    return float(kinds.count(0)), lines, area_m2(geometry, grid)
