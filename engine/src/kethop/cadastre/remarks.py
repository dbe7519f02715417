"""What a reader of the result must know of layers that were asked and did answer."""

from collections.abc import Iterable
from enum import StrEnum

from kethop.cadastre.layers import LayerUse
from kethop.documents import Record
from kethop.spatial import LayerState

__all__ = ["Remark", "RemarkKind", "remarks_on"]


class RemarkKind(StrEnum):
    """What is remarked of a layer."""

    NO_ZONES = "no_zones"
    """It holds no zone, so it clears all parcels within its extent."""
    KEYS_REPEAT = "keys_repeat"
    """Several of its zones bear one name; which of them a row means can be told by the overlap alone."""


class Remark(Record):
    """A remark on a layer.

    Parameters
    ----------
    layer : str
    kind : RemarkKind
    count : int
        Names that several zones bear.
    example : str
        One of them.
    """

    layer: str
    kind: RemarkKind
    count: int = 0
    example: str = ""


def remarks_on(layers: Iterable[LayerUse]) -> tuple[Remark, ...]:
    """Return what is to be remarked of layers, in their order; of one that was not asked, nothing."""
    found: list[Remark] = []
    for use in layers:
        if use.state is LayerState.MISSING:
            continue
        if not use.zones:
            found.append(Remark(layer=use.id, kind=RemarkKind.NO_ZONES))
        if use.repeated:
            kind = RemarkKind.KEYS_REPEAT
            found.append(Remark(layer=use.id, kind=kind, count=use.repeated, example=use.repeated_example))
    return tuple(found)
