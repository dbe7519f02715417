"""What the screening of a cadastre came to, in words."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from kethop.cadastre import Advance, Ended, LayerTotal, LayerUse, Reason, Remark, RemarkKind, RuleTotal, ScreenJob
from kethop.reporting.counts import Count
from kethop.reporting.errors import error_codes
from kethop.reporting.phrasing import fill, one_line
from kethop.spatial import LayerState
from kethop.vocabulary import Language, Text, format_date

__all__ = ["advance_line", "describe_screen"]

REASON_WORDS: Mapping[Reason, Text] = MappingProxyType(
    {
        Reason.NOWHERE: Text(vi="thửa không có hình", en="the parcel has no shape"),
        Reason.INVALID: Text(vi="ranh thửa tự cắt", en="its outline crosses itself"),
        Reason.LAYER_MISSING: Text(vi="không có lớp dữ liệu", en="there is no such layer"),
        Reason.LAYER_STALE: Text(vi="lớp dữ liệu đã quá hạn", en="the layer is out of date"),
        Reason.NOT_COVERING: Text(vi="ngoài phạm vi của lớp", en="outside the layer's extent"),
        Reason.COVERAGE_UNKNOWN: Text(
            vi="không biết lớp phủ đến đâu (thiếu tệp mô tả)", en="how far the layer reaches is not stated (no sidecar)"
        ),
        Reason.NO_TOP: Text(vi="dưới bề mặt, chưa biết cao độ đỉnh", en="under a surface, top not known"),
        Reason.BELOW_COMPUTED: Text(
            vi="thấp hơn bề mặt tính toán, vốn không đủ để loại trừ",
            en="below the surfaces computed, which can forbid and never clear",
        ),
        Reason.SURFACES_NOT_COMPUTABLE: Text(
            vi="có thể nằm dưới bề mặt chưa tính được", en="a surface that cannot be computed may lie over it"
        ),
    }
)
_REMARK_WORDS: Mapping[RemarkKind, Text] = MappingProxyType(
    {
        RemarkKind.NO_ZONES: Text(
            vi="lớp không có vùng nào: mọi thửa trong phạm vi của lớp là “không gặp”; kiểm tra có đúng tệp không",
            en="the layer holds no zone: it clears every parcel within its extent; check that it is the right file",
        ),
        RemarkKind.KEYS_REPEAT: Text(
            vi="{count} mã được đặt cho nhiều vùng, như “{example}”: mã đó không cho biết là vùng nào",
            en="{count} {count:key names|keys name} several zones, such as “{example}”: it does not tell which of them is meant",
        ),
    }
)
_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "parcels": Text(
            vi="Đã xét {n} thửa, {parts} phần", en="{n} {n:parcel|parcels} screened, in {parts} {parts:part|parts}"
        ),
        "kept": Text(vi=" ({kept} phần có sẵn từ lần chạy trước)", en=" ({kept} of them from an earlier run)"),
        "layer": Text(
            vi="{name}: {hit} gặp · {clear} không gặp · {unknown} chưa xác định",
            en="{name}: {hit} hit · {clear} clear · {unknown} not known",
        ),
        "pairs": Text(
            vi="{n} cặp thửa và vùng gặp nhau",
            en="{n} {n:pair of a parcel and a zone meets|pairs of a parcel and a zone meet}",
        ),
        "under": Text(
            vi="{n} thửa so được với một bề mặt", en="{n} {n:parcel was|parcels were} compared with a surface"
        ),
        "surfaces": Text(
            vi="Bề mặt tính toán, không phải bề mặt đã công bố: chỉ có thể ngăn, không thể loại trừ. “Không gặp” nghĩa là ngoài phạm vi tính.",
            en="Computed surfaces, not the published ones: they can forbid, never clear. “Clear” says: outside all that was computed.",
        ),
        "as_of": Text(vi="số liệu ngày {day}", en="as of {day}"),
        "rules": Text(
            vi="Quy tắc {name}: {decided} cặp đã xét, {unmatched} không khớp dòng nào, {undetermined} chưa chắc vì thiếu dữ liệu, {violating} có vi phạm",
            en="Rules {name}: {decided} {decided:pair|pairs} decided, {unmatched} matched no row, {undetermined} undetermined as data is missing, {violating} with violations",
        ),
        "rule": Text(vi="dòng {rule} quyết định: {n}", en="row {rule} decided: {n}"),
        "check": Text(
            vi="Tự kiểm: hỏi lại GEOS {n} thửa chọn ngẫu nhiên ({pairs} cặp gặp nhau), {differences} chỗ khác",
            en="Self-check: GEOS was asked again about {n} {n:parcel|parcels} at random ({pairs} {pairs:pair meets|pairs meet}), {differences} {differences:difference|differences}",
        ),
        "no_check": Text(
            vi="Tự kiểm: không có lớp vùng nào để hỏi lại GEOS",
            en="Self-check: there is no layer of zones to ask GEOS about",
        ),
        "difference": Text(
            vi="{file}, hàng {row}, {layer} “{zone}”: ghi {ours}, GEOS {geos}",
            en="{file}, row {row}, {layer} “{zone}”: written {ours}, GEOS {geos}",
        ),
        "advance": Text(
            vi="{rows} / {all} thửa ({share} %), {parts} / {all_parts} phần",
            en="{rows} / {all} {all:parcel|parcels} ({share} %), {parts} / {all_parts} {all_parts:part|parts}",
        ),
        "remaining": Text(vi=", còn {time}", en=", {time} left"),
    }
)


def describe_screen(job: ScreenJob, ended: Ended, language: Language) -> list[str]:
    """Return the report of a run: parcels by layer and outcome, what is not known and why, rules, self-check.

    Parameters
    ----------
    job : ScreenJob
    ended : Ended
    language : Language
    """
    totals = ended.totals
    head = _said("parcels", language, n=totals.parcels, parts=len(ended.receipts))
    head += _said("kept", language, kept=ended.kept) if ended.kept else ""
    lines = [head]
    days = {item.id: item.as_of for item in job.layers}
    for name in job.layer_names:
        day = days.get(name)
        dated = _said("as_of", language, day=format_date(date.fromisoformat(day), language)) if day else ""
        shown = one_line(name) + (f" ({dated})" if dated else "")
        lines += _layer(shown, totals.layers[name], "pairs" if name in days else "under", language)
        lines += [cure for item in job.layers if item.id == name and (cure := _cure(item, language))]
        lines += [_remark(item, language) for item in job.remarks if item.layer == name]
    if job.heights:
        lines.append(_said("surfaces", language))
    if job.rules and totals.rules:
        lines += _rules(job.rules.decision, totals.rules, language)
    check = totals.check
    told = {"n": check.sampled, "pairs": check.pairs, "differences": check.differences}
    lines.append(_said("check", language, **told) if job.layers else _said("no_check", language))
    for item in check.examples:
        lines.append("  " + _said("difference", language, **item.model_dump()))
    return lines


def _cure(use: LayerUse, language: Language) -> str:
    """Return what to do about a layer that cannot answer; nothing for one that does."""
    sentence = error_codes().get(use.problem)
    if use.state is LayerState.ANSWERED or sentence is None:
        return ""
    return (
        f"  → {fill(sentence.cure.in_language(language), {'id': use.id}, words={}, language=language)} [{use.problem}]"
    )


def _remark(remark: Remark, language: Language) -> str:
    """Return what a reader must know of a layer that answered."""
    told = _REMARK_WORDS[remark.kind].in_language(language)
    return "  " + told.format(count=Count(remark.count, language), example=one_line(remark.example))


def _layer(name: str, total: LayerTotal, met: str, language: Language) -> list[str]:
    lines = [_said("layer", language, name=name, hit=total.hit, clear=total.clear, unknown=total.unknown)]
    lines += [
        f"  {Count(count, language)}: {REASON_WORDS[Reason(reason)].in_language(language)}"
        for reason, count in total.reasons.items()
    ]
    return [*lines, "  " + _said(met, language, n=total.pairs)]


def _rules(name: str, total: RuleTotal, language: Language) -> list[str]:
    counts = total.model_dump(exclude={"rules"})
    lines = [_said("rules", language, name=one_line(name), **counts)]
    return lines + ["  " + _said("rule", language, rule=rule, n=count) for rule, count in total.rules.items()]


def advance_line(told: Advance, seconds: float | None, language: Language) -> str:
    """Return how far a run is: parcels, share, parts, and the time that is left where it can be told."""
    share = 100 * told.rows // max(told.all_rows, 1)
    line = _said(
        "advance",
        language,
        rows=told.rows,
        all=told.all_rows,
        share=share,
        parts=told.parts,
        all_parts=told.all_parts,
    )
    left = str(timedelta(seconds=round(seconds))) if seconds is not None else None
    return line + (_said("remaining", language, time=left) if left else "")


def _said(word: str, language: Language, **fields: str | int) -> str:
    shown = {name: Count(value, language) if isinstance(value, int) else value for name, value in fields.items()}
    return _WORDS[word].in_language(language).format(**shown)
