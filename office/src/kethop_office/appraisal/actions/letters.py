"""Letters: drafted from the records, numbered and issued by the registry clerk, scanned, replaced; and letters that came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from kethop_office.accounts import jobs
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.search import index_case
from kethop_office.appraisal.models import Case, CaseDecision, CompletionRequest, Inquiry, Letter, Response
from kethop_office.appraisal.queries.letter_forms import FORMS, Wanted, abstract_of, addressee_of, form_values
from kethop_office.common.refusal import Refused

__all__ = ["SET_LETTER", "Issued", "issue", "make", "replace"]

SET_LETTER = "appraisal.letter_paper"
_MAKERS = (Role.CLERK, Role.OFFICER, Role.REVIEWER, Role.APPROVER)
_ASKED = (Role.CONSULTEE_OFFICER, Role.CONSULTEE_HEAD, Role.APPROVER, Role.CLERK)


@dataclass(frozen=True, slots=True)
class Issued:
    """What the clerk gives a letter.

    Parameters
    ----------
    number, symbol, dated : int, str, date
        Number in the year, symbol and day.
    capacity, position, name : str
        Signer: for whom, position, name.
    """

    number: int
    symbol: str
    dated: date
    capacity: str = ""
    position: str = ""
    name: str = ""


def make(  # noqa: PLR0913 - what a letter may be about
    form: str,
    case: Case,
    actor: Actor,
    *,
    inquiry: Inquiry | None = None,
    response: Response | None = None,
    request: CompletionRequest | None = None,
    decision: CaseDecision | None = None,
    office: Office | None = None,
) -> Letter:
    """Draft a letter from the records of a case; PDF and Word are made in the background.

    Parameters
    ----------
    form : str
        ``F1`` to ``F5``, ``F7`` to ``F9`` or ``F11``; the report (``F6``) is a version of its own.
    office : Office or None
        Who writes; the lead office, and for an answer (``F3``) the office that was asked.

    Raises
    ------
    Refused
        ``letter.no_such_form``, ``letter.not_yours``, ``letter.needs`` (``form``, ``what``).
    """
    if form not in FORMS or form == "F6":
        raise Refused("letter.no_such_form", form=form)
    about = response.inquiry if response and inquiry is None else inquiry
    writer = office or (about.consultee if form == "F3" and about and about.consultee else case.lead_office)
    if not actor.has_any(_ASKED if form == "F3" else _MAKERS, writer.pk):
        raise Refused("letter.not_yours")
    wanted = Wanted(case, writer, actor, about, response, request, decision)
    try:
        values = form_values(form, wanted)
    except KeyError as error:
        raise Refused("letter.needs", form=form, what=str(error.args[0])) from error
    with transaction.atomic():
        letter = Letter.objects.create(
            case=case,
            inquiry=about,
            response=response,
            office=writer,
            direction=Letter.Direction.OUT,
            form=form,
            symbol=values["head"]["symbol"],
            abstract=abstract_of(form, case),
            addressee=addressee_of(form, wanted),
            content=values,
            made_by_id=actor.user_id,
            made_at=actor.at,
            level=case.level,
            compartment_id=case.compartment_id,
        )
        _set(letter, actor)
        tell(
            case,
            "letter.drafted",
            actor=actor,
            office=writer,
            fields={"abstract": letter.abstract},
            detail={"form": form, "letter": str(letter.pk)},
        )
    return letter


@transaction.atomic
def issue(actor: Actor, letter: Letter, given: Issued) -> Letter:
    """Give a draft its number, symbol, day and signer, and print it as final.

    Raises
    ------
    Refused
        ``letter.not_clerk``, ``letter.not_draft``, ``letter.no_symbol``, ``letter.no_signer``, ``letter.future``,
        ``letter.number_taken``.
    """
    row = _own_draft(actor, letter)
    symbol = given.symbol.strip().lstrip("/")
    if not symbol or " " in symbol:
        raise Refused("letter.no_symbol")
    if not given.position.strip() or not given.name.strip():
        raise Refused("letter.no_signer")
    if given.dated > timezone.localtime(actor.at).date():
        raise Refused("letter.future")
    _refuse_taken(row, given.number, symbol, given.dated)
    head = {
        **row.content["head"],
        "number": given.number,
        "symbol": symbol,
        "day": given.dated.isoformat(),
        "is_draft": False,
        "signer": {
            "capacity": given.capacity.strip() or None,
            "position": given.position.strip(),
            "name": given.name.strip(),
        },
    }
    row.content = {**row.content, "head": head}
    row.number, row.symbol, row.dated = f"{given.number:02d}", symbol, given.dated
    row.signer, row.state = given.name.strip()[:120], Letter.State.ISSUED
    row.pdf = row.docx = None
    row.save()
    index_case(row.case_id)
    if row.replaces:
        row.replaces.state = Letter.State.REPLACED
        row.replaces.save(update_fields=["state"])
    _set(row, actor)
    tell(
        row.case,
        "letter.issued",
        actor=actor,
        office=row.office,
        fields={"number": f"{row.number}/{row.symbol}", "abstract": row.abstract},
        detail={"letter": str(row.pk)},
    )
    return row


@transaction.atomic
def replace(actor: Actor, letter: Letter, reason: str) -> Letter:
    """Draft a letter in the place of an issued one; the old one stands until the new one is issued.

    Raises
    ------
    Refused
        ``letter.not_yours``, ``letter.not_issued``, ``letter.no_reason``.
    """
    if not actor.has_any((*_MAKERS, *_ASKED), letter.office_id):
        raise Refused("letter.not_yours")
    case = lock_case(letter.case_id)
    old = Letter.objects.get(pk=letter.pk)
    if old.state != Letter.State.ISSUED or old.direction != Letter.Direction.OUT:
        raise Refused("letter.not_issued")
    if not reason.strip():
        raise Refused("letter.no_reason")
    head: Mapping[str, Any] = old.content["head"]
    kept = {name: value for name, value in head.items() if name not in {"number", "day", "signer"}}
    row = Letter.objects.create(
        case=case,
        inquiry_id=old.inquiry_id,
        response_id=old.response_id,
        office_id=old.office_id,
        direction=Letter.Direction.OUT,
        form=old.form,
        symbol=old.symbol,
        abstract=old.abstract,
        addressee=old.addressee,
        content={**old.content, "head": {**kept, "is_draft": True}},
        replaces=old,
        made_by_id=actor.user_id,
        made_at=actor.at,
        level=old.level,
        compartment_id=old.compartment_id,
    )
    _set(row, actor)
    tell(
        case,
        "letter.replacing",
        actor=actor,
        office=old.office,
        fields={"number": f"{old.number}/{old.symbol}", "reason": reason.strip()},
    )
    return row


def _own_draft(actor: Actor, letter: Letter) -> Letter:
    if not actor.has(Role.CLERK, letter.office_id):
        raise Refused("letter.not_clerk")
    case = lock_case(letter.case_id)
    row = Letter.objects.select_related("office", "replaces").get(pk=letter.pk)
    row.case = case
    if row.state != Letter.State.DRAFT:
        raise Refused("letter.not_draft")
    return row


def _refuse_taken(letter: Letter, number: int, symbol: str, dated: date) -> None:
    same = Letter.objects.filter(
        office=letter.office_id,
        direction=Letter.Direction.OUT,
        symbol=symbol,
        dated__year=dated.year,
        number=f"{number:02d}",
    )
    if same.exclude(pk=letter.pk).exists():
        raise Refused("letter.number_taken", number=f"{number:02d}/{symbol}", year=dated.year)


def _set(letter: Letter, actor: Actor) -> None:
    jobs.enqueue(
        SET_LETTER, {"letter": str(letter.pk)}, actor=actor, level=letter.level, compartment=letter.compartment
    )
