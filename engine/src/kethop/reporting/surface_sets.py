"""Several sets of rules in one file: the layers one after the other, the data of each under the name of its regime."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kethop.reporting.surface_drawing import SurfaceDrawing
from kethop.reporting.surface_sheet import NO, YES

__all__ = ["joined_drawing", "joined_summary"]


def joined_drawing(drawings: Sequence[SurfaceDrawing]) -> SurfaceDrawing:
    """Return the drawings of several sets of rules, at least one, as one; ``regime`` of each shape tells them apart."""
    layers = {
        name: [shape for item in drawings for shape in item.layers.get(name, ())]
        for name in dict.fromkeys(name for item in drawings for name in item.layers)
    }
    return replace(drawings[0], layers=layers, metadata=joined_summary([item.metadata for item in drawings]))


def joined_summary(abouts: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return what goes with several sets: what they share once, what differs as ``regime/name``; complete when all are."""
    names = dict.fromkeys(name for about in abouts for name in about)
    shared = [name for name in names if len({about.get(name) for about in abouts}) == 1]
    whole = {name: abouts[0][name] for name in shared}
    whole["regime"] = ", ".join(about["regime"] for about in abouts)
    whole["complete"] = YES if all(about["complete"] == YES for about in abouts) else NO
    own = {
        f"{about['regime']}/{name}": value
        for about in abouts
        for name, value in about.items()
        if name not in shared and name != "regime"
    }
    return whole | own
