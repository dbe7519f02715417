"""Remove a compartment with what lies on desks for it, when the record that it was made for goes."""

from uuid import UUID

from kethop_office.accounts.models import AccessGrant, Compartment, Draft, Job, LabelChange, Notice
from kethop_office.accounts.row_security.policies import labelled

__all__ = ["remove_compartment"]

_DESK = (Notice, Draft, Job, LabelChange)


def remove_compartment(compartment: UUID, *, but_of: UUID) -> int:
    """Delete the desk and the grants of a compartment, and the compartment; return how many rows that were.

    Where a record still names the compartment, such as the register of what was destroyed, it stays, and with it the grants of
    one office. The caller acts as the office's own account: what lies there above its reader's level goes too.

    Parameters
    ----------
    but_of : UUID
        Office that keeps its grants as long as the compartment is named.
    """
    count = sum(model.objects.filter(compartment=compartment).delete()[0] for model in _DESK)
    grants = AccessGrant.objects.filter(compartment=compartment)
    if any(model.objects.filter(compartment=compartment).exists() for model in labelled()):
        return count + grants.exclude(office=but_of).delete()[0]
    count += grants.delete()[0]
    return count + Compartment.objects.filter(pk=compartment).delete()[0]
