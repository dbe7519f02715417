"""The check panel of the site step, as the page shows it."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.bridge.desk import ask
from kethop_office.appraisal.models import ProposalDraft
from kethop_office.appraisal.queries.overlaps import Overlap, overlapping_cases
from kethop_office.appraisal.queries.questions import spoken, system_name
from kethop_office.common import clock
from kethop_office.common.files import blob_path

__all__ = ["Line", "Panel", "Proposal", "site_panel"]

_LARGEST_DEGREE = 360
_MILLIMETRE, _CENTIMETRE_OF_A_DEGREE = 3, 7  # decimals

_MARKS: Mapping[str, tuple[str, Promise]] = {
    "pass": ("✓", _("Đạt")),
    "notice": ("!", _("Lưu ý")),
    "fault": ("✗", _("Cần sửa")),
    "unknown": ("?", _("Chưa kiểm được")),
}
_PLACED = frozenset(
    {
        "site.crs_missing",
        "site.crs_proposed",
        "site.crs_proposed_swapped",
        "site.crs_ambiguous",
        "site.crs_partial",
        "site.meridian_differs",
        "site.zone_differs",
        "site.columns_swapped",
        "site.meridian_and_columns",
        "site.several_fit",
    }
)
"""Faults for which the page offers what to press, in place of words that name a field of the file."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: mark, word, sentence, and what to do."""

    state: str
    mark: str
    word: str | Promise
    text: str
    cure: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one press changes: the coordinate system, and what the columns mean.

    Parameters
    ----------
    value : str
        ``<crs>|<column order>``.
    """

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel.

    Parameters
    ----------
    layers : tuple of str
        Names among which one must be chosen.
    wants_unit : bool
        Whether the drawing does not say its unit.
    corners : tuple
        Rings read, each a tuple of (name, north, east) as filed.
    same_site : tuple of Overlap
        Cases that the reader may see and whose site overlaps.
    """

    is_in_order: bool
    lines: tuple[Line, ...]
    proposals: tuple[Proposal, ...]
    notes: tuple[str, ...]
    layers: tuple[str, ...]
    wants_unit: bool
    corners: tuple[tuple[tuple[str, str, str], ...], ...]
    shape: Mapping[str, Any] | None
    same_site: tuple[Overlap, ...]


def site_panel(actor: Actor, draft: ProposalDraft, site: Mapping[str, Any], table: bytes | None = None) -> Panel | None:
    """Return the panel of a draft's site; None where there is no site to look at.

    Parameters
    ----------
    site : mapping
        What the step says: ``crs``, ``column_order``, ``layer``, ``unit``, ``area_ha``, ``area_reason``, ``repair``.
    table : bytes or None
        A pasted table that is not saved yet; what is saved when None.

    Raises
    ------
    EngineEnded
        The engine does not answer.
    """
    if table is None and draft.site_file is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site"
        if table is not None:
            path.write_bytes(table)
        elif draft.site_file is not None:
            path = blob_path(draft.site_file.sha256)
        said = ask(
            "panel",
            path=str(path),
            name="-" if table is not None else draft.site_name,
            on=clock.today().isoformat(),
            crs=site.get("crs") or None,
            layer=site.get("layer") or None,
            unit=site.get("unit") or None,
            column_order=site.get("column_order") or "x-north",
            communes=draft.answers.get("details", {}).get("communes", []),
            area_ha=site.get("area_ha") or None,
            area_reason=site.get("area_reason") or None,
            repair=bool(site.get("repair")),
        )
    return _panel(actor, draft, said)


def _panel(actor: Actor, draft: ProposalDraft, said: Mapping[str, Any]) -> Panel:
    errors, found = said["errors"], said["lines"]
    codes = {item["code"] for item in errors} | {item["id"] for item in found}
    proposals = tuple(_proposals(said["choices"])) if codes & _PLACED else ()
    lines = [_line(item, has_proposal=bool(proposals) and item["id"] in _PLACED) for item in found]
    lines += [_fault(item) for item in errors]
    return Panel(
        bool(said["is_in_order"]),
        tuple(lines),
        proposals,
        tuple(spoken(note) for note in said["notes"]),
        tuple(name for item in errors for name in item["layers"]),
        bool(codes & {"intake.unit_missing", "intake.unit_unknown", "intake.unit_doubtful"}),
        tuple(_corners(said["reading"])),
        said["shape"],
        overlapping_cases(actor, said["shape"], but=draft.case_id) if said["shape"] else (),
    )


def _line(item: Mapping[str, Any], *, has_proposal: bool) -> Line:
    mark, word = _MARKS[item["state"]]
    cure = gettext("Đối chiếu với bản vẽ gốc rồi chọn một nút dưới đây.") if has_proposal else spoken(item["cure"])
    return Line(item["state"], mark, word, spoken(item["text"]), cure)


def _fault(item: Mapping[str, Any]) -> Line:
    mark, word = _MARKS["fault"]
    if item["layers"]:
        cure = gettext("Chọn lớp chứa ranh giới khu đất.")
    elif item["code"].startswith("intake.unit_"):
        cure = gettext("Chọn đơn vị đã dùng khi vẽ.")
    else:
        cure = spoken(item["cure"])
    return Line("fault", mark, word, spoken(item["what"]), cure)


def _proposals(choices: Sequence[Mapping[str, Any]]) -> Iterator[Proposal]:
    for item in choices:
        if item["is_current"] or not item["is_possible"]:
            continue
        name = system_name(item["crs"], item["zone"], item["meridian"])
        pattern = gettext("Dùng %(name)s và đổi hai cột X, Y") if item["is_swapped"] else gettext("Dùng %(name)s")
        yield Proposal(pattern % {"name": name}, f"{item['crs']}|{item['column_order']}")


def _corners(reading: Mapping[str, Any] | None) -> Iterator[tuple[tuple[str, str, str], ...]]:
    for path in reading["paths"] if reading else ():
        yield tuple((name, _as_drawn(north), _as_drawn(east)) for name, east, north in path["points"])


def _as_drawn(text: str) -> str:
    """Return a coordinate as drawings write it: metres to the millimetre, degrees to the centimetre, without groups."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    places = _MILLIMETRE if abs(value) > _LARGEST_DEGREE else _CENTIMETRE_OF_A_DEGREE
    exponent = value.as_tuple().exponent
    return text if isinstance(exponent, int) and -exponent <= places else f"{value:.{places}f}"
