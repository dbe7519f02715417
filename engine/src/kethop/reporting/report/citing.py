"""Provisions and instruments as a document cites them."""

import re
from collections.abc import Iterable, Iterator

from kethop.appraisal import CitedProvision
from kethop.packs import Pack
from kethop.reporting.report.case import Case, lower_first
from kethop.reporting.report.labels import TRUST
from kethop.vocabulary import InstrumentKind, Language, Text

__all__ = ["basis_lines", "cited_with_mark", "instrument_title"]

_PLACE_VI = re.compile(r"^(điểm \S+ )?(khoản \S+ )?(Điều \S+ )?(Phụ lục \S+ )?")
_PLACE_EN = re.compile(r"(, annex [^,]+)?(, art\. \S+)?$")
_NUMBER_OF_LAW = re.compile(r"( số)? \S+/QH\S+$")
_NUMBER_IN_SUBJECT = re.compile(r"( số)? \d+/\d{4}/QH\d+")  # laws go by their name inside a subject too
_NUMBERED = re.compile(r"^(Nghị định|Quyết định|Thông tư) (\d)")
_MINISTRY = re.compile(r"/TT-([A-Z]+)$")
_MINISTRIES = {
    "BQP": Text(vi="Bộ Quốc phòng", en="National Defence"),
    "BCA": Text(vi="Bộ Công an", en="Public Security"),
}
_VERBS = ("quy định chi tiết", "hướng dẫn", "sửa đổi")
_KIND = re.compile(r"^/akn/[^/]+/act/([^/]+)/")
_RANK = {
    InstrumentKind.LAW: 0,
    InstrumentKind.DECREE: 1,
    InstrumentKind.DECISION: 2,
    InstrumentKind.CIRCULAR: 3,
}


def cited_with_mark(case: Case, provisions: Iterable[CitedProvision]) -> str:
    """Return citations in a row, each with the mark that says how far its text was read."""
    return "; ".join(_cited(case, item) for item in provisions)


def _cited(case: Case, item: CitedProvision) -> str:
    if not item.is_to_verify:
        return case.say(item.cite)
    return f"{case.say(item.cite)} ({case.label('to_verify')}: {case.say(TRUST[item.trust])})"


def instrument_title(provision: CitedProvision, language: Language) -> str:
    """Return how the instrument of a provision is called: the citation without article, clause and point."""
    if language is Language.VI:
        return _PLACE_VI.sub("", provision.cite.vi)
    return _PLACE_EN.sub("", provision.cite.en)


def basis_lines(case: Case) -> tuple[str, ...]:
    """Return the legal grounds: every instrument that a finding or a period cites, laws first, a line each.

    Laws go by their name only, as the rules for documents want; other instruments by kind, symbol, day of issue, issuer
    and subject. A day that the pack does not state stays dotted.

    References
    ----------
    .. [1] Decree 30/2020/NĐ-CP, Appendix I, II.6 b.
    """
    titles: dict[str, CitedProvision] = {}
    for item in _provisions(case):
        titles.setdefault(item.id.partition("/!main")[0], item)
    ordered = sorted(titles.items(), key=lambda entry: (_rank(entry[0]), entry[0]))
    lines = dict.fromkeys(case.label("basis", what=_named(case, item, key)) for key, item in ordered)
    ends = [";"] * (len(lines) - 1) + ["."]
    return tuple(text + end for text, end in zip(lines, ends, strict=True)) if lines else ()


def _provisions(case: Case) -> Iterator[CitedProvision]:
    for finding in case.run.findings:
        yield from finding.provisions
    for inquiry in case.run.inquiries:
        yield from inquiry.period.provisions


def _rank(key: str) -> int:
    found = _KIND.match(key)
    return next((rank for kind, rank in _RANK.items() if found and found[1] == str(kind)), len(_RANK))


def _named(case: Case, item: CitedProvision, key: str) -> str:
    title = instrument_title(item, case.language)
    if _rank(key) == 0:
        return case.label("law_named", law=_NUMBER_OF_LAW.sub("", title))
    issued, subject = _of_pack(case.pack, item, case)
    parts = (_NUMBERED.sub(r"\1 số \2", title), issued, _issuer(case, key, title), subject)
    return " ".join(part for part in parts if part)


def _issuer(case: Case, key: str, title: str) -> str:
    """Return who issues such an instrument, as its kind and symbol say; empty where they do not."""
    if _rank(key) == _RANK[InstrumentKind.DECREE]:
        return case.label("of_government")
    found = _MINISTRY.search(title)
    ministry = _MINISTRIES.get(found[1]) if found else None
    return case.label("of_minister", ministry=case.say(ministry)) if ministry else ""


def _of_pack(pack: Pack | None, item: CitedProvision, case: Case) -> tuple[str, str]:
    """Return day of issue and subject as the pack states them; a day that it does not state is left to be filled in."""
    wanted = instrument_title(item, Language.VI)
    found = [one for one in pack.instruments.values() if one.title.vi == wanted] if pack else []
    if len(found) != 1:
        return "", ""
    issued = case.day(found[0].issued) if found[0].issued else case.label("issued_blank")
    if case.language is Language.EN:
        issued = f"of {issued}"
    subject = lower_first(_NUMBER_IN_SUBJECT.sub("", case.say(found[0].subject)))
    is_verb = case.language is Language.VI and subject.startswith(_VERBS)
    return issued, subject if is_verb else case.label("subject_of", subject=subject)
