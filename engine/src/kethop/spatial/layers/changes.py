"""What differs between two versions of a layer, and which places that can reach.

A place that no change reaches gets the same answer from both versions: of what it meets, of whether the layer covers it, of
how far the nearest feature is. Whoever asks many places again may leave those out; where this cannot be known, all are reached.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kethop.errors import LayerError
from kethop.spatial.crs import Floats
from kethop.spatial.layers.bounds import least_distances, most_distances
from kethop.spatial.layers.sidecar import LayerSidecar
from kethop.spatial.layers.store import LayerStore

__all__ = ["LayerChange", "layer_change"]

_NONE = np.empty((0, 4))
_PAD = 1e-6  # of a degree: envelopes of places may be written with seven digits
_SLACK = 1.01  # a distance is measured to the last digit of a grid, not to that of a bound
_SLACK_M = 10.0


@dataclass(frozen=True)
class LayerChange:
    """The difference of two versions of a layer.

    Parameters
    ----------
    is_everywhere : bool
        Whether any place may be answered otherwise: a version is missing or cannot be read, or speaks elsewhere.
    changed : ndarray, shape (n, 4)
        Envelopes, in degrees, of the features that only one version has as they are.
    kept : ndarray, shape (m, 4)
        Envelopes of the features that both have.
    before, after : LayerSidecar or None
        What the versions say of themselves.
    """

    is_everywhere: bool
    changed: Floats
    kept: Floats
    before: LayerSidecar | None = None
    after: LayerSidecar | None = None

    def reaches(self, boxes: Floats, *, on: date) -> NDArray[np.bool_]:
        """Return for each place whether it may meet other features, or lie otherwise in the layer's extent.

        Parameters
        ----------
        boxes : ndarray, shape (k, 4)
            Envelopes of the places, in degrees.
        on : date
            Day for which a stated life is judged.
        """
        if self.is_everywhere or self._ages_otherwise(on):
            return np.ones(len(boxes), dtype=bool)
        return np.array([self._meets(box) for box in boxes], dtype=bool)

    def moves_nearest(self, boxes: Floats, *, on: date) -> NDArray[np.bool_]:
        """Return for each place whether the distance to the nearest feature may be another; parameters as for ``reaches``."""
        near = self.reaches(boxes, on=on)
        if not len(self.changed):
            return near
        if not len(self.kept):
            return np.ones(len(boxes), dtype=bool)
        nearer = np.array([self._may_be_nearest(_bounds(box)) for box in boxes], dtype=np.bool_)
        return np.asarray(near | nearer, dtype=np.bool_)

    def _ages_otherwise(self, on: date) -> bool:
        return bool(self.before and self.after and self.before.is_stale(on) != self.after.is_stale(on))

    def _meets(self, box: Floats) -> bool:
        west, south, east, north = _bounds(box)
        other = self.changed
        meets = (other[:, 0] <= east) & (other[:, 2] >= west) & (other[:, 1] <= north) & (other[:, 3] >= south)
        return bool(meets.any())

    def _may_be_nearest(self, bounds: tuple[float, float, float, float]) -> bool:
        """Return whether a changed feature may be nearer than every feature that stays."""
        nearest_kept = float(most_distances(bounds, self.kept).min())
        return float(least_distances(bounds, self.changed).min()) <= nearest_kept * _SLACK + _SLACK_M


def layer_change(before: LayerStore, after: LayerStore, layer: str) -> LayerChange:
    """Return what differs in a layer between two stores.

    Parameters
    ----------
    before, after : LayerStore
        For readers of the same clearance.
    layer : str
        Identifier of the layer.
    """
    if before.is_missing(layer) and after.is_missing(layer):
        return LayerChange(is_everywhere=False, changed=_NONE, kept=_NONE)
    old, new = before.file(layer), after.file(layer)
    first, second = before.sidecar(layer), after.sidecar(layer)
    everywhere = LayerChange(is_everywhere=True, changed=_NONE, kept=_NONE)
    if old is None or new is None or first is None or second is None or not _speak_alike(first, second):
        return everywhere
    try:
        old_marks, new_marks = old.row_marks(), new.row_marks()
    except LayerError:
        return everywhere
    counted, recounted = Counter(old_marks), Counter(new_marks)
    stays = {mark for mark, number in counted.items() if recounted[mark] == number}
    lost = np.array([mark not in stays for mark in old_marks], dtype=bool)
    come = np.array([mark not in stays for mark in new_marks], dtype=bool)
    changed = np.concatenate((old.envelopes()[lost], new.envelopes()[come]))
    return LayerChange(is_everywhere=False, changed=changed, kept=new.envelopes()[~come], before=first, after=second)


def _speak_alike(first: LayerSidecar, second: LayerSidecar) -> bool:
    """Return whether two versions mean the same by their rows, for the same readers and in the same extent."""
    return all(
        getattr(first, name) == getattr(second, name)
        for name in ("kind", "label", "classification", "crs", "extent", "key")
    )


def _bounds(box: Floats) -> tuple[float, float, float, float]:
    west, south, east, north = (float(side) for side in box)
    return west - _PAD, south - _PAD, east + _PAD, north + _PAD
