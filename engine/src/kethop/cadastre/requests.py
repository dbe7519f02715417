"""What is asked for: parcels, layers, rules, heights."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kethop.cadastre.height_question import HeightQuestion

__all__ = ["LayerRequest", "RulesRequest", "ScreenRequest"]


@dataclass(frozen=True, slots=True)
class LayerRequest:
    """A layer of zones.

    Parameters
    ----------
    path : Path
        GeoParquet; its sidecar, where it has one, lies beside it as ``.yaml``.
    key : str or None
        Column that names a zone, for a layer without a sidecar.
    """

    path: Path
    key: str | None = None


@dataclass(frozen=True, slots=True)
class RulesRequest:
    """A decision table.

    Parameters
    ----------
    path : Path
        DMN file.
    decision : str or None
        Name or id; None where the file has one only.
    """

    path: Path
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class ScreenRequest:
    """Everything that decides the answer.

    Parameters
    ----------
    parcels : Path
        GeoParquet file, or a folder of them.
    key : str or None
        Column that names a parcel; its row where there is none.
    layers : tuple of LayerRequest
        Layers of zones.
    rules : RulesRequest or None
        Decision table for the hits.
    heights : HeightQuestion or None
        Aerodrome surfaces.
    on : date
        Day for which the age of layers is judged.
    part_rows : int or None
        Parcels of one part, about; None for what the folder's run began with, else 524,288.
    sample : int
        Parcels that the self-check asks GEOS again, about.
    """

    parcels: Path
    key: str | None
    layers: tuple[LayerRequest, ...]
    rules: RulesRequest | None
    heights: HeightQuestion | None
    on: date
    part_rows: int | None = None
    sample: int = 1000
