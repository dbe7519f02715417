"""One surface of Decree 222/2026/NĐ-CP as far as its figures were read: six columns, and why a value is open."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from kethop.documents import Record
from kethop.spatial.surfaces.regimes import ApproachKind, DesignGroup
from kethop.spatial.surfaces.surface import Surface

__all__ = ["DecreeGroups", "DecreeRow", "OpenValue", "WhyOpen"]


def _surface(value: str) -> Surface:
    return Surface(value)


def _group(value: str) -> DesignGroup:
    return DesignGroup(value)


def _kind(value: str) -> ApproachKind:
    return ApproachKind(value)


_Value = Annotated[Decimal, Field(ge=0)] | None
DecreeGroups = tuple[Annotated[DesignGroup, BeforeValidator(_group)], ...]


class WhyOpen(StrEnum):
    """Why a value is not used."""

    DOUBTFUL = "doubtful"
    NOT_GIVEN = "not_given"
    SPLITS = "splits"


def _why(value: str) -> WhyOpen:
    return WhyOpen(value)


class OpenValue(Record):
    """A value that is not used.

    Parameters
    ----------
    field : str
        Which one.
    groups : tuple of DesignGroup
        For which groups.
    why : WhyOpen
        The reason.
    read : int, str or None
        What was read, where something was.
    """

    field: str
    groups: DecreeGroups
    why: Annotated[WhyOpen, BeforeValidator(_why)]
    read: str | None = None


class WiderRunway(Record):
    """The inner edge of a runway wider than ``above_m`` metres."""

    groups: DecreeGroups
    above_m: Decimal
    inner_edge_m: Decimal


class DecreeRow(Record):
    """One surface for some kinds of approach.

    Parameters
    ----------
    surface : Surface
        What it is.
    kinds : tuple of ApproachKind
        Approaches that it is for; empty for all.
    values : Mapping of str to tuple of (Decimal or None), shape (6,)
        By name, a value a group; names in ``_m`` are metres, the others ratios.
    wider : tuple of WiderRunway
        Inner edges that depend on the runway's width.
    open : tuple of OpenValue
        The values that are None, each with its reason.
    remark : str
        What the page says beside the figures.
    """

    surface: Annotated[Surface, BeforeValidator(_surface)]
    kinds: tuple[Annotated[ApproachKind, BeforeValidator(_kind)], ...] = ()
    values: Mapping[str, Annotated[tuple[_Value, ...], Field(min_length=6, max_length=6)]]
    wider: tuple[WiderRunway, ...] = ()
    open: tuple[OpenValue, ...] = ()
    remark: str = ""

    @model_validator(mode="after")
    def _each_gap_is_named(self) -> Self:
        groups = list(DesignGroup)
        gaps = {
            (name, groups[index])
            for name, row in self.values.items()
            for index, value in enumerate(row)
            if value is None
        }
        named = {(item.field, group) for item in self.open for group in item.groups}
        if gaps != named:
            raise ValueError(f"{self.surface}: gaps and open values differ: {sorted(map(str, gaps ^ named))}")
        return self

    def is_for(self, kind: ApproachKind) -> bool:
        """Return whether the row holds for a kind of approach."""
        return not self.kinds or kind in self.kinds

    def column(self, group: DesignGroup) -> Mapping[str, float] | None:
        """Return the values of a group; None when one of them is open."""
        index = list(DesignGroup).index(group)
        values = {name: row[index] for name, row in self.values.items()}
        known = {name: float(value) for name, value in values.items() if value is not None}
        return known if len(known) == len(values) else None

    def inner_edge_m(self, group: DesignGroup, base_m: float, width_m: float | None) -> float:
        """Return the inner edge for a runway's width; the widest when the width is not known."""
        rows = [row for row in self.wider if group in row.groups and (width_m is None or width_m > row.above_m)]
        return max([base_m, *(float(row.inner_edge_m) for row in rows)])

    @property
    def reach_m(self) -> float:
        """A distance from the runway beyond which no surface made of these figures lies, in metres.

        All lengths laid end to end, widened by the greatest ratio: more than any shape made of them can reach.
        """
        known = {name: [float(value) for value in row if value is not None] for name, row in self.values.items()}
        lengths = sum(max(row, default=0.0) for name, row in known.items() if name.endswith("_m"))
        ratios = [value for name, row in known.items() if not name.endswith("_m") for value in row]
        return lengths * (1 + max(ratios, default=0.0))
