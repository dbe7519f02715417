"""Read what was typed and not sent."""

from datetime import timedelta

from django.db.models import QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Draft

__all__ = ["DRAFT_DAYS", "draft_for", "drafts"]

DRAFT_DAYS = 30


def drafts(actor: Actor) -> QuerySet[Draft]:
    """Return the drafts of an account that are still kept, newest first."""
    kept = Draft.objects.visible_to(actor).filter(
        user=actor.user_id, saved_at__gt=actor.at - timedelta(days=DRAFT_DAYS)
    )
    return kept.order_by("-saved_at")


def draft_for(actor: Actor, form: str, object_key: str = "") -> Draft | None:
    """Return what the account typed into a form of an object and has not sent, or None."""
    return drafts(actor).filter(form=form, object_key=object_key).first()
