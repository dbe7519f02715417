"""Which fates are told: first each once, then those that an office has most of."""

from kethop_office.appraisal.demonstration.consulting import Fate

__all__ = ["EACH_ONCE", "fate_of"]


def _fate(stop: str, *turns: str, age: tuple[int, int] = (60, 225)) -> Fate:
    return Fate(stop, frozenset(turns), age)


_EACH = (
    _fate("decided", age=(150, 225)),
    _fate("filed", age=(0, 2)),
    _fate("received", age=(2, 4)),
    _fate("completion", age=(6, 12)),
    _fate("completed", "completion", age=(22, 26)),
    _fate("returned"),
    _fate("returned", "reopened", age=(15, 20)),
    _fate("withdrawn"),
    _fate("withdrawn", "reopened", age=(40, 50)),
    _fate("broken", age=(8, 14)),
    _fate("screened", age=(8, 12)),
    _fate("screened", "override_asked", age=(8, 12)),
    _fate("screened", "override_confirmed", "removal_asked", age=(8, 12)),
    _fate("answered", "override_declined", "removal_declined", "silent", age=(12, 16)),
    _fate("answered", "removal_confirmed", "wide", age=(60, 70)),
    _fate("answered", "silent", "advice", "wide", age=(15, 20)),
    _fate("answered", "silent", "advice", "advice_waiting", age=(15, 20)),
    _fate("answered", "draft", age=(18, 26)),
    _fate("answered", "to_sign", age=(18, 26)),
    _fate("answered", "given_back", age=(18, 26)),
    _fate("answered", "late", age=(60, 80)),
    _fate("stepped_in", "step_in", age=(60, 80)),
    _fate("holding", "holding", age=(18, 24)),
    _fate("paused", "more", age=(18, 24)),
    _fate("recalled", "recalled", age=(18, 24)),
    _fate("answered", "silent", age=(90, 120)),
    _fate("answered", "silent", "shares", age=(40, 60)),
    _fate("answered", "objection", age=(45, 60)),
    _fate("answered", "not_involved", age=(45, 60)),
    _fate("answered", "objection", "reply_withdrawn", age=(60, 70)),
    _fate("answered", "silent", "amended", age=(25, 35)),
    _fate("report", age=(50, 60)),
    _fate("report", "holding", "wide", age=(70, 80)),
    _fate("review", "more", age=(60, 80)),
    _fate("review_returned", "review_returned", age=(60, 70)),
    _fate("approval", "recalled", age=(60, 80)),
    _fate("approved_once", age=(55, 70)),
    _fate("approved_once", "deputy", "wide", age=(70, 85)),
    _fate("approval", "sent_back", age=(60, 70)),
    _fate("approval", "voided", age=(60, 70)),
    _fate("decision", "linked", age=(60, 75)),
    _fate("decided", "refused", "objection", age=(90, 200)),
    _fate("decided", "decision_reopened", age=(100, 200)),
    _fate("decided", "step_in", age=(120, 225)),
    _fate("decided", "completion", "review_returned", "linked", age=(120, 225)),
    _fate("decided", "amended", age=(130, 225)),
)
_MOST = (
    _fate("decided", age=(90, 228)),
    _fate("decided", "completion", age=(110, 228)),
    _fate("decided", "wide", age=(120, 228)),
    _fate("answered", "silent", age=(8, 25)),
    _fate("answered", "silent", "wide", age=(10, 60)),
    _fate("answered", "late", age=(50, 90)),
    _fate("answered", "to_sign", age=(15, 30)),
    _fate("report", age=(40, 60)),
    _fate("screened", age=(5, 12)),
    _fate("decided", "refused", "objection", age=(90, 228)),
    _fate("received", age=(1, 5)),
    _fate("completion", age=(5, 20)),
    _fate("approved_once", age=(45, 60)),
    _fate("review", age=(40, 60)),
    _fate("returned", age=(30, 228)),
    _fate("paused", "more", age=(15, 30)),
)


EACH_ONCE = len(_EACH)
"""So many cases show every fate once."""


def fate_of(number: int) -> Fate:
    """Return the fate of a case, counted from 1."""
    return _EACH[number - 1] if number <= EACH_ONCE else _MOST[(number - 1 - EACH_ONCE) % len(_MOST)]
