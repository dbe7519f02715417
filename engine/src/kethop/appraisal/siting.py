"""Get the site of a filing: from the file it names, or from the administrative units it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import shapely
from shapely.geometry import mapping

from kethop.appraisal.area_checks import area_checks
from kethop.appraisal.check import Check
from kethop.appraisal.commune_checks import commune_checks
from kethop.appraisal.declared_communes import DeclaredCommunes, declared_communes
from kethop.appraisal.filing import Filing
from kethop.appraisal.misplacement import misplacement
from kethop.appraisal.placement_checks import placement_checks
from kethop.appraisal.places import Places
from kethop.appraisal.proposal import SiteInput
from kethop.appraisal.shape_checks import repair_checks
from kethop.appraisal.trial import Trial, trial_of
from kethop.documents import PlainValue
from kethop.errors import ProposalError
from kethop.packs import Pack
from kethop.spatial import LayerStore, Outline, Site, site_from_geojson, site_from_outline

__all__ = ["LocatedSite", "located_site", "site_of"]


@dataclass(frozen=True, slots=True)
class LocatedSite:
    """A site with what its file states of it.

    Parameters
    ----------
    site : Site
        The site.
    wanted : SiteInput
        What the proposal says of it.
    outline : Outline or None
        The file as read; None for a site defined by units.
    trial : Trial or None
        The declared communes with the trial of systems; None where none is declared or their layer cannot be used.
    communes : DeclaredCommunes or None
        What is declared, with the state of the layer; None where nothing is.
    """

    site: Site
    wanted: SiteInput
    outline: Outline | None
    trial: Trial | None
    communes: DeclaredCommunes | None

    def checks(self, places: Places) -> tuple[Check, ...]:
        """Return repairs, what the file states beside what was measured, and that no commune is declared to compare."""
        lines = list(repair_checks(self.site))
        if self.outline:
            lines += placement_checks(self.trial, self.outline, self.communes)
        if self.wanted.area_ha is not None:
            lines += area_checks(self.site, self.wanted.area_ha, reason=self.wanted.area_reason)
        if self.trial is not None:
            lines += commune_checks(places, self.trial)
        return tuple(lines)


def site_of(filing: Filing, pack: Pack, layers: LayerStore, on: date) -> Site | None:
    """Return the site alone; as for ``located_site``."""
    located = located_site(filing, pack, layers, on)
    return located.site if located else None


def located_site(filing: Filing, pack: Pack, layers: LayerStore, on: date) -> LocatedSite | None:
    """Return the site with what its file states; None when the proposal gives none.

    Raises
    ------
    SiteError
        What was read in the site file gives no valid geometry, has no CRS, or lies outside the communes that the proposal
        declares; where these are declared, the error names the system that fits.
    ProposalError
        ``proposal.unit_unknown``: a unit is not in the administrative layers, or these cannot be read; those of
        ``declared_communes``.
    """
    wanted = filing.proposal.site
    if wanted is None:
        return None
    if filing.intake is not None:
        return _from_file(filing, wanted, filing.intake.outline, (pack, layers, on))
    return LocatedSite(_from_units(filing, wanted, pack, layers, on), wanted, None, None, None)


def _from_file(
    filing: Filing, wanted: SiteInput, outline: Outline, around: tuple[Pack, LayerStore, date]
) -> LocatedSite:
    communes = None
    if wanted.communes:
        places = (filing.document.place(("site", "communes", index)) for index in range(len(wanted.communes)))
        communes = declared_communes(wanted.communes, *around, tuple(places).__getitem__)
    trial = trial_of(outline, communes) if communes else None
    wrong = misplacement(trial) if trial else None
    if wrong is not None:
        raise wrong
    return LocatedSite(site_from_outline(outline, repair=wanted.repair), wanted, outline, trial, communes)


def _from_units(filing: Filing, wanted: SiteInput, pack: Pack, layers: LayerStore, on: date) -> Site:
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
