"""The check panel of a site: what an officer should see before the file is accepted, each line a value."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kethop.appraisal.area_checks import area_checks
from kethop.appraisal.check import Check, CheckState, check, check_of_error
from kethop.appraisal.commune_checks import commune_checks
from kethop.appraisal.declared_communes import DeclaredCommunes, declared_communes
from kethop.appraisal.misplacement import Trial, misplacement, swapped, trial_of
from kethop.appraisal.notes import note_texts
from kethop.appraisal.places import find_places
from kethop.appraisal.shape_checks import repair_checks, shape_checks
from kethop.errors import Place, SiteError
from kethop.packs import Pack
from kethop.spatial import LayerState, LayerStore, Outline, Site, check_outline, site_from_outline
from kethop.vocabulary import Text

__all__ = ["SitePanel", "SiteStatement", "check_site", "placement_checks"]

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
    place_lines = placement_checks(trial, outline, communes, is_declared=bool(stated.communes))
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


def placement_checks(
    trial: Trial | None, outline: Outline, communes: DeclaredCommunes, *, is_declared: bool
) -> tuple[Check, ...]:
    """Return the lines on the coordinate system.

    Returns
    -------
    tuple of Check
        ``crs.unchecked`` (nothing is declared), ``crs.layer_unusable``, ``crs.fits`` or ``crs.fits_partly``, ``crs.also``
        for each other system that fits, ``crs.columns``, ``crs.layer_stale``; or an error of ``misplacement``.
    """
    if trial is None:
        missing = () if outline.crs else (check_of_error(SiteError("site.crs_missing", place=Place(outline.source))),)
        if is_declared:
            return (*missing, check("crs.layer_unusable", CheckState.UNKNOWN, layer_state=str(communes.atlas.state)))
        return (*missing, check("crs.unchecked", CheckState.UNKNOWN))
    stale = (check("crs.layer_stale", CheckState.NOTICE),) if communes.atlas.state is LayerState.STALE else ()
    wrong = misplacement(trial)
    if wrong is not None:
        return (check_of_error(wrong), *stale)
    return (*_located_checks(trial), *stale)


def _located_checks(trial: Trial) -> tuple[Check, ...]:
    """Return the lines on a stated CRS in which some part of the site lies in the declared communes."""
    own = trial.as_filed
    if own is None:
        return ()
    names = trial.names
    share = Decimal(own.share_inside).quantize(Decimal("0.000001"))
    name, state = ("crs.fits", CheckState.PASS) if own.fits else ("crs.fits_partly", CheckState.NOTICE)
    lines = [
        check(
            name,
            state,
            system=own.system.crs,
            communes=names,
            points=own.points,
            inside=own.points_inside,
            share=share,
        )
    ]
    for item in trial.placement.fitting:
        if item is not own:
            apart = Decimal(own.distance_m(item)).quantize(Decimal(1))
            also = "crs.also_swapped" if item.is_swapped else "crs.also"
            lines.append(check(also, CheckState.NOTICE, other=item.system.crs, distance_m=apart, communes=names))
    if trial.outline.by_letters and own.fits:
        lines.append(check("crs.columns", CheckState.PASS))
    return tuple(lines)


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
