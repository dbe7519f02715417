"""Lines of the check panel on the coordinate system."""

from decimal import Decimal

from kethop.appraisal.check import Check, CheckState, check, check_of_error
from kethop.appraisal.declared_communes import DeclaredCommunes
from kethop.appraisal.misplacement import misplacement, zones_of
from kethop.appraisal.trial import Trial
from kethop.errors import Place, SiteError
from kethop.spatial import Candidate, ColumnOrder, LayerState, Outline

__all__ = ["placement_checks"]


def placement_checks(trial: Trial | None, outline: Outline, communes: DeclaredCommunes | None) -> tuple[Check, ...]:
    """Return the lines on the coordinate system.

    Returns
    -------
    tuple of Check
        ``crs.unchecked`` (nothing is declared), ``crs.layer_unusable``, ``crs.fits`` or ``crs.fits_partly``, ``crs.also``
        for each other system that fits, ``crs.also_partly`` for one that holds a part, ``crs.x_is_north``, ``crs.x_is_east``, ``crs.layer_stale``; or an error of ``misplacement``.
    """
    if trial is None or communes is None:
        missing = () if outline.crs else (check_of_error(SiteError("site.crs_missing", place=Place(outline.source))),)
        if communes is not None:
            return (*missing, check("crs.layer_unusable", CheckState.UNKNOWN, layer_state=str(communes.atlas.state)))
        return (*missing, check("crs.unchecked", CheckState.UNKNOWN))
    stale = (check("crs.layer_stale", CheckState.NOTICE),) if communes.atlas.state is LayerState.STALE else ()
    wrong = misplacement(trial)
    if wrong is not None:
        best = trial.placement.proposed
        return (check_of_error(wrong), *(_partly(trial, best) if best else ()), *stale)
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
    is_given = trial.outline.is_crs_given
    others = trial.placement.fitting if is_given else ()
    for item in others:
        if item is not own:
            also = "crs.also_swapped" if item.is_swapped else "crs.also"
            fields = {"other": item.system.crs, "zones": zones_of((own, item)), "communes": names}
            lines.append(check(also, CheckState.NOTICE, distance_m=_apart(own, item), **fields))
    if is_given:
        lines += _partly(trial, own)
    if trial.outline.column_order is not None and own.fits:
        is_north = trial.outline.column_order is ColumnOrder.X_IS_NORTH
        lines.append(check("crs.x_is_north" if is_north else "crs.x_is_east", CheckState.PASS))
    return tuple(lines)


def _partly(trial: Trial, reference: Candidate) -> tuple[Check, ...]:
    """Return a line for each system that puts a part of the site into the declared communes: near an edge it may be right."""
    return tuple(
        check(
            "crs.also_partly",
            CheckState.NOTICE,
            other=item.system.crs,
            share=Decimal(item.share_inside).quantize(Decimal("0.000001")),
            distance_m=_apart(reference, item),
            communes=trial.names,
        )
        for item in trial.placement.candidates
        if not item.fits and item is not reference
    )


def _apart(one: Candidate, other: Candidate) -> Decimal:
    """Return a distance to 0.1 mm, as an error carries it: rounded once, where the sentence is written."""
    return Decimal(repr(round(one.distance_m(other), 4)))
