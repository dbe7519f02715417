"""A proposal as filed: its faults by field, and its appraisal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kethop.appraisal import (
    Filing,
    ScreeningRun,
    appraise,
    layer_seals,
    read_proposal,
    read_run,
    replay,
    run_bytes,
    site_of,
)
from kethop.appraisal.declared import declared_facts
from kethop.appraisal.places import find_places
from kethop.errors import KethopError
from kethop.packs import Pack
from kethop.reporting.conditions import condition_words
from kethop.spatial.intake import read_outside
from kethop.vocabulary.formatting import unit_word
from kethop_office.appraisal.bridge.opened import OpenedDesk
from kethop_office.appraisal.bridge.outlines import plain_shape
from kethop_office.appraisal.bridge.plain import Plain, plain_errors, plain_value

__all__ = ["FiledPaths", "filing_of", "plain_faults", "plain_replay", "plain_run", "plain_seals"]

_LEFT_IN_FILE = frozenset({"input", "trace"})


@dataclass(frozen=True, slots=True)
class FiledPaths:
    """Where the bytes of a filing lie.

    Parameters
    ----------
    proposal : str
        Path of the proposal file.
    site : str or None
        Path of the site file, when the proposal names one.
    """

    proposal: str
    site: str | None = None


def plain_faults(paths: FiledPaths, desk: OpenedDesk) -> dict[str, Plain]:
    """Return every fault of the proposal file with its path, without reading the site."""
    try:
        proposal, document = read_proposal(Path(paths.proposal).read_bytes(), source="")
        declared_facts(proposal, desk.pack, document)
    except KethopError as error:
        return {"errors": plain_errors([error])}
    return {"errors": []}


def plain_run(paths: FiledPaths, desk: OpenedDesk, *, as_of: str, out: str) -> dict[str, Plain]:
    """Appraise a filing, write the run's bytes to ``out``, and return the run without its input and trace.

    Returns
    -------
    dict
        ``errors``; without any: ``run``, ``reasons`` (by finding), ``opened`` (seals of the layers), ``shape`` (None without a
        site) and ``provinces`` (code and name of each).
    """
    on = date.fromisoformat(as_of)
    try:
        filing = filing_of(paths)
        run = appraise(filing, pack=desk.pack, layers=desk.layers, as_of=on)
        site = site_of(filing, desk.pack, desk.layers, on)
    except KethopError as error:
        return {"errors": plain_errors([error])}
    units = filing.proposal.site.units if filing.proposal.site else ()
    places = find_places(site, units, desk.pack, desk.layers, on) if site else None
    Path(out).write_bytes(run_bytes(run))
    return {
        "errors": [],
        "run": _summary(run),
        "reasons": _reasons(run, desk.pack),
        "opened": plain_seals(desk),
        "shape": plain_shape(site) if site else None,
        "provinces": [{"code": item.code, "name": plain_value(item.name)} for item in places.provinces]
        if places
        else [],
    }


def plain_replay(run: str, desk: OpenedDesk) -> dict[str, Plain]:
    """Judge a stored run again: whether the bytes are the same, and where they differ."""
    try:
        outcome = replay(read_run(Path(run).read_bytes(), source="run.json"), pack=desk.pack, layers=desk.layers)
    except KethopError as error:
        return {"errors": plain_errors([error])}
    differences: list[Plain] = [
        {"path": item.path, "stored": item.stored, "now": item.now} for item in outcome.differences
    ]
    return {"errors": [], "is_identical": outcome.is_identical, "differences": differences}


def filing_of(paths: FiledPaths) -> Filing:
    """Return the filing that lies at some paths."""
    data = Path(paths.proposal).read_bytes()
    proposal, document = read_proposal(data, source="proposal.yaml")
    wanted = proposal.site
    if wanted is None or wanted.file is None or paths.site is None:
        return Filing("proposal.yaml", data, None, proposal, document)
    intake = read_outside(
        Path(paths.site).read_bytes(),
        name=wanted.file,
        crs=wanted.crs,
        layer=wanted.layer,
        unit=wanted.unit,
        column_order=wanted.column_order,
    )
    return Filing("proposal.yaml", data, intake, proposal, document)


def plain_seals(desk: OpenedDesk) -> dict[str, Plain]:
    """Return what each layer that the pack may ask is: hashes of what its sidecar says and of its file."""
    return {name: [seal.sidecar, seal.file] for name, seal in layer_seals(desk.pack, desk.layers).items()}


def _summary(run: ScreeningRun) -> Plain:
    whole: Mapping[str, object] = run.model_dump(exclude=set(_LEFT_IN_FILE))
    return plain_value(whole)


def _reasons(run: ScreeningRun, pack: Pack) -> dict[str, Plain]:
    """Return for each finding the facts that its rows look at: what is asked of them, and what is known."""
    rows = {
        str(rule["rule"]): (_mapping(rule.get("cells")), _mapping(trace.get("inputs")))
        for trace in run.trace
        for rule in _list(trace.get("rules"))
    }
    reasons: dict[str, Plain] = {}
    for finding in run.findings:
        facts: dict[str, Plain] = {}
        for rule in finding.rules:
            cells, inputs = rows.get(rule, ({}, {}))
            for name, cell in cells.items():
                facts[name] = {**_known(pack, name, inputs.get(name)), "test": _asked(pack, name, _mapping(cell))}
        for name in finding.missing:
            facts.setdefault(name, {**_known(pack, name, None), "test": ""})
        reasons[finding.id] = list(facts.values())
    return reasons


def _list(value: object) -> list[Mapping[str, Any]]:
    return list(value) if isinstance(value, list | tuple) else []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _asked(pack: Pack, name: str, cell: Mapping[str, Any]) -> Plain:
    """Return what a cell asks of a fact, in words; as the table writes it where words would not say it exactly."""
    fact, test = pack.facts.get(name), str(cell.get("test", ""))
    words = condition_words(test, (fact.options if fact else None) or {})
    return plain_value(words) if words else test


def _known(pack: Pack, name: str, value: object) -> dict[str, Plain]:
    fact = pack.facts.get(name)
    if fact is None:
        return {"label": {"vi": name, "en": name}, "value": plain_value(value), "unit": None}
    option = (fact.options or {}).get(str(value))
    return {
        "label": plain_value(fact.label),
        "value": plain_value(option if option is not None else value),
        "unit": plain_value(unit_word(fact.unit)),
    }
