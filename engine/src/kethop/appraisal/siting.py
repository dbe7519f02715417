"""Get the site of a filing: from the file it names, or from the administrative units it names."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import shapely
from shapely.geometry import mapping

from kethop.appraisal.filing import Filing
from kethop.documents import PlainValue
from kethop.errors import ProposalError
from kethop.packs import Pack
from kethop.spatial import LayerStore, Site, site_from_geojson

__all__ = ["site_of"]


def site_of(filing: Filing, pack: Pack, layers: LayerStore, on: date) -> Site | None:
    """Return the site; None when the proposal gives none.

    Raises
    ------
    SiteError
        What was read in the site file gives no valid geometry.
    ProposalError
        ``proposal.unit_unknown``: a unit is not in the administrative layers, or these cannot be read.
    """
    wanted = filing.proposal.site
    if wanted is None:
        return None
    if filing.intake is not None:
        return filing.intake.site()
    settings = pack.manifest.map
    by_key = {
        feature.key: feature
        for layer in (settings.provinces, settings.communes)
        for feature in layers.features(layer, on=on, keys=wanted.units)[1]
    }
    for index, unit in enumerate(wanted.units):
        if unit not in by_key:
            place = filing.document.place(("site", "units", index))
            raise ProposalError("proposal.unit_unknown", place=place, unit=unit)
    union = shapely.union_all([by_key[unit].geometry for unit in wanted.units])
    shape = shapely.remove_repeated_points(union)  # a union may leave a vertex twice; nothing was filed here
    return site_from_geojson(_exact(mapping(shape)), source=f"{filing.name}#units={','.join(wanted.units)}")


def _exact(value: object) -> PlainValue:
    """Return a GeoJSON mapping with decimals in place of floats."""
    if isinstance(value, Mapping):
        return {str(key): _exact(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(item) for item in value]
    return Decimal(repr(value)) if isinstance(value, float) else str(value)
