"""A placement with what it was asked about."""

from dataclasses import replace

from kethop.appraisal.atlas import joined_names
from kethop.appraisal.declared_communes import DeclaredCommunes
from kethop.spatial import Candidate, DeclaredArea, Outline, Placement, declared_area, place_paths, system_of

__all__ = ["Trial", "swapped", "trial_of"]


class Trial:
    """A placement with what it was asked about.

    Parameters
    ----------
    outline : Outline
        The filed paths.
    communes : DeclaredCommunes
        At least one declared commune.
    """

    def __init__(self, outline: Outline, communes: DeclaredCommunes) -> None:
        self.outline = outline
        self.communes = communes
        self.area: DeclaredArea = declared_area([item.geometry for item in communes.features])
        self.placement: Placement = place_paths(outline.paths, self.area)

    @property
    def names(self) -> str:
        """Names of the declared communes; as an error carries them, in Vietnamese."""
        return joined_names(self.communes.features).vi

    @property
    def as_filed(self) -> Candidate | None:
        """The candidate of the stated CRS with the columns as read; None where no part of the site lies inside."""
        if self.outline.crs is None:
            return None
        stated = system_of(self.outline.crs)
        own = (item for item in self.placement.candidates if item.system == stated and not item.is_swapped)
        return next(own, None)


def trial_of(outline: Outline, communes: DeclaredCommunes) -> Trial | None:
    """Return the trial of all systems; None where no commune is known to be declared."""
    return Trial(outline, communes) if communes.features else None


def swapped(outline: Outline) -> Outline:
    """Return the outline with its two columns exchanged."""
    paths = tuple(
        replace(
            path,
            points=tuple(
                replace(point, east=point.north, north=point.east, easting=point.northing, northing=point.easting)
                for point in path.points
            ),
        )
        for path in outline.paths
    )
    return replace(outline, paths=paths)
