"""Periods, and what stopped or lengthened them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from django.utils import translation
from django.utils.translation import gettext

from kethop_office.appraisal.bridge.clock import Length, Stop
from kethop_office.appraisal.models import Case, Extension, Inquiry, LocalPeriod, Suspension
from kethop_office.common.figures import date_text

__all__ = [
    "case_length",
    "case_stops",
    "days_stopped",
    "given_sum",
    "inquiry_length",
    "inquiry_stops",
    "local_period",
    "running_stop",
]


class _Added(Protocol):
    days: int
    cap: int


def local_period(case: Case) -> LocalPeriod | None:
    """Return the period that the lead office has set for cases of this kind on the day of the valid file."""
    held = LocalPeriod.objects.filter(office=case.lead_office_id, case_kind=case.kind)
    return held.filter(starts__lte=case.valid_on).order_by("-starts", "-set_at").first() if case.valid_on else None


def case_length(case: Case, period: LocalPeriod) -> Length:
    """Return the length of the case's own period with what was added."""
    return _with(period.days, period.unit, Extension.objects.filter(case=case, inquiry=None))


def inquiry_length(inquiry: Inquiry) -> Length | None:
    """Return the length of an inquiry's period; None where neither law nor a local setting gives one."""
    if inquiry.period is None or not inquiry.unit or inquiry.period_state not in {"stated", "local"}:
        return None
    return _with(inquiry.period, inquiry.unit, inquiry.extensions.all())


def case_stops(case: Case) -> list[Stop]:
    """Return what stopped the case's own clock."""
    return [_stop(row) for row in Suspension.objects.filter(case=case, inquiry=None)]


def inquiry_stops(inquiry: Inquiry) -> list[Stop]:
    """Return what stopped the clock of one inquiry; a pause of the case alone does not stop it."""
    return [_stop(row) for row in inquiry.suspensions.all()]


def given_sum(day: date, lost: int) -> dict[str, str]:
    """Return how a last day that was given by hand came about, in both languages."""
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            words = gettext("hạn đã định trước khi hồ sơ vào hệ thống: %(day)s") % {"day": date_text(day)}
            more = gettext("cộng %(days)s ngày làm việc tạm dừng") % {"days": lost}
            said[language] = f"{words}; {more}" if lost else words
    return said


def running_stop(case: Case, inquiry: Inquiry | None = None) -> Suspension | None:
    """Return the suspension of the case, or of one inquiry, that lasts."""
    return Suspension.objects.filter(case=case, inquiry=inquiry, last=None).first()


def _with(days: int, unit: str, added: Iterable[_Added]) -> Length:
    rows = list(added)
    return Length(days, unit, sum(row.days for row in rows), min((row.cap for row in rows), default=0))


def _stop(row: Suspension) -> Stop:
    return Stop(row.first, row.last, _cause(row.cause, "vi"), _cause(row.cause, "en"))


def _cause(cause: str, language: str) -> str:
    with translation.override(language):
        if cause == "completion":
            return gettext("chờ hoàn thiện hồ sơ")
        if cause == "more_information":
            return gettext("chờ bổ sung theo đề nghị của cơ quan được lấy ý kiến")
        return gettext("lý do khác, ghi tại nhật ký hồ sơ")


def days_stopped(row: Suspension, today: date) -> int:
    """Return how many real days a suspension has taken; one that lasts would lose none of today if it ended today."""
    last = today - timedelta(days=1) if row.last is None else row.last
    return max(0, (last - row.first).days + 1)
