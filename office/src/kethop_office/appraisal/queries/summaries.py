"""The answers of a proposal as a reader sees them: question and answer, in the reader's language."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from kethop_office.appraisal.models import ProposalDraft
from kethop_office.appraisal.queries.questions import PackQuestions, pack_questions
from kethop_office.common.figures import number_text
from kethop_office.territory.queries import resolve

__all__ = ["Row", "answer_rows", "rows_of"]

Row = tuple[str, str, str]
"""Step, question, answer."""


def answer_rows(draft: ProposalDraft, amended: str = "") -> list[Row]:
    """Return the answers of a draft.

    Parameters
    ----------
    amended : str
        Reference of the case that it amends, as its author may see it; empty for none.
    """
    first, *rest = rows_of(draft.answers, site_name=draft.site_name)
    return [first, *([("kind", gettext("Điều chỉnh hồ sơ"), amended)] if amended else []), *rest]


def rows_of(answers: Mapping[str, Mapping[str, Any]], *, site_name: str) -> list[Row]:
    """Return answers row by row; what is not known says so.

    Raises
    ------
    EngineEnded
        The engine does not answer.
    """
    kind = answers.get("kind", {}).get("kind", "")
    pack = pack_questions(kind)
    return [*_head(answers, pack), *_facts(answers, pack), *_site(answers, pack, site_name), *_heights(answers)]


def _head(answers: Mapping[str, Mapping[str, Any]], pack: PackQuestions) -> Iterator[Row]:
    details = answers.get("details", {})
    kind = answers.get("kind", {}).get("kind", "")
    yield "kind", gettext("Loại đề xuất"), dict(pack.kinds).get(kind, "") or gettext("chưa có")
    yield "details", gettext("Tên đề xuất"), details.get("title") or gettext("chưa có")
    if details.get("title_en"):
        yield "details", gettext("Tên tiếng Anh"), details["title_en"]
    yield "details", gettext("Bên đề xuất (tổ chức)"), details.get("proponent") or gettext("chưa có")
    communes = "; ".join(_unit(code) for code in details.get("communes", ()))
    yield "details", gettext("Xã, phường, đặc khu đã khai"), communes or gettext("chưa khai")


def _facts(answers: Mapping[str, Mapping[str, Any]], pack: PackQuestions) -> Iterator[Row]:
    facts = answers.get("details", {}).get("facts", {})
    for question in pack.questions:
        label = f"{question.label} ({question.unit})" if question.unit else question.label
        yield "details", label[:1].upper() + label[1:], _fact(facts.get(question.name), dict(question.options))


def _fact(value: object, options: Mapping[str, str]) -> str:
    if value is None:
        return gettext("chưa biết")
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    return options.get(str(value), str(value))


def _site(answers: Mapping[str, Mapping[str, Any]], pack: PackQuestions, name: str) -> Iterator[Row]:
    site = answers.get("site", {})
    ways = {
        "table": gettext("bảng tọa độ"),
        "map": gettext("vẽ trên bản đồ"),
        "file": name,
        "none": gettext("chưa có vị trí"),
        "park": _park(site),
        "units": "; ".join(_unit(code) for code in site.get("units", ())),
    }
    yield "site", gettext("Khu đất"), ways.get(site.get("way", ""), gettext("chưa có"))
    if site.get("crs"):
        yield "site", gettext("Hệ tọa độ"), dict(pack.systems).get(site["crs"], site["crs"])
    if site.get("area_ha"):
        area = number_text(site["area_ha"])
        yield "site", gettext("Diện tích hồ sơ ghi"), gettext("%(area)s ha") % {"area": area}


def _park(site: Mapping[str, Any]) -> str:
    name = site.get("park_name", "")
    if not site.get("units"):
        return gettext("%(park)s, ranh giới trong sổ") % {"park": name}
    units = "; ".join(_unit(code) for code in site["units"])
    return gettext("%(park)s, chưa có ranh giới nên lấy phạm vi: %(units)s") % {"park": name, "units": units}


def _heights(answers: Mapping[str, Mapping[str, Any]]) -> Iterator[Row]:
    heights = answers.get("heights", {})
    labels = {
        "ground_elevation": gettext("Mặt đất tự nhiên so với mực nước biển"),
        "height": gettext("Đỉnh công trình so với mặt đất tự nhiên"),
        "top_elevation": gettext("Đỉnh công trình so với mực nước biển"),
    }
    for key, label in labels.items():
        metres = gettext("%(metres)s m") % {"metres": number_text(heights[key])} if key in heights else None
        yield "heights", label, metres or gettext("chưa biết")


def _unit(code: str) -> str:
    units = resolve(str(code)).units
    return units[0].full_name if len(units) == 1 else str(code)
