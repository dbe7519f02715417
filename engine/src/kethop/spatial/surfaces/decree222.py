"""The surfaces of Decree 222/2026/NĐ-CP as far as they were read, from the data file beside this module."""

from functools import lru_cache
from importlib import resources

from kethop.documents import Record, read_yaml, validate
from kethop.spatial.surfaces.decree_row import DecreeGroups, DecreeRow
from kethop.spatial.surfaces.regimes import ApproachKind
from kethop.spatial.surfaces.surface import Surface
from kethop.vocabulary import TrustMark

__all__ = ["Decree222", "decree222"]


class Decree222(Record):
    """Appendix Ia with its source and the mark of how it was read."""

    title: str
    trust: TrustMark
    source: str
    groups: DecreeGroups
    surfaces: tuple[DecreeRow, ...]

    def rows(self, surface: Surface, *kinds: ApproachKind) -> tuple[DecreeRow, ...]:
        """Return the rows of a surface for any of these kinds of approach."""
        return tuple(row for row in self.surfaces if row.surface is surface and any(row.is_for(kind) for kind in kinds))

    @property
    def reach_m(self) -> float:
        """Distance from a runway beyond which no surface of the appendix can lie, computed or not, in metres."""
        return max(row.reach_m for row in self.surfaces)


@lru_cache
def decree222() -> Decree222:
    """Return the appendix.

    References
    ----------
    .. [1] Decree 222/2026/NĐ-CP, appendix Ia; its ``source`` and ``trust``: read by machine (SR1-OCR).
    """
    data = resources.files("kethop.spatial.surfaces").joinpath("decree222.yaml").read_bytes()
    return validate(read_yaml(data, source="decree222.yaml"), Decree222)
