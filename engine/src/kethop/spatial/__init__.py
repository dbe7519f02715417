"""Places: sites as filed, the pinned way from VN-2000 to WGS 84, layers that are asked, obstacle limitation surfaces.

This room may not know a pack, a law or an appraisal; it opens no network, reads no clock and no environment (a day is an
argument), and repairs nothing. A layer that cannot answer is a state in its answer. It imports ``vocabulary``,
``documents`` and ``errors`` only. Every error and note carries a code and fields; the sentences are written elsewhere.
"""

from kethop.spatial.crs import CRS84, SUPPORTED_CRS, WGS84, CrsOperation, canonical_crs
from kethop.spatial.layers import (
    Contact,
    Feature,
    LayerDistance,
    LayerExtent,
    LayerSidecar,
    LayerState,
    LayerStore,
    Overlap,
    Relation,
    read_sidecar,
)
from kethop.spatial.measures import LocalGrid, local_grid
from kethop.spatial.notes import Note, NoteValue
from kethop.spatial.sites import (
    ColumnOrder,
    FiledPath,
    FiledPoint,
    FiledSite,
    PathRole,
    Site,
    SiteFormat,
    open_site,
    read_site,
    site_from_bytes,
    site_from_geojson,
)
from kethop.spatial.surfaces import (
    Aerodrome,
    AerodromeSet,
    ApproachKind,
    NearestAerodrome,
    Regime,
    Runway,
    RunwayEnd,
    Surface,
    SurfaceAnswer,
    SurfaceLevel,
    SurfaceSet,
    surface_answer,
)

__all__ = [
    "CRS84",
    "SUPPORTED_CRS",
    "WGS84",
    "Aerodrome",
    "AerodromeSet",
    "ApproachKind",
    "ColumnOrder",
    "Contact",
    "CrsOperation",
    "Feature",
    "FiledPath",
    "FiledPoint",
    "FiledSite",
    "LayerDistance",
    "LayerExtent",
    "LayerSidecar",
    "LayerState",
    "LayerStore",
    "LocalGrid",
    "NearestAerodrome",
    "Note",
    "NoteValue",
    "Overlap",
    "PathRole",
    "Regime",
    "Relation",
    "Runway",
    "RunwayEnd",
    "Site",
    "SiteFormat",
    "Surface",
    "SurfaceAnswer",
    "SurfaceLevel",
    "SurfaceSet",
    "canonical_crs",
    "local_grid",
    "open_site",
    "read_sidecar",
    "read_site",
    "site_from_bytes",
    "site_from_geojson",
    "surface_answer",
]
