"""What other rooms call to bring a kept draft back into its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kethop_office.accounts.actions.drafts import drop_draft
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.queries.drafts import draft_for

__all__ = ["Restored", "drop_draft", "restore"]


@dataclass(frozen=True, slots=True)
class Restored:
    """What a form begins with.

    Parameters
    ----------
    initial : dict
        Field by name: as the object has them, with what was typed laid over it.
    saved_at : datetime or None
        When the draft was saved; None when there is none.
    base_version : int
        Version of the object that was on the page when it was typed; 0 without a draft.
    """

    initial: dict[str, object]
    saved_at: datetime | None
    base_version: int


def restore(actor: Actor, form: str, object_key: str = "", initial: Mapping[str, object] | None = None) -> Restored:
    """Return what a form begins with, the account's draft laid over it; the view drops the draft when the form is done."""
    draft = draft_for(actor, form, object_key)
    begins = dict(initial or {})
    if draft is None:
        return Restored(begins, None, 0)
    return Restored(begins | draft.data, draft.saved_at, draft.base_version)
