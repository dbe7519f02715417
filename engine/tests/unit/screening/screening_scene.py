"""Zones and parcels that are hard to tell apart, and what GEOS says of them pair by pair."""

import numpy as np
import pyarrow as pa
import shapely

from kethop.spatial.screening import Hits, Relation, ScreeningOptions, ZoneSet, screen_shapes, zone_set

CRS = "EPSG:32648"
COVERING = ScreeningOptions(covering=True, workers=2)
PLAIN = ScreeningOptions(covering=False)


def zones_of(*geometries) -> ZoneSet:
    return zone_set(pa.array(range(len(geometries))), np.array(geometries, dtype=object), CRS, source="-")


def moved(geometries, east, north):
    return shapely.transform(np.asarray(geometries, dtype=object), lambda xy: xy + np.array([east, north]))


def boxes(random, count, extent, low, high):
    x, y = random.integers(0, extent, (2, count)).astype(float)
    return shapely.box(x, y, x + random.integers(low, high, count), y + random.integers(low, high, count))


def by_geos(parcels, zones: ZoneSet) -> dict[tuple[int, int], tuple[float, Relation]]:
    """Each pair alone: no tree, no covering, nothing prepared."""
    found = {}
    for i, parcel in enumerate(parcels):
        for j in np.flatnonzero(shapely.intersects(zones.geometries, parcel)):
            zone = zones.geometries[j]
            if shapely.touches(zone, parcel):
                found[i, int(j)] = (0.0, Relation.TOUCHES)
            elif shapely.covers(zone, parcel):
                found[i, int(j)] = (shapely.area(parcel), Relation.COVERED)
            else:
                found[i, int(j)] = (shapely.area(shapely.intersection(parcel, zone)), Relation.PARTIAL)
    return found


def as_pairs(hits: Hits) -> dict[tuple[int, int], tuple[float, Relation]]:
    return {
        (int(i), int(j)): (float(area), Relation(kind))
        for i, j, area, kind in zip(hits.parcel, hits.zone, hits.overlap_m2, hits.relation, strict=True)
    }


def assert_as_geos(parcels, zones: ZoneSet, options: ScreeningOptions = COVERING) -> Hits:
    """The same pairs and relations; areas to 1e-9 of the parcel and to the rounding of the coordinates."""
    hits = screen_shapes(np.asarray(parcels, dtype=object), zones, options)
    ours, theirs = as_pairs(hits), by_geos(parcels, zones)
    assert ours.keys() == theirs.keys()
    reach = np.abs(shapely.total_bounds(zones.geometries)).max()
    for pair, (area, relation) in theirs.items():
        parcel = parcels[pair[0]]
        rounding = 8 * np.spacing(reach) * shapely.length(parcel)
        assert ours[pair][1] is relation, pair
        assert abs(ours[pair][0] - area) <= 1e-9 * shapely.area(parcel) + rounding, pair
    return hits
