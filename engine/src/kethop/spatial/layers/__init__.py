"""Layers: GeoParquet files with a sidecar, asked about a site. A layer that cannot answer says so in its answer."""

from kethop.spatial.layers.changes import LayerChange, layer_change
from kethop.spatial.layers.geoparquet import AttributeValue, Feature
from kethop.spatial.layers.relation import Contact, LayerDistance, LayerState, Overlap, Relation
from kethop.spatial.layers.sidecar import LayerExtent, LayerSidecar, read_sidecar
from kethop.spatial.layers.store import LayerStore

__all__ = [
    "AttributeValue",
    "Contact",
    "Feature",
    "LayerChange",
    "LayerDistance",
    "LayerExtent",
    "LayerSidecar",
    "LayerState",
    "LayerStore",
    "Overlap",
    "Relation",
    "layer_change",
    "read_sidecar",
]
