"""A job in words, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, gettext

from kethop_office.accounts.models import Job
from kethop_office.common.figures import number_text
from kethop_office.common.wording import sentence, sentences

__all__ = ["JobWords", "in_words"]

_LOOKS = {
    Job.State.QUEUED: "neutral",
    Job.State.RUNNING: "neutral",
    Job.State.DONE: "clear",
    Job.State.FAILED: "hit",
    Job.State.STOPPED: "neutral",
    Job.State.INTERRUPTED: "unknown",
}


@dataclass(frozen=True, slots=True)
class JobWords:
    """What a page shows of a job.

    Parameters
    ----------
    title : str
        What it does.
    state, look : str
        The state's word and the look of its tag.
    line : str
        What it is doing, what came out, or what went wrong and what to do.
    """

    job: Job
    title: str
    state: str
    look: str
    line: str

    @property
    def can_run_again(self) -> bool:
        """Whether it ended without a result."""
        return self.job.state in {Job.State.FAILED, Job.State.STOPPED, Job.State.INTERRUPTED}

    @property
    def path(self) -> str:
        """Page to go to; only one of this office's own."""
        path = str(self.job.result.get("path", ""))
        return path if path.startswith("/") and not path.startswith("//") else ""


def in_words(job: Job) -> JobWords:
    """Return a job in words."""
    title = _known(f"job.{job.kind}", {}) or gettext("Việc chạy nền")
    return JobWords(job, title, job.get_state_display(), _LOOKS[Job.State(job.state)], _line(job))


def _line(job: Job) -> str:
    if job.state == Job.State.QUEUED:
        return gettext("Đang chờ chạy. Có thể rời trang này, việc vẫn được làm.")
    if job.state == Job.State.RUNNING:
        return _stage(job)
    if job.state == Job.State.STOPPED:
        return gettext("Đã dừng theo yêu cầu. Không có gì được lưu.")
    if job.state == Job.State.INTERRUPTED:
        return gettext(
            "Việc bị ngắt giữa chừng vì máy chủ dừng. Không có gì được ghi dở dang. Bấm “Chạy lại” để làm từ đầu."
        )
    if job.state == Job.State.FAILED:
        return _error(job)
    return _known(f"job.{job.kind}.done", _numbers(job.result)) or gettext("Đã xong.")


def _stage(job: Job) -> str:
    if job.is_stop_asked:
        return gettext("Đã yêu cầu dừng, chờ đến bước dừng được.")
    counts = {"done": number_text(Decimal(job.done)), "total": number_text(Decimal(job.total))}
    return _known(job.stage, counts) or gettext("Đang chạy. Có thể rời trang này, việc vẫn được làm.")


def _error(job: Job) -> str:
    told = job.error_fields.get(get_language() or "vi", "") if "vi" in job.error_fields else ""
    return (
        told
        or _known(job.error_code, job.error_fields)
        or sentence("job.unexpected", {"incident": job.incident or "?"})
    )


def _known(code: str, fields: Mapping[str, object]) -> str:
    return sentence(code, fields) if code in sentences() else ""


def _numbers(facts: Mapping[str, object]) -> dict[str, object]:
    return {
        name: number_text(Decimal(value)) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in facts.items()
    }
