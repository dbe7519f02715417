"""A change of what is decided on."""

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case

__all__ = ["changed"]


def changed(case: Case, _actor: Actor | None, _what: str) -> None:
    """Say that something which the decision rests on has changed: forms and approvals made before are out of date."""
    case.content_version += 1
    case.save(update_fields=["content_version"])
