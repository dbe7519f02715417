"""Judge a filing or a place as the screening of a case does, without keeping a run: only what is asked of a comparison."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from kethop.appraisal import AskedPlace, Filing, ScreeningRun, appraise, layer_seals, may_differ, read_proposal, site_of
from kethop.errors import KethopError
from kethop.packs import Pack
from kethop.spatial import LayerStore
from kethop_office.appraisal.bridge.filings import FiledPaths, filing_of, plain_seals
from kethop_office.appraisal.bridge.opened import OpenedDesk
from kethop_office.appraisal.bridge.outlines import plain_shape
from kethop_office.appraisal.bridge.plain import Plain, plain_errors, plain_value
from kethop_office.appraisal.bridge.proposals import proposal_bytes

__all__ = ["plain_judgement", "plain_near", "plain_opened", "plain_place"]

_KIND = "project"


def plain_opened(desk: OpenedDesk) -> dict[str, Plain]:
    """Return which pack judges and what each layer is that it may ask."""
    manifest = desk.pack.manifest
    return {
        "errors": [],
        "pack": {"id": manifest.id, "version": manifest.version, "sha256": desk.pack.sha256},
        "opened": plain_seals(desk),
    }


def plain_judgement(paths: FiledPaths, desk: OpenedDesk, *, as_of: str) -> dict[str, Plain]:
    """Return findings and inquiries of a filing on a day of law, or the errors.

    Returns
    -------
    dict
        ``errors``; without any: ``findings`` and ``inquiries`` as the run has them, and ``extent`` (None without a site).
    """
    try:
        return _judged(filing_of(paths), desk, date.fromisoformat(as_of))
    except KethopError as error:
        return {"errors": plain_errors([error])}


def plain_place(
    desk: OpenedDesk, *, name: str, outline: str | None, units: Sequence[str], as_of: str
) -> dict[str, Plain]:
    """Return what a project of which nothing is declared would meet at a place; as for ``plain_judgement``.

    Parameters
    ----------
    outline : str or None
        Path of a GeoJSON file; None where the place is given by ``units``, codes of administrative units.
    """
    kinds = desk.pack.facts["kind"].options or {} if "kind" in desk.pack.facts else {}
    answers: dict[str, dict[str, object]] = {
        "kind": {"kind": _KIND if _KIND in kinds else ""},
        "details": {"title": name, "proponent": name, "facts": {}},
        "site": {} if outline else {"way": "units", "units": list(units)},
    }
    file_name = "place.geojson" if outline else ""
    data = proposal_bytes(answers, pack=desk.pack.manifest.id, submitted=date.fromisoformat(as_of), site_name=file_name)
    try:
        return _judged(_of_place(data, outline), desk, date.fromisoformat(as_of))
    except KethopError as error:
        return {"errors": plain_errors([error])}


def plain_near(
    desk: OpenedDesk,
    *,
    before: Sequence[str],
    opened: Mapping[str, Sequence[str]],
    places: Sequence[Mapping[str, object]],
) -> dict[str, Plain]:
    """Return for each filing whether the layers of this desk may judge it otherwise than those with which it was judged.

    Parameters
    ----------
    before : sequence of str
        Folders with the layers as they were. Where they are not what ``opened`` says, every filing may be judged otherwise.
    opened : mapping
        Seals of the layers as they were when the filings were judged.
    places : sequence of mapping
        ``proposal`` (path, empty for a place of its own), ``box``, ``names_units``, ``on``.

    Returns
    -------
    dict
        ``near``: a truth value for each.
    """
    store = LayerStore([Path(name) for name in before])
    if not _are(desk.pack, store, opened):
        return {"errors": [], "near": [True] * len(places)}
    try:
        asked = [_asked_place(place) for place in places]
    except KethopError:
        return {"errors": [], "near": [True] * len(places)}
    return {"errors": [], "near": list(may_differ(desk.pack, store, desk.layers, asked))}


def _are(pack: Pack, store: LayerStore, opened: Mapping[str, Sequence[str]]) -> bool:
    seals = {name: [seal.sidecar, seal.file] for name, seal in layer_seals(pack, store).items()}
    return bool(opened) and seals == {name: list(seal) for name, seal in opened.items()}


def _asked_place(place: Mapping[str, object]) -> AskedPlace:
    box, path = place["box"], str(place["proposal"])
    names = bool(place["names_units"])
    if path:
        proposal, _document = read_proposal(Path(path).read_bytes(), source="")
        names = proposal.site is not None and bool(proposal.site.units or proposal.site.communes)
    sides = tuple(float(str(side)) for side in box) if isinstance(box, list | tuple) else None
    if sides is not None and len(sides) != 4:
        raise ValueError(sides)
    return AskedPlace(
        None if sides is None else (sides[0], sides[1], sides[2], sides[3]), names, date.fromisoformat(str(place["on"]))
    )


def _of_place(data: bytes, outline: str | None) -> Filing:
    """Return the filing of a place; its outline is read as a file from outside is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "proposal.yaml"
        path.write_bytes(data)
        return filing_of(FiledPaths(str(path), outline))


def _judged(filing: Filing, desk: OpenedDesk, on: date) -> dict[str, Plain]:
    run = appraise(filing, pack=desk.pack, layers=desk.layers, as_of=on)
    site = site_of(filing, desk.pack, desk.layers, on)
    return {"errors": [], **_answer(run), "extent": plain_shape(site)["extent"] if site else None}


def _answer(run: ScreeningRun) -> dict[str, Plain]:
    return {name: plain_value([item.model_dump() for item in getattr(run, name)]) for name in ("findings", "inquiries")}
