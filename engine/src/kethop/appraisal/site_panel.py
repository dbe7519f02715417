"""The check panel of a site: what an officer should see before the file is accepted, each line a value."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kethop.appraisal.area_checks import area_checks
from kethop.appraisal.check import Check, CheckState, check_of_error
from kethop.appraisal.commune_checks import commune_checks
from kethop.appraisal.declared_communes import declared_communes
from kethop.appraisal.misplacement import misplacement
from kethop.appraisal.notes import note_texts
from kethop.appraisal.placement_checks import placement_checks
from kethop.appraisal.places import find_places
from kethop.appraisal.shape_checks import repair_checks, shape_checks
from kethop.appraisal.trial import Trial, swapped, trial_of
from kethop.errors import Place, SiteError
from kethop.packs import Pack
from kethop.spatial import LayerStore, Outline, Site, check_outline, site_from_outline
from kethop.vocabulary import Text

__all__ = ["SitePanel", "SiteStatement", "check_site"]

# What the trial of systems says better, in words of communes and meridians.
_PLACED_BADLY = frozenset({"site.axes_swapped", "site.outside_area_of_use"})


@dataclass(frozen=True, slots=True)
class SitePanel:
    """The lines of the check panel.

    Parameters
    ----------
    checks : tuple of Check
        In the order in which they are read: place, shape, repairs, area, communes.
    notes : tuple of Text
        How the file was read.
    site : Site or None
        The site; None where none can be made. Without a stated CRS it is the site in the proposed one, to look at only.
    trial : Trial or None
        The trial of all systems.
    """

    checks: tuple[Check, ...]
    notes: tuple[Text, ...]
    site: Site | None
    trial: Trial | None

    @property
    def is_in_order(self) -> bool:
        """Whether no line is a fault."""
        return all(item.state is not CheckState.FAULT for item in self.checks)


@dataclass(frozen=True, slots=True)
class SiteStatement:
    """What a file says of its site beside the coordinates.

    Parameters
    ----------
    communes : tuple of str
        Communes that it declares, by code or name.
    area_ha : Decimal or None
        Area that it states, above 0, in hectares.
    area_reason : str or None
        Why that differs from the measured area.
    repair : bool
        Whether it asks for the small set of repairs.
    """

    communes: tuple[str, ...] = ()
    area_ha: Decimal | None = None
    area_reason: str | None = None
    repair: bool = False


def check_site(outline: Outline, stated: SiteStatement, *, pack: Pack, layers: LayerStore, on: date) -> SitePanel:
    """Return the check panel of a site file.

    Parameters
    ----------
    outline : Outline
        The file as read, with or without CRS.
    stated : SiteStatement
        What else is said of the site.
    pack, layers : Pack, LayerStore
        Administrative layers.
    on : date
        Day for which the layers must be fresh.

    Raises
    ------
    ProposalError
        As for ``declared_communes``.
    """
    communes = declared_communes(stated.communes, pack, layers, on, lambda index: Place(stated.communes[index]))
    trial = trial_of(outline, communes)
    place_lines = placement_checks(trial, outline, communes if stated.communes else None)
    placed = _placed(outline, trial)
    own = trial_of(placed, communes) if placed and placed.crs != outline.crs else trial
    is_misplaced = own is not None and misplacement(own) is not None
    site, broken = _site(placed or outline, repair=stated.repair)
    if broken is not None and broken.code in _PLACED_BADLY:
        place_lines = place_lines if is_misplaced else (check_of_error(broken), *place_lines)
        broken = None
    lines = [*place_lines, *shape_checks(outline, broken, is_mended=site is not None and bool(site.repairs))]
    if site is not None:
        lines += [*repair_checks(site), *area_checks(site, stated.area_ha, reason=stated.area_reason)]
        if not is_misplaced:
            lines += commune_checks(find_places(site, (), pack, layers, on), own)
    return SitePanel(tuple(lines), note_texts(site.notes if site else outline.notes), site, trial)


def _placed(outline: Outline, trial: Trial | None) -> Outline | None:
    """Return the outline with its stated CRS, or with the one system that fits; None where there is neither."""
    if outline.crs is not None:
        return outline
    best = trial.placement.proposed if trial else None
    if best is None:
        return None
    return replace(swapped(outline) if best.is_swapped else outline, crs=best.system.crs)


def _site(outline: Outline, *, repair: bool) -> tuple[Site | None, SiteError | None]:
    try:
        if outline.crs is None:
            check_outline(outline)
            return None, None
        return site_from_outline(outline, repair=repair), None
    except SiteError as error:
        return None, error
