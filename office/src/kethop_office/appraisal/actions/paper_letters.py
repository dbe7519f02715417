"""What is on paper: the scan of an issued letter, and letters that came in."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.search import index_case
from kethop_office.appraisal.models import Case, Letter
from kethop_office.common import arriving
from kethop_office.common.files import store_bytes
from kethop_office.common.refusal import Refused

__all__ = ["Arrived", "attach_scan", "register_incoming"]

_LARGEST_SCAN = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Arrived:
    """A letter that came in, as the register of arrivals wants it."""

    number: str
    symbol: str
    dated: date
    arrival_number: str
    arrived_on: date
    abstract: str
    sender: str
    signer: str = ""


@transaction.atomic
def attach_scan(actor: Actor, letter: Letter, *, data: bytes, name: str) -> Letter:
    """Attach the scan of the signed letter.

    Raises
    ------
    Refused
        ``letter.not_clerk``, ``letter.not_issued``, ``letter.scan_size``, and what ``arriving.arrived`` refuses.
    """
    if not actor.has(Role.CLERK, letter.office_id):
        raise Refused("letter.not_clerk")
    case = lock_case(letter.case_id)
    row = Letter.objects.get(pk=letter.pk)
    if row.state == Letter.State.DRAFT:
        raise Refused("letter.not_issued")
    if len(data) > _LARGEST_SCAN:
        raise Refused("letter.scan_size", size=len(data) // 1024**2, limit=_LARGEST_SCAN // 1024**2)
    kept = arriving.arrived(data, name, arriving.SCAN)
    row.scan, row.scan_name = store_bytes(data), kept.name
    row.save(update_fields=["scan", "scan_name"])
    tell(
        case,
        "letter.scanned",
        actor=actor,
        office=row.office,
        fields={"number": f"{row.number}/{row.symbol}"},
        hashes={"scan": row.scan.sha256},
    )
    return row


@transaction.atomic
def register_incoming(actor: Actor, case: Case, came: Arrived) -> Letter:
    """Enter a letter that came in.

    Raises
    ------
    Refused
        ``letter.not_clerk``, ``letter.no_abstract``, ``letter.arrived_before``, ``letter.arrived_future``.
    """
    if not actor.has_any((Role.CLERK, Role.OFFICER), case.lead_office_id):
        raise Refused("letter.not_clerk")
    if not came.abstract.strip() or not came.sender.strip():
        raise Refused("letter.no_abstract")
    if came.arrived_on < came.dated:
        raise Refused("letter.arrived_before", dated=came.dated.strftime("%d/%m/%Y"))
    if came.arrived_on > timezone.localtime(actor.at).date():
        raise Refused("letter.arrived_future")
    case = lock_case(case.pk)
    row = Letter.objects.create(
        case=case,
        office=case.lead_office,
        direction=Letter.Direction.IN,
        state=Letter.State.ISSUED,
        number=came.number,
        symbol=came.symbol,
        dated=came.dated,
        arrival_number=came.arrival_number,
        arrived_on=came.arrived_on,
        abstract=came.abstract.strip()[:300],
        signer=came.signer,
        addressee=came.sender[:300],
        made_by_id=actor.user_id,
        made_at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )
    index_case(case.pk)
    tell(
        case, "letter.arrived", actor=actor, office=case.lead_office, fields={"number": f"{came.number}/{came.symbol}"}
    )
    return row
