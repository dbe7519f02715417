"""Compare the communes that a file declares with those in which its site lies."""

from collections.abc import Sequence
from decimal import Decimal

from kethop.appraisal.check import Check, CheckState, check
from kethop.appraisal.places import Places
from kethop.appraisal.site_records import UnitShare
from kethop.appraisal.trial import Trial
from kethop.spatial import LayerState
from kethop.vocabulary import Text

__all__ = ["commune_checks"]

_NEGLIGIBLE = Decimal("0.0005")
"""Of the site: less is shown as 0 %; the drawing of a boundary, not a part of the site."""


def commune_checks(places: Places, trial: Trial | None) -> tuple[Check, ...]:
    """Return the lines on communes.

    Parameters
    ----------
    places : Places
        Where the site lies.
    trial : Trial or None
        The declared communes with the trial; None where none is declared.

    Returns
    -------
    tuple of Check
        ``communes.found`` or ``communes.inside``; ``communes.undeclared`` for each commune that holds a part and is not
        declared (a notice where that part lies within the tolerance of the drawn boundary); ``communes.untouched``;
        ``communes.unknown`` where the layer does not answer; ``communes.uncovered`` where a part lies in no commune.
    """
    if places.commune_state not in {LayerState.ANSWERED, LayerState.NOT_COVERING}:
        return (check("communes.unknown", CheckState.UNKNOWN),)
    lines: list[Check] = []
    found = places.communes
    if trial is None:
        if found:
            lines.append(check("communes.found", CheckState.PASS, communes=_listed(found)))
    else:
        lines += _against_declared(found, trial)
    if places.commune_state is LayerState.NOT_COVERING:
        lines.append(check("communes.uncovered", CheckState.NOTICE))
    return tuple(lines)


def _against_declared(found: Sequence[UnitShare], trial: Trial) -> list[Check]:
    own = [item for item in found if item.code in trial.communes.codes]
    others = [item for item in found if item.code not in trial.communes.codes and _is_seen(item)]
    lines = [check("communes.inside", CheckState.PASS, communes=_listed(own))] if own else []
    is_within_tolerance = trial.as_filed is not None and trial.as_filed.fits
    for item in others:
        code = "communes.undeclared_edge" if is_within_tolerance else "communes.undeclared"
        state = CheckState.NOTICE if is_within_tolerance else CheckState.FAULT
        fields = {"tolerance_m": Decimal(repr(trial.area.tolerance_m))} if is_within_tolerance else {}
        lines.append(check(code, state, commune=item.name, code=item.code, share=item.share, **fields))
    touched = {item.code for item in found}
    lines += [
        check("communes.untouched", CheckState.NOTICE, commune=trial.communes.atlas.full_name(feature))
        for feature in trial.communes.features
        if feature.key not in touched
    ]
    return lines


def _is_seen(item: UnitShare) -> bool:
    return item.share is None or item.share >= _NEGLIGIBLE


def _listed(communes: Sequence[UnitShare]) -> Text:
    """Return names with shares in percent, such as ``Xã Tam Đa 100 %``."""
    seen = [item for item in communes if _is_seen(item)] or list(communes[:1])
    percents = [f"{100 * (item.share or Decimal(0)):.1f}".removesuffix(".0") for item in seen]
    return Text(
        vi=", ".join(f"{item.name.vi} {text.replace('.', ',')} %" for item, text in zip(seen, percents, strict=True)),
        en=", ".join(f"{item.name.en} {text} %" for item, text in zip(seen, percents, strict=True)),
    )
