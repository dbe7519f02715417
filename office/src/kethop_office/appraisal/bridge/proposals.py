"""Write the proposal file of the engine from the answers of the form. Nothing of the engine is loaded for it."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

__all__ = ["Scalar", "proposal_bytes"]

Scalar = str | int | bool | None

_SITE = ("crs", "layer", "unit", "column_order", "area_ha", "area_reason")
_HEIGHTS = ("ground_elevation", "height", "top_elevation")


def proposal_bytes(
    answers: Mapping[str, Mapping[str, Any]],
    *,
    pack: str,
    submitted: date,
    site_name: str,
    is_illustrative: bool = False,
) -> bytes:
    """Return the proposal as YAML, each value written so that it can be read in one way only.

    Parameters
    ----------
    answers : mapping
        By step: ``kind`` (``kind``), ``details`` (``title``, ``title_en``, ``proponent``, ``communes``, ``facts``),
        ``site`` (``way``, and what the way needs), ``heights``. What is empty is left out: not known.
    pack : str
        Id of the pack.
    submitted : date
        Day of the valid file: its law applies.
    site_name : str
        Name of the site file as delivered, ``-`` for a pasted table; empty for none.
    is_illustrative : bool
        Whether the proposal is invented.
    """
    details = answers.get("details", {})
    lines = ["proposal: 1", _line("pack", pack), _line("title", details.get("title", ""))]
    if details.get("title_en"):
        lines.append(_line("title_en", details["title_en"]))
    lines += [_line("proponent", details.get("proponent", "")), _line("submitted", submitted.isoformat())]
    if is_illustrative:
        lines.append(_line("is_illustrative", is_illustrative))
    lines += _site(answers.get("site", {}), details, site_name)
    lines += _heights(answers.get("heights", {}))
    lines.append("facts:")
    facts = {"kind": answers.get("kind", {}).get("kind", ""), **details.get("facts", {})}
    lines += [f"  {_line(name, value)}" for name, value in facts.items() if value not in {"", None}]
    return ("\n".join(lines) + "\n").encode()


def _line(name: str, value: Scalar) -> str:
    return f"{name}: {_scalar(value)}"


def _scalar(value: Scalar) -> str:
    """Return a value as JSON, which is YAML: a text is always in quotes, so that ``01`` or ``no`` stays a text."""
    return json.dumps(value, ensure_ascii=False)


def _site(site: Mapping[str, Any], details: Mapping[str, Any], name: str) -> Iterator[str]:
    units = [str(code) for code in site.get("units", ())] if site.get("way") in {"units", "park"} else []
    if not units and not name:
        return
    yield "site:"
    if units:
        yield f"  units: {json.dumps(units, ensure_ascii=False)}"
        return
    yield f"  {_line('file', name)}"
    for key in _SITE:
        if site.get(key):
            yield f"  {_line(key, site[key])}"
    if site.get("repair"):
        yield "  repair: true"
    communes = [str(item) for item in details.get("communes", ())]
    if communes:
        yield f"  communes: {json.dumps(communes, ensure_ascii=False)}"


def _heights(heights: Mapping[str, Any]) -> Iterator[str]:
    given = {name: heights[name] for name in _HEIGHTS if heights.get(name)}
    shields = heights.get("shields", ())
    if not given and not shields:
        return
    yield "heights:"
    for name, value in given.items():
        yield f"  {_line(name, value)}"
    if shields:
        yield "  shields:"
        for shield in shields:
            at = json.dumps([shield["longitude"], shield["latitude"]])
            yield f"    - {{name: {_scalar(shield['name'])}, at: {at}, top_elevation: {_scalar(shield['top_elevation'])}}}"
