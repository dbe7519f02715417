"""Note in the audit chain what was taken away."""

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case
from kethop_office.audit.actions import record

__all__ = ["note_download"]


def note_download(actor: Actor, case: Case, file: str) -> None:
    """Write that a file of a case was taken away, by whom and which: kind and key, never its hash, by which it could be guessed."""
    with transaction.atomic():
        record(
            "file.downloaded",
            actor=actor.user_id,
            object_key=f"case:{case.pk}",
            at=actor.at,
            level=case.level,
            compartment=case.compartment_id,
            detail={"file": file},
        )
