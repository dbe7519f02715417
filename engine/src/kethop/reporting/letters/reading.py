"""A form as stored values, and the paper of it."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import Field, TypeAdapter

from kethop.reporting.letters.completing import CompletionSlip, OpinionTable, completion_paper, opinion_paper
from kethop.reporting.letters.consulting import (
    AskingLetter,
    ReplyLetter,
    UrgingLetter,
    asking_paper,
    reply_paper,
    urging_paper,
)
from kethop.reporting.letters.deciding import (
    AppraisalReport,
    Decision,
    ResultNotice,
    SubmissionPaper,
    decision_paper,
    notice_paper,
    report_paper,
    submission_paper,
)
from kethop.reporting.letters.site_annex import SiteAnnex, annex_paper
from kethop.reporting.report.blocks import Annex, Paper

__all__ = ["AnyForm", "form_of", "paper_of"]

_Plain: TypeAlias = (
    UrgingLetter | ReplyLetter | CompletionSlip | OpinionTable | SubmissionPaper | ResultNotice | Decision
)
AnyForm: TypeAlias = _Plain | AskingLetter | AppraisalReport | SiteAnnex
_JSON: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])
_FORMS: TypeAdapter[AnyForm] = TypeAdapter(Annotated[AnyForm, Field(discriminator="form")])


def form_of(record: Mapping[str, object]) -> AnyForm:
    """Return a form from plain JSON values; its key ``form`` says which.

    Raises
    ------
    pydantic.ValidationError
        The values are not those of the form.
    """
    return _FORMS.validate_json(_JSON.dump_json(dict(record)))


def paper_of(form: AnyForm, annexes: tuple[Annex, ...] = ()) -> Paper:
    """Return the paper of a form.

    Parameters
    ----------
    annexes : tuple of Annex
        Annexes of the run, for the report (F6), the letter that asks (F1) and the annex by itself (F11).
    """
    if isinstance(form, AppraisalReport):
        return report_paper(form, annexes)
    if isinstance(form, SiteAnnex):
        return annex_paper(form, annexes)
    if isinstance(form, AskingLetter):
        return asking_paper(form, annexes)
    return _plain_paper(form)


def _plain_paper(form: _Plain) -> Paper:  # noqa: PLR0911 - one for each form
    match form:
        case UrgingLetter():
            return urging_paper(form)
        case ReplyLetter():
            return reply_paper(form)
        case CompletionSlip():
            return completion_paper(form)
        case OpinionTable():
            return opinion_paper(form)
        case SubmissionPaper():
            return submission_paper(form)
        case ResultNotice():
            return notice_paper(form)
        case Decision():
            return decision_paper(form)
