"""Whether a site that a row of an imported table writes is in order: asked of the engine as the site step of a proposal asks."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils import translation

from kethop_office.appraisal.bridge.desk import EngineEnded, ask
from kethop_office.appraisal.queries.questions import pack_questions, system_name
from kethop_office.appraisal.reading.known import SiteJudge, WrittenSite
from kethop_office.appraisal.reading.sites import TABLE
from kethop_office.appraisal.reading.systems import System
from kethop_office.common import clock
from kethop_office.common.tables.cells import Doubt

__all__ = ["BY_COMMUNE", "known_systems", "site_judge", "system_choices"]

BY_COMMUNE = "commune"
"""A table that does not say its coordinate system has the only one that puts it into the declared communes."""

_SWAPPED = frozenset(
    {"site.axes_swapped", "site.columns_swapped", "site.crs_proposed_swapped", "site.meridian_and_columns"}
)
_OTHER_SYSTEM = frozenset(
    {
        "site.crs_ambiguous",
        "site.crs_conflict",
        "site.crs_not_found",
        "site.crs_partial",
        "site.crs_proposed",
        "site.meridian_differs",
        "site.several_fit",
        "site.zone_differs",
    }
)
_LANGUAGES = ("vi", "en")


def known_systems() -> tuple[System, ...]:
    """Return the coordinate systems that are read, with their names in both languages.

    Raises
    ------
    EngineEnded
        The engine does not answer.
    """
    return tuple(
        System(item["crs"], item["zone"], item["meridian"], _names(item["crs"], item["zone"], item["meridian"]))
        for item in ask("questions")["systems"]
    )


def system_choices() -> list[tuple[str, str]]:
    """Return code and name of each coordinate system in the reader's language; none where the engine does not answer."""
    try:
        return list(pack_questions().systems)
    except EngineEnded:
        return []


def site_judge(system: str) -> SiteJudge:
    """Return what looks at the sites of one table.

    Parameters
    ----------
    system : str
        What holds for a table of corners whose row does not say its coordinate system: a code, ``BY_COMMUNE``, or nothing.
    """

    def judge(site: WrittenSite) -> tuple[str | None, Sequence[Doubt]]:
        is_open = site.name == TABLE and not site.crs
        crs = system if is_open and system != BY_COMMUNE else site.crs
        try:
            said = _asked(site, crs)
            proposed = _only_proposed(said) if is_open and system == BY_COMMUNE else ""
            if proposed:
                crs, said = proposed, _asked(site, proposed)
        except EngineEnded:
            return None, [Doubt("site_engine")]
        doubts = [*_told(said), *_province(site, said)]
        if not said["is_in_order"] or any(doubt.code == "site_province" for doubt in doubts):
            return None, doubts
        if proposed:
            doubts.append(Doubt("site_by_commune", _both("system", _name_of(said, proposed)), is_note=True))
        return crs, doubts

    return judge


def _asked(site: WrittenSite, crs: str) -> Mapping[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site"
        path.write_bytes(site.text.encode())
        return ask(
            "panel",
            path=str(path),
            name=site.name,
            on=clock.today().isoformat(),
            crs=crs or None,
            communes=list(site.communes),
        )


def _only_proposed(said: Mapping[str, Any]) -> str:
    """Return the one system that puts a table without one into the declared communes, its columns as they stand."""
    if not any(line["id"] == "site.crs_proposed" for line in said["lines"]):
        return ""
    fitting = [item for item in said["choices"] if item["fits"]]
    return fitting[0]["crs"] if len(fitting) == 1 and not fitting[0]["is_swapped"] else ""


def _told(said: Mapping[str, Any]) -> Iterator[Doubt]:
    """Yield what the panel says, a fault with what to do in the table."""
    for item in said["errors"]:
        yield _fault(item["code"], item["what"], item["cure"], said)
    for line in said["lines"]:
        if line["state"] == "fault":
            yield _fault(line["id"], line["text"], line["cure"], said)
        elif line["state"] in {"notice", "unknown"}:
            yield Doubt("site_notice", _both("what", line["text"]), is_note=line["state"] == "notice")


def _fault(code: str, what: Mapping[str, str], cure: Mapping[str, str], said: Mapping[str, Any]) -> Doubt:
    fields = _both("what", what)
    choices = [item for item in said["choices"] if item["is_swapped"] == (code in _SWAPPED) and not item["is_current"]]
    if code == "site.crs_missing":
        return Doubt("site_no_crs")
    if code in _SWAPPED or code in _OTHER_SYSTEM:
        name = "site_swapped" if code in _SWAPPED else "site_system"
        if len(choices) != 1:
            return Doubt(f"{name}_open", fields)
        named = _names(choices[0]["crs"], choices[0]["zone"], choices[0]["meridian"])
        return Doubt(name, {**fields, **_both("system", named)})
    return Doubt("site_fault", {**fields, **_both("cure", cure)})


def _province(site: WrittenSite, said: Mapping[str, Any]) -> Iterator[Doubt]:
    """Tell of a site beyond the declared province, where no commune is declared with which the engine compares it."""
    if site.communes or not site.province or said["shape"] is None:
        return
    found = said["provinces"]
    if found is None:
        yield Doubt("site_province_unknown")
    elif site.province not in found:
        yield Doubt("site_province")


def _name_of(said: Mapping[str, Any], crs: str) -> dict[str, str]:
    item = next(item for item in said["choices"] if item["crs"] == crs)
    return _names(crs, item["zone"], item["meridian"])


def _names(crs: str, zone: int, meridian: float | None) -> dict[str, str]:
    names = {}
    for language in _LANGUAGES:
        with translation.override(language):
            names[language] = system_name(crs, zone, meridian)
    return names


def _both(name: str, text: Mapping[str, str]) -> dict[str, str | int]:
    """Return the fields of a text in both languages, as a sentence takes them."""
    return {name: text.get("vi", ""), f"{name}_en": text.get("en", "")}
