"""The engine's own sentences in findings; the pack's sentences are the pack's."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kethop.appraisal.fact_book import Fact
from kethop.appraisal.unknown_reason import UnknownReason
from kethop.vocabulary import Language, Text

__all__ = ["NOT_KNOWN", "no_rule", "undetermined", "why_unknown"]

NOT_KNOWN = Text(vi="chưa biết", en="not known")
_REASONS: Mapping[UnknownReason, Text] = MappingProxyType(
    {
        UnknownReason.NOT_DECLARED: Text(vi="hồ sơ chưa ghi", en="the file does not say"),
        UnknownReason.CONTRADICTED: Text(
            vi="hồ sơ khai khác với bản đồ: {detail}", en="the file contradicts the map: {detail}"
        ),
        UnknownReason.NO_SITE: Text(vi="hồ sơ chưa có vị trí khu đất", en="the file gives no site"),
        UnknownReason.NO_AREA: Text(
            vi="vị trí khai là điểm hoặc tuyến, không có diện tích", en="the site is a point or a line and has no area"
        ),
        UnknownReason.NO_HEIGHT: Text(
            vi="hồ sơ chưa ghi đủ độ cao của công trình", en="the file does not give the heights that are needed"
        ),
        UnknownReason.NO_LAYER: Text(vi="chưa có lớp dữ liệu “{detail}”", en="there is no layer “{detail}”"),
        UnknownReason.STALE_LAYER: Text(
            vi="lớp dữ liệu “{detail}” đã quá hạn cập nhật", en="the layer “{detail}” is out of date"
        ),
        UnknownReason.UNREADABLE_LAYER: Text(
            vi="không đọc được lớp dữ liệu “{detail}”", en="the layer “{detail}” cannot be read"
        ),
        UnknownReason.LAYER_CRS: Text(
            vi="không đọc được hệ tọa độ của lớp dữ liệu “{detail}”",
            en="the coordinate system of the layer “{detail}” cannot be read",
        ),
        UnknownReason.LAYER_NOT_COVERING: Text(
            vi="lớp dữ liệu “{detail}” không phủ hết khu đất", en="the layer “{detail}” does not cover the whole site"
        ),
        UnknownReason.SEVERAL_PROVINCES: Text(
            vi="khu đất nằm trên nhiều tỉnh ({detail})", en="the site lies in several provinces ({detail})"
        ),
        UnknownReason.OUTSIDE_PROVINCES: Text(
            vi="khu đất không nằm trong tỉnh nào của lớp hành chính", en="the site lies in no province of the layer"
        ),
        UnknownReason.SURFACES_NOT_COMPUTABLE: Text(
            vi="không tính được bề mặt giới hạn chướng ngại vật của sân bay {detail}",
            en="the obstacle limitation surfaces of aerodrome {detail} cannot be computed",
        ),
        UnknownReason.OUTSIDE_SURFACES: Text(
            vi="khu đất nằm ngoài các bề mặt tính được", en="the site lies outside the surfaces that can be computed"
        ),
        UnknownReason.UNDETERMINED: Text(vi="còn phụ thuộc: {detail}", en="it depends on: {detail}"),
    }
)


def why_unknown(fact: Fact) -> Text:
    """Return the reason of an unknown fact in words.

    Raises
    ------
    ValueError
        The fact is known.
    """
    if fact.reason is None:
        raise ValueError(f"{fact.name} is known")
    reason = _REASONS[fact.reason]
    return Text(vi=reason.vi.format(detail=fact.detail.vi), en=reason.en.format(detail=fact.detail.en))


def undetermined(missing: Sequence[Fact], if_so: Sequence[Text], bodies: Sequence[Text]) -> Text:
    """Return the sentence of a finding that a missing fact leaves open; each case that may be stands on a line of its own.

    Parameters
    ----------
    missing : sequence of Fact
        The facts.
    if_so : sequence of Text
        What would apply.
    bodies : sequence of Text
        Who is asked meanwhile.
    """
    parts = {}
    for language in Language:
        vietnamese = language is Language.VI
        reasons = "; ".join(
            f"{fact.definition.label.in_language(language)} ({why_unknown(fact).in_language(language)})"
            for fact in missing
        )
        text = (
            f"Chưa xác định được vì chưa biết: {reasons}." if vietnamese else f"Not determined; not known: {reasons}."
        )
        if if_so:
            cases = "".join(f"\n– {item.in_language(language).rstrip('.')}." for item in if_so)
            text += f"\nCó thể thuộc trường hợp:{cases}" if vietnamese else f"\nIt may be that:{cases}"
        if bodies:
            names = ", ".join(dict.fromkeys(item.in_language(language) for item in bodies))
            text += f"\nCoi như phải lấy ý kiến: {names}." if vietnamese else f"\nUntil then asked: {names}."
        parts[language] = text
    return Text(vi=parts[Language.VI], en=parts[Language.EN])


def no_rule() -> Text:
    """Return the sentence for a case that no row of a table decides."""
    return Text(
        vi="Chưa xác định được: không có dòng quy tắc nào cho trường hợp này. Hỏi cơ quan chủ trì quy định.",
        en="Not determined: no row of the rules covers this case. Ask the body in charge of the provision.",
    )
