"""Ask the engine one case, or one park, again, and keep what differs. What cannot be asked is kept as that, never as the same."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from kethop_office.appraisal.actions.rescreened import overtake, tell_officers
from kethop_office.appraisal.actions.run_screening import SECONDS, sentences_of
from kethop_office.appraisal.bridge.desk import Ask, EngineEnded
from kethop_office.appraisal.models import (
    RescreenedCase,
    RescreenedRow,
    ScreeningRun,
    ValidatedSubmission,
)
from kethop_office.appraisal.queries.rescreening.answers import answer_changes
from kethop_office.common import clock
from kethop_office.common.files import blob_path, read_blob

__all__ = ["Candidate", "Unasked", "ask_case", "asked", "compared_run", "keep_answer"]

NO_RUN = "rescreen.no_run"


@dataclass(frozen=True, slots=True)
class Candidate:
    """The engine as it would be, or is, and what it judges by.

    Parameters
    ----------
    ask, ask_present : callable
        Ask the engine as it would be, or is; and one with what is in use now.
    opened_now : mapping
        Seals of the layers in use now.
    folder : Path
        Where links to layers may be laid as long as the work goes on.
    """

    ask: Ask
    ask_present: Ask
    pack_sha256: str
    engine_version: str
    opened_now: Mapping[str, list[str]]
    folder: Path


class Unasked(Exception):  # noqa: N818 - tells what happened
    """The engine gave no answer.

    Parameters
    ----------
    code : str
        Of its error, or of what was missing.
    fields : mapping
        The sentence in each language, where the engine has one.
    """

    def __init__(self, code: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code, self.fields = code, dict(fields or {})


def compared_run(case: Any) -> ScreeningRun | None:  # noqa: ANN401 - a case, or its key
    """Return the run that counts, where it is of the newest valid file; None where there is nothing to compare with."""
    run = (
        ScreeningRun.objects.filter(case=case, state=ScreeningRun.State.DONE)
        .select_related("validation__proposal", "validation__submission__site", "file")
        .order_by("-number")
        .first()
    )
    if run is None or run.file is None:
        return None
    newer = ValidatedSubmission.objects.filter(case=case, number__gt=run.validation.number)
    return None if newer.exists() else run


def ask_case(one: RescreenedCase, candidate: Candidate) -> None:
    """Ask one case as its own screening does, on the law of the same day, and keep what differs from its last run."""
    one.run = compared_run(one.case_id)
    keep_answer(one, lambda: _case_changes(one.run, candidate))
    with transaction.atomic():
        one.save()
        if one.is_after:
            overtake(one)
            tell_officers(one)


def _case_changes(run: ScreeningRun | None, candidate: Candidate) -> list[dict[str, Any]]:
    if run is None or run.file is None:
        raise Unasked(NO_RUN)
    site = run.validation.submission.site
    answer = asked(
        candidate.ask,
        "judgement",
        proposal=str(blob_path(run.validation.proposal.sha256)),
        site=str(blob_path(site.sha256)) if site else None,
        as_of=run.law_date.isoformat(),
    )
    return answer_changes(json.loads(read_blob(run.file)), answer)


def asked(ask: Ask, what: str, **given: object) -> Mapping[str, Any]:
    """Return what an engine answers.

    Raises
    ------
    Unasked
        It gave no answer, or an error.
    """
    try:
        answer = ask(what, seconds=SECONDS, **given)
    except EngineEnded as error:
        raise Unasked("engine.ended") from error
    if answer["errors"]:
        raise Unasked(answer["errors"][0]["code"], sentences_of(answer["errors"]))
    return answer


def keep_answer(one: RescreenedRow, changes_of: Callable[[], list[dict[str, Any]]]) -> None:
    """Write into a line what differs, or why it could not be asked; it is not saved yet."""
    one.compared_at = clock.now()
    try:
        one.changes = changes_of()
    except Unasked as error:
        one.state, one.changes, one.code, one.fields = one.State.UNASKED, [], error.code[:60], error.fields
    else:
        one.state, one.code, one.fields = (one.State.CHANGED if one.changes else one.State.SAME), "", {}
