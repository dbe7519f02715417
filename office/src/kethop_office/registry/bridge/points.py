"""In which commune a point lies, by the pack's own layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

__all__ = ["Where", "places_of_points"]

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Where:
    """Codes of a present commune and its province."""

    province: str
    commune: str


def places_of_points(pack: str, points: Sequence[Point], *, on: date) -> list[Where | None] | None:
    """Return where each point (longitude, latitude) lies: None for one outside every commune.

    Returns
    -------
    list or None
        None as a whole where the pack has no readable layer of communes: nothing is known of any point.
    """
    import numpy as np  # noqa: PLC0415 - the worker loads the engine, pages do not
    import shapely  # noqa: PLC0415

    from kethop.cli.places import find_pack_folder  # noqa: PLC0415
    from kethop.spatial import LayerStore  # noqa: PLC0415

    if not points:
        return []
    _state, features = LayerStore([find_pack_folder(pack) / "layers"]).features("communes", on=on)
    if not features:
        return None
    tree = shapely.STRtree([feature.geometry for feature in features])
    found: list[Where | None] = [None] * len(points)
    hits = tree.query(shapely.points(np.asarray(points, dtype=np.float64)), predicate="intersects")
    for number, row in hits.T:  # of a point on a border the first commune by its order in the layer
        if found[number] is None:
            found[number] = Where(str(features[row].attributes["province_code"]), features[row].key)
    return found
