"""Destroy a case whose time is over: asked by one person, confirmed by the head of the lead office, told in the chain for good."""

import secrets

from django.db import transaction

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions.case_removal import refuse_needed, remove_case
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.models import Case, Destruction
from kethop_office.appraisal.queries.destruction import grounds, open_destruction
from kethop_office.audit.actions import record
from kethop_office.audit.chain.canonical import salted
from kethop_office.common.refusal import Refused

__all__ = ["ask_destruction", "settle_destruction", "take_back"]


@transaction.atomic
def ask_destruction(
    actor: Actor, case: Case, *, archive_sha256: str, deposited: str, reason: str, is_undisputed: bool
) -> Destruction:
    """Ask the head of the lead office to destroy a case.

    Parameters
    ----------
    archive_sha256 : str
        Of the archive that was on the page.
    deposited : str
        Where that archive was handed over.
    is_undisputed : bool
        That no appeal, lawsuit or inspection about the case is open: the office keeps no record of those, so a person says it.

    Raises
    ------
    Refused
        ``destruction.not_officer``, ``destruction.asked``, ``destruction.no_reason``, ``destruction.not_deposited``,
        ``destruction.disputed``, ``destruction.archive_old``, what ``grounds`` refuses, and ``case.needed``.
    """
    own = lock_case(case.pk)
    if not actor.has(Role.OFFICER, own.lead_office_id):
        raise Refused("destruction.not_officer")
    if open_destruction(own) is not None:
        raise Refused("destruction.asked")
    if not reason.strip():
        raise Refused("destruction.no_reason")
    if not deposited.strip():
        raise Refused("destruction.not_deposited")
    found = grounds(actor, own)
    if found.archive.sha256 != archive_sha256:
        raise Refused("destruction.archive_old")
    _refuse_others(own, is_undisputed=is_undisputed)
    row = Destruction.objects.create(
        case_key=own.pk,
        reference=own.reference,
        case_kind=own.kind,
        lead_office=own.lead_office,
        ended_on=found.ended_on,
        over_on=found.over_on,
        years=found.years,
        document=found.period.document,
        archive_sha256=found.archive.sha256,
        archived_at=found.archive.made_at,
        deposited=deposited.strip(),
        reason=reason.strip(),
        salt=secrets.token_hex(16),
        asked_by_id=actor.user_id,
        asked_at=actor.at,
        level=own.level,
        compartment_id=own.compartment_id,
    )
    tell(own, "destruction.wanted", actor=actor, fields={"reason": row.reason}, hashes={"archive": row.archive_sha256})
    notices.tell(
        own.lead_office,
        "notice.destruction_asked",
        reference=own.reference,
        path=f"/case/{own.reference}/destroy",
        level=own.level,
        compartment=own.compartment_id,
        roles=(Role.APPROVER,),
    )
    return row


@transaction.atomic
def take_back(actor: Actor, case: Case) -> Destruction:
    """Take the wish back before it is confirmed: an officer or the head of the lead office.

    Raises
    ------
    Refused
        ``destruction.not_officer``, ``destruction.not_asked``.
    """
    own = lock_case(case.pk)
    if not actor.has_any((Role.OFFICER, Role.APPROVER), own.lead_office_id):
        raise Refused("destruction.not_officer")
    row = _asked(own)
    _settle(row, actor, Destruction.State.TAKEN_BACK)
    tell(own, "destruction.taken_back", actor=actor)
    return row


@transaction.atomic
def settle_destruction(
    actor: Actor, case: Case, *, is_confirmed: bool, note: str = "", is_undisputed: bool = False
) -> Destruction:
    """Destroy a case as asked, or decline: the head of the lead office, never the person who asked.

    With the confirmation every row of the case goes in this transaction. The wish stays as the entry in the register, and the chain
    tells who, and by salted hashes which case, which archive and why.

    Raises
    ------
    Refused
        ``destruction.not_head``, ``destruction.not_asked``, ``destruction.same_person``, ``destruction.no_reason`` (to decline),
        ``destruction.disputed``, ``destruction.archive_old``, what ``grounds`` refuses, and ``case.needed``.
    """
    own = lock_case(case.pk)
    if not actor.has(Role.APPROVER, own.lead_office_id):
        raise Refused("destruction.not_head")
    row = _asked(own)
    if row.asked_by_id == actor.user_id:
        raise Refused("destruction.same_person")
    if not is_confirmed:
        if not note.strip():
            raise Refused("destruction.no_reason")
        _settle(row, actor, Destruction.State.DECLINED, note=note.strip())
        tell(own, "destruction.declined", actor=actor, fields={"reason": row.settled_note})
        return row
    if grounds(actor, own).archive.sha256 != row.archive_sha256:
        raise Refused("destruction.archive_old")
    _refuse_others(own, is_undisputed=is_undisputed)
    row.rows = remove_case(own)
    Destruction.objects.filter(case_key=row.case_key).exclude(pk=row.pk).delete()  # wishes that were given up
    _settle(row, actor, Destruction.State.DONE, note=note.strip())
    _tell_done(row, actor)
    return row


def _refuse_others(case: Case, *, is_undisputed: bool) -> None:
    if not is_undisputed:
        raise Refused("destruction.disputed")
    refuse_needed(case)


def _asked(case: Case) -> Destruction:
    row = open_destruction(case)
    if row is None:
        raise Refused("destruction.not_asked")
    return row


def _settle(row: Destruction, actor: Actor, state: Destruction.State, *, note: str = "") -> None:
    row.state, row.settled_by_id, row.settled_at, row.settled_note = state, actor.user_id, actor.at, note
    row.save(update_fields=["state", "settled_by", "settled_at", "settled_note", "rows"])


def _tell_done(row: Destruction, actor: Actor) -> None:
    said = {"reference": row.reference, "archive": row.archive_sha256, "reason": row.reason}
    record(
        "destruction.done",
        actor=actor.user_id,
        object_key=f"case:{row.case_key}",
        at=actor.at,
        level=row.level,
        compartment=row.compartment_id,
        detail={
            "destruction": str(row.pk),
            "asked_by": str(row.asked_by_id),
            "rows": row.rows,
            **{f"salted_{name}": salted(row.salt, text) for name, text in said.items()},
        },
    )
