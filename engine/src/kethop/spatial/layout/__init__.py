"""Layers laid out for screening: GeoParquet 1.1 along a Hilbert curve, with envelopes and areas beside the outlines."""

from kethop.spatial.layout.hilbert import hilbert_order
from kethop.spatial.layout.preparing import Compression, Prepared, prepare_layer
from kethop.spatial.layout.sources import Loaded, load_source

__all__ = ["Compression", "Loaded", "Prepared", "hilbert_order", "load_source", "prepare_layer"]
