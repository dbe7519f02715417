"""GDAL with one driver, for the formats that have no open description: Shapefile and MapInfo TAB. Child process only.

``pyogrio`` must not be imported before ``OGR_SKIP`` is set, and GDAL reads it once: one process reads with one driver.
"""

import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kethop.errors import Place, SiteError

__all__ = ["DRIVERS", "GdalLayer", "gdal_environment", "read_layer"]

DRIVERS: Mapping[str, str] = MappingProxyType({"shp": "ESRI Shapefile", "tab": "MapInfo File"})
"""Driver by extension of the main part."""

# Every driver that a wheel of pyogrio may bring; one that is not listed here is found by the check below.
_ALL = (
    "ADBC AIVector AmigoCloud Arrow AVCBin AVCE00 BAG CAD Carto CSV CSW DB2ODBC DGN DODS DWG DXF EDIGEO EEDA "
    "Elasticsearch ElasticSearch ESRIJSON ESRI_Shapefile FileGDB FITS FlatGeobuf GDALG Geoconcept GeoJSON "
    "GeoJSONSeq GeoRSS GMLAS GML GMT GPKG GPSBabel GPX GTFS HANA HTTP IDB Idrisi Interlis_1 Interlis_2 JML "
    "JP2OpenJPEG JPEG2000 JSONFG KML LIBKML LIBOPENCAD LVBAG MapInfo_File MapML MBTiles MEM Memory MiraMonVector "
    "MongoDBv3 MSSQLSpatial MVT MySQL netCDF NGW NTF OAPIF OCI ODBC ODS OGCAPI OGDI OGR_DODS OGR_GMT OGR_PDS "
    "OGR_VRT OpenFileGDB OpenJPEG OSM Parquet PCIDSK PDF PDS4 PGDump PGDUMP PGeo PLSCENES PMTiles PostgreSQL REC "
    "S57 SEGUKOOA SEGY Selafin SOSI SQLite SUA SVG SXF TIGER TopoJSON UK_.NTF VDV VFK VICAR Walk WAsP WFS WMS "
    "WMTS XLS XLSX XODR XPLANE ZMap "
)
_HEAVY = ("geopandas", "pandas", "pyarrow", "shapely")
"""Libraries that pyogrio loads where it finds them and that raw reading does not need."""
_SPACED = {"ESRI_Shapefile": "ESRI Shapefile", "MapInfo_File": "MapInfo File", "UK_.NTF": "UK .NTF"}
_SPACED |= {"Interlis_1": "Interlis 1", "Interlis_2": "Interlis 2"}


@dataclass(frozen=True, slots=True)
class GdalLayer:
    """One layer as GDAL gives it.

    Parameters
    ----------
    name : str
        Its name.
    crs : str or None
        Well-known text or a code.
    geometries : tuple of bytes or None
        Well-known binary of each feature; None where a feature has none.
    """

    name: str
    crs: str | None
    geometries: tuple[bytes | None, ...]


def gdal_environment(driver: str) -> dict[str, str]:
    """Return the environment that leaves GDAL one driver, no network and no look at neighbouring files."""
    names = [_SPACED.get(name, name) for name in _ALL.split()]
    return {
        "OGR_SKIP": ",".join(name for name in names if name != driver),
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
        "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",
        "GDAL_HTTP_TIMEOUT": "1",
        "GDAL_VRT_ENABLE_PYTHON": "NO",
        "GDAL_NUM_THREADS": "1",
        "OGR_SQLITE_LOAD_EXTENSIONS": "",
        "CPL_CURL_ENABLE_VSIMEM": "NO",
        "GDAL_PAM_ENABLED": "NO",
        "PROJ_NETWORK": "OFF",
        "SHAPE_ENCODING": "ISO-8859-1",
        "SHAPE_RESTORE_SHX": "NO",
    }


def read_layer(path: str, *, driver: str, source: str) -> GdalLayer:
    """Return the one layer of a file that we named ourselves.

    Parameters
    ----------
    path : str
        In the private folder.
    driver : str
        The driver that must have read it.
    source : str
        Name for messages.

    Raises
    ------
    SiteError
        ``intake.drivers_differ`` (``drivers``), ``intake.gdal_refused`` (``problem``), ``intake.gdal_warning``
        (``problem``: GDAL changed or left out something; it is never taken as read).
    """
    place = Place(source)
    os.environ.update(gdal_environment(driver))  # noqa: TID251 - of this process alone, which ends after one file
    for heavy in _HEAVY:
        sys.modules.setdefault(heavy, None)  # type: ignore[arg-type]  # "cannot be imported", in Python's own words
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        import pyogrio  # noqa: PLC0415 - after the environment is set, and only where it is needed
        import pyogrio.errors  # noqa: PLC0415
        import pyogrio.raw  # noqa: PLC0415

        _refuse_drivers(list(pyogrio.list_drivers()), driver, place)
        try:
            layers = pyogrio.list_layers(path)
            info, _, geometries, _ = pyogrio.raw.read(path, columns=[], encoding="ISO-8859-1")
            found = pyogrio.read_info(path, encoding="ISO-8859-1")["driver"]
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError) as error:
            raise SiteError("intake.gdal_refused", place=place, problem=_without_path(error, path)) from error
    if said:
        raise SiteError("intake.gdal_warning", place=place, problem=_without_path(said[0].message, path))
    if found != driver or len(layers) != 1:
        raise SiteError("intake.gdal_refused", place=place, problem=f"{len(layers)} layers, {found}")
    return GdalLayer(str(layers[0][0]), info["crs"], tuple(geometries))


def _refuse_drivers(found: Sequence[str], wanted: str, place: Place) -> None:
    if found != [wanted]:
        names = ", ".join(sorted(set(found) - {wanted})) or "-"
        raise SiteError("intake.drivers_differ", place=place, drivers=names[:200])


def _without_path(error: object, path: str) -> str:
    folder = path.rpartition("/")[0]
    return str(error).replace(path, "").replace(folder, "").strip()[:160]
