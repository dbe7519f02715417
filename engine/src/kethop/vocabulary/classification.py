"""Classification levels of Vietnamese state secrets, lowest first."""

from enum import StrEnum

__all__ = ["ClassificationLevel"]


class ClassificationLevel(StrEnum):
    """A level; the names of the law stay untranslated (Law on protection of state secrets 29/2018/QH14, art. 8)."""

    OPEN = "open"
    MAT = "mat"
    TOI_MAT = "toi-mat"
    TUYET_MAT = "tuyet-mat"

    @property
    def rank(self) -> int:
        """Position from 0 (open) to 3."""
        return list(ClassificationLevel).index(self)

    def is_readable_at(self, clearance: "ClassificationLevel") -> bool:
        """Return whether a reader cleared for ``clearance`` may know of a record at this level."""
        return self.rank <= clearance.rank
