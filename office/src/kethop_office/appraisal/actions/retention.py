"""Set how long ended cases are kept: by the administrator, on a decision of the place."""

from datetime import date

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import Case, RetentionPeriod
from kethop_office.audit.actions import record
from kethop_office.audit.chain.canonical import salted
from kethop_office.common.refusal import Refused

__all__ = ["LONGEST", "set_retention_period"]

LONGEST = 200
"""Years."""


def set_retention_period(
    actor: Actor, *, case_kind: str, years: int | None, document: str, starts: date
) -> RetentionPeriod:
    """Set how long cases of a kind are kept after their end, from a day on; earlier rows stay as history.

    Parameters
    ----------
    years : int or None
        None: without end.

    Raises
    ------
    Refused
        ``retention.not_admin``, ``retention.wrong_length``, ``retention.no_document``.
    """
    if not actor.has(Role.ADMIN):
        raise Refused("retention.not_admin")
    if case_kind not in Case.Kind.values:
        raise ValueError(case_kind)
    if years is not None and not 1 <= years <= LONGEST:
        raise Refused("retention.wrong_length", most=LONGEST)
    if not document.strip():
        raise Refused("retention.no_document")
    with transaction.atomic():
        row = RetentionPeriod.objects.create(
            case_kind=case_kind,
            years=years,
            document=document.strip(),
            starts=starts,
            set_by_id=actor.user_id,
            set_at=actor.at,
        )
        record(
            "retention.period_set",
            actor=actor.user_id,
            object_key=f"retention_period:{row.pk}",
            at=actor.at,
            detail={
                "case_kind": case_kind,
                "years": years,
                "starts": starts.isoformat(),
                "salted_document": salted(row.pk.hex, row.document),  # the row's random key is the salt
            },
        )
    return row
