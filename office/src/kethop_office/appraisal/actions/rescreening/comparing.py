"""The job: every open case and every park is asked again by the engine as it would be, or is; what differs is kept.

It is done row by row and each row is kept at once: a worker that is ended, or a stop that is asked for, loses one question.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from kethop_office.accounts.jobs import JobProgress
from kethop_office.appraisal.actions.rescreened import overtake, tell_officers, tell_park_keepers
from kethop_office.appraisal.actions.rescreening.asking import Candidate, ask_case
from kethop_office.appraisal.actions.rescreening.asking_park import ask_park
from kethop_office.appraisal.actions.rescreening.listing import list_all
from kethop_office.appraisal.actions.rescreening.ordering import LEFT, tell
from kethop_office.appraisal.actions.rescreening.skipping import leave_out_far
from kethop_office.appraisal.actions.rescreening.staging import with_versions
from kethop_office.appraisal.actions.run_screening import sentences_of
from kethop_office.appraisal.bridge import desk
from kethop_office.appraisal.bridge.desk import Ask, EngineEnded, OwnEngine
from kethop_office.appraisal.models import RescreenedCase, RescreenedPark, RescreenedRow, Rescreening
from kethop_office.appraisal.queries.rescreening.work import NO_SITE
from kethop_office.common import clock

__all__ = ["compare"]

SECONDS_TO_OPEN = 120
_BATCH = 100


def compare(progress: JobProgress, *, rescreening: str) -> dict[str, str | int | bool | None]:
    """Do a comparison, or go on with it.

    Parameters
    ----------
    rescreening : str
        Its key.
    """
    row = _begun(UUID(rescreening))
    if row is None:
        return {}
    progress.stage("rescreen.opening")
    list_all(row)
    if not _waits(row):
        _end(row, Rescreening.State.DONE)
    elif _is_stop_asked(row):
        _stop(row)
    else:
        _compare(progress, row)
    if row.phase == Rescreening.Phase.AFTER:
        tell_park_keepers(row, _labels_of_parks(row))
    return {}


def _compare(progress: JobProgress, row: Rescreening) -> None:
    with _candidate(row) as candidate:
        if candidate is None:
            _leave(row)
            return
        if not row.is_thorough:
            leave_out_far(row, candidate)
        is_finished = _ask_all(progress, row, candidate)
    if is_finished:
        _end(row, Rescreening.State.DONE)
    else:
        _stop(row)


def _stop(row: Rescreening) -> None:
    _leave(row)
    _end(row, Rescreening.State.STOPPED)


def _is_stop_asked(row: Rescreening) -> bool:
    return Rescreening.objects.filter(pk=row.pk, is_stop_asked=True).exists()


def _waits(row: Rescreening) -> bool:
    models = (RescreenedCase, RescreenedPark)
    return any(model.objects.filter(rescreening=row, state=model.State.WAITING).exists() for model in models)


def _leave(row: Rescreening) -> None:
    """Make work of what is left of a change that is in use: nobody knows what it would be found, so its officer looks at it."""
    if row.phase != Rescreening.Phase.AFTER:
        return
    for model in (RescreenedCase, RescreenedPark):
        for one in model.objects.filter(rescreening=row, state=model.State.WAITING).order_by("id"):
            with transaction.atomic():
                one.state, one.code, one.compared_at = model.State.UNASKED, LEFT, clock.now()
                one.save()
                overtake(one)
                if isinstance(one, RescreenedCase):
                    tell_officers(one)


def _labels_of_parks(row: Rescreening) -> set[tuple[int, UUID | None]]:
    needing = RescreenedPark.objects.filter(RescreenedRow.WORK, rescreening=row)
    return set(needing.exclude(code=NO_SITE).values_list("level", "compartment_id"))


def _begun(key: UUID) -> Rescreening | None:
    rows = Rescreening.objects.filter(pk=key, state__in=Rescreening.OPEN)
    with transaction.atomic():
        rows.update(state=Rescreening.State.RUNNING)
    return rows.select_related("draft", "version", "ordered_by").first()


@contextmanager
def _candidate(row: Rescreening) -> Iterator[Candidate | None]:
    """Open an engine with what would be in use, or is; None, with the reason kept, where it does not open."""
    with tempfile.TemporaryDirectory(prefix="kethop-rescreen-") as name, _engine(row, Path(name)) as ask:
        try:
            said, now = ask("opened", seconds=SECONDS_TO_OPEN), desk.ask("opened", seconds=SECONDS_TO_OPEN)
        except EngineEnded:
            _end(row, Rescreening.State.FAILED, code="engine.ended")
            yield None
            return
        if errors := [*said["errors"], *now["errors"]]:
            _end(row, Rescreening.State.FAILED, code=errors[0]["code"], fields=sentences_of(errors))
            yield None
            return
        row.pack_version, row.pack_sha256 = said["pack"]["version"], said["pack"]["sha256"]
        row.save(update_fields=["pack_version", "pack_sha256"])
        yield Candidate(
            ask=ask,
            ask_present=desk.ask,
            pack_sha256=said["pack"]["sha256"],
            engine_version=said["engine"],
            opened_now=now["opened"],
            folder=Path(name),
        )


@contextmanager
def _engine(row: Rescreening, folder: Path) -> Iterator[Ask]:
    """Open the engine that is asked: the one of every screening, or before a change one that has what would be in use."""
    if row.phase == Rescreening.Phase.AFTER:
        yield desk.ask
        return
    pack, layers = settings.KETHOP_PACK, str(settings.KETHOP_LAYERS)
    if row.subject == Rescreening.Subject.PACK:
        pack = settings.KETHOP_PACK_NEXT
    elif row.draft is not None:
        layers = str(with_versions(folder / "would-be", {row.layer: row.draft}))
    with OwnEngine(pack, [layers]) as engine:
        yield engine.ask


def _ask_all(progress: JobProgress, row: Rescreening, candidate: Candidate) -> bool:
    """Ask what waits; False where a stop was asked for before everything was."""
    for model in (RescreenedCase, RescreenedPark):
        waiting = model.objects.filter(rescreening=row, state=model.State.WAITING).order_by("turn", "id")
        while batch := list(waiting[:_BATCH]):
            for one in batch:
                if _is_stop_asked(row):
                    return False
                progress.stage("rescreen.asking")
                if isinstance(one, RescreenedPark):
                    ask_park(row, one, candidate)
                elif isinstance(one, RescreenedCase):
                    ask_case(one, candidate)
    return True


def _end(row: Rescreening, state: Rescreening.State, *, code: str = "", fields: dict[str, str] | None = None) -> None:
    with transaction.atomic():
        row.state, row.ended_at = state, clock.now()
        row.error_code, row.error_fields = code[:60], dict(fields or {})
        row.save(update_fields=["state", "ended_at", "error_code", "error_fields"])
        tell(row, "rescreen.finished", None)
