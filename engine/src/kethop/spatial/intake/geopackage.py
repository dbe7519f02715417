"""Read a site from a GeoPackage whose reference system is checked against its own definition. Child process only."""

from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import canonical_crs
from kethop.spatial.intake.choosing import chosen_layer
from kethop.spatial.intake.reading import FileReading, LayerSummary
from kethop.spatial.intake.request import ReadingRequest
from kethop.spatial.intake.settling import KnownCrs, of_code, of_user
from kethop.spatial.intake.well_known_text import crs_of_text
from kethop.spatial.sites.geopackage import GeoPackageFeatures, features_of_geopackage, tables_of_geopackage

__all__ = ["read_geopackage"]

_REGISTERS = ("EPSG:", "OGC:")


def read_geopackage(data: bytes, request: ReadingRequest, *, source: str) -> FileReading:
    """Return the features of one table.

    Raises
    ------
    SiteError
        Those of ``features_of_geopackage``, ``chosen_layer`` and ``crs_of_text``; ``site.crs_unknown`` (``crs``),
        ``site.crs_conflict`` (``filed``, ``given``).
    """
    tables = [LayerSummary(*table) for table in tables_of_geopackage(data, source=source)]
    if not tables:
        raise SiteError("site.no_features", place=Place(source))
    name, layers = chosen_layer(tables, request.layer, source=source)
    found = features_of_geopackage(data, source=source, table=name)
    crs = _crs(found, request.crs, source)
    return FileReading(crs.code, crs.origin, found.paths, (*crs.notes, *found.notes), layers)


def _crs(found: GeoPackageFeatures, given: str | None, source: str) -> KnownCrs:
    if found.name is None:
        return of_user(given)
    is_registered = found.name.upper().startswith(_REGISTERS)
    code = canonical_crs(found.name)
    if code is None and (is_registered or not found.definition):
        raise SiteError("site.crs_unknown", place=Place(source), crs=found.name[:80])
    if code is not None and not found.definition:
        return of_code(code, given=given, source=source)
    return crs_of_text(found.definition, given=given, source=source, stated=code)
