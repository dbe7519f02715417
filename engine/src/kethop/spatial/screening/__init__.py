"""Screening at country size: parcels × zones → which meet, how much they share, and how.

The pairs are those of GEOS ``intersects``. Many parcels go through the covering of the zones, in machine code; few of them, or
an engine without the extra ``screening``, go through an STR tree. Coordinates are metres of one projected CRS: degrees are
refused. A parcel that cannot be judged is listed, never passed over.
"""

from kethop.spatial.screening.hits import RELATION_NAMES, Hits, Relation, Unjudged
from kethop.spatial.screening.metres import metre_crs
from kethop.spatial.screening.parcel_outlines import ParcelOutlines, ParcelShapes
from kethop.spatial.screening.parcels import ParcelFile, ParcelGroup
from kethop.spatial.screening.plain import screen_site
from kethop.spatial.screening.site_index import SiteIndex
from kethop.spatial.screening.streaming import KERNEL_FROM, KeyedHits, ScreeningOptions, screen_file, screen_shapes
from kethop.spatial.screening.writing import HitFile
from kethop.spatial.screening.zones import ZoneSet, read_zones, zone_set

__all__ = [
    "KERNEL_FROM",
    "RELATION_NAMES",
    "HitFile",
    "Hits",
    "KeyedHits",
    "ParcelFile",
    "ParcelGroup",
    "ParcelOutlines",
    "ParcelShapes",
    "Relation",
    "ScreeningOptions",
    "SiteIndex",
    "Unjudged",
    "ZoneSet",
    "metre_crs",
    "read_zones",
    "screen_file",
    "screen_shapes",
    "screen_site",
    "zone_set",
]
