"""What the computed surfaces and the areas of radio aids say of one place, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from shapely.geometry import Point

from kethop.appraisal.notes import note_texts
from kethop.reporting.surface_sheet import COMPUTED_ONLY
from kethop.reporting.words import REGIMES, SURFACES
from kethop.spatial import RadioAid, SurfaceAnswer, SurfaceLevel, aid_table, must_be_assessed
from kethop.vocabulary import Language, Text, format_number

__all__ = ["aid_lines", "place_lines"]

_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "none": Text(
            vi="không có bề mặt nào tính được phía trên vị trí này", en="no computed surface lies over the place"
        ),
        "open": Text(
            vi="chưa đầy đủ: còn bề mặt chưa tính được có thể nằm phía trên; không kết luận là không chạm",
            en="not complete: surfaces that cannot be computed may lie over the place; it is not said that none is reached",
        ),
        "only": Text(vi="Chỉ xét sân bay {ident}", en="Only the aerodrome {ident} is looked at"),
        "above": Text(vi="đỉnh {top} m cao hơn {metres} m", en="the top, {top} m, is {metres} m above"),
        "below": Text(vi="đỉnh {top} m không cao hơn", en="the top, {top} m, is not above"),
        "guidance": Text(vi="chỉ để hướng dẫn", en="guidance only"),
        "work": Text(vi="công trình", en="works"),
        "wind": Text(vi="tua-bin gió", en="wind turbines"),
    }
)
_ASSESSED: Mapping[bool | None, Text] = MappingProxyType(
    {
        True: Text(
            vi="trong vùng, phải được đánh giá (không phải bị cấm)", en="inside: must be assessed, not forbidden"
        ),
        False: Text(vi="ngoài vùng của đài này", en="outside the area of this aid"),
        None: Text(
            vi="chưa xác định: thiếu cao độ đỉnh (--top) hoặc cao độ chân đài",
            en="not determined: the top (--top) or the elevation of the aid's foot is missing",
        ),
    }
)


def place_lines(ident: str, answers: Sequence[SurfaceAnswer], top_m: float | None, language: Language) -> Iterator[str]:
    """Yield every surface over one place, set by set, lowest first, and what is open.

    Parameters
    ----------
    ident : str
        The one aerodrome that was asked.
    answers : sequence of SurfaceAnswer
        One a set of rules.
    top_m : float or None
        Top of a work, metres above mean sea level.
    language : Language
        Of the lines.
    """
    yield COMPUTED_ONLY.in_language(language)
    yield _say("only", language, ident=ident)
    for answer in answers:
        yield f"{REGIMES[str(answer.surface_set.regime)].in_language(language)} ({answer.surface_set.regime}):"
        if not answer.levels:
            yield f"  {_say('none', language)}"
        yield from (f"  {_level(item, top_m, language)}" for item in answer.levels)
        yield from (f"  {_level(item, None, language)}; {_say('guidance', language)}" for item in answer.guidance)
        if not answer.complete:
            yield f"  {_say('open', language)}"
        yield from (f"  {text.in_language(language)}" for text in note_texts(answer.notes))


def aid_lines(
    place: tuple[float, float], top_m: float | None, aids: Sequence[RadioAid], language: Language
) -> Iterator[str]:
    """Yield, aid by aid, whether a work and a wind turbine at a place (lon, lat; WGS 84) must be assessed."""
    table = aid_table()
    if aids:
        yield f"{_side(table.title, language)} ({table.trust}):"
    for aid in aids:
        for word, is_wind in (("work", False), ("wind", True)):
            state = must_be_assessed(Point(place), top_m, aid, is_wind_turbine=is_wind)
            yield f"  {aid.name}, {_say(word, language)}: {_ASSESSED[state].in_language(language)}"


def _level(level: SurfaceLevel, top_m: float | None, language: Language) -> str:
    runway = f"{level.runway} → {level.direction}" if level.direction else level.runway
    whose = " ".join(part for part in (level.aerodrome, runway, str(level.group or "")) if part)
    line = f"{_number(level.elevation_m, language)} m: {SURFACES[level.surface].in_language(language)} ({whose})"
    if top_m is None:
        return line
    top, above = _number(top_m, language), top_m - level.elevation_m
    if above <= 0:
        return f"{line}; {_say('below', language, top=top)}"
    return f"{line}; {_say('above', language, top=top, metres=_number(max(above, 0.01), language))}"


def _say(word: str, language: Language, **fields: str) -> str:
    return _WORDS[word].in_language(language).format_map(fields)


def _number(metres: float, language: Language) -> str:
    return format_number(Decimal(metres).quantize(Decimal("0.01")), language)


def _side(text: str, language: Language) -> str:
    vi, _, en = text.partition(" · ")
    return vi if language is Language.VI or not en else en
