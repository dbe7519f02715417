"""Keep, rename and remove a view of the list of cases."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import SavedView
from kethop_office.appraisal.queries.case_list.filters import CaseFilters
from kethop_office.appraisal.queries.case_list.paging import SORTS
from kethop_office.appraisal.queries.case_list.rows import COLUMNS
from kethop_office.appraisal.queries.saved_views import own_view
from kethop_office.audit.actions import record
from kethop_office.common.refusal import Refused

__all__ = ["remove_view", "rename_view", "save_view"]

MOST_VIEWS = 40


@transaction.atomic
def save_view(
    actor: Actor, name: str, filters: CaseFilters, *, columns: tuple[str, ...], sort: str, office: UUID | None = None
) -> SavedView:
    """Keep filters, columns and order under a name; never results.

    Parameters
    ----------
    office : UUID or None
        Shared with this office; None for the account alone.

    Raises
    ------
    Refused
        ``view.no_name``, ``view.too_many``, ``view.not_own_office``.
    """
    title = " ".join(name.split())[:80]
    if not title:
        raise Refused("view.no_name")
    if office is not None and office not in actor.offices:
        raise Refused("view.not_own_office")
    owner = Q(user=None, office=office) if office else Q(user=actor.user_id, office=None)
    kept = SavedView.objects.filter(owner)
    view = kept.filter(name=title).first()
    if view is None and kept.count() >= MOST_VIEWS:
        raise Refused("view.too_many", most=MOST_VIEWS)
    view = view or SavedView(name=title, user_id=None if office else actor.user_id, office_id=office)
    view.filters = filters.plain()
    view.columns = [item for item in columns if item in COLUMNS]
    view.sort = sort if sort in SORTS else ""
    view.save()
    record(
        "view.saved",
        actor=actor.user_id,
        object_key=f"view:{view.pk}",
        at=actor.at,
        detail={"shared": office is not None},
    )
    return view


@transaction.atomic
def rename_view(actor: Actor, key: UUID, name: str) -> SavedView:
    """Give a view of the account, or of its office, another name.

    Raises
    ------
    Refused
        ``view.no_name``, ``view.name_taken``.
    SavedView.DoesNotExist
        There is none, or it is another's.
    """
    view = own_view(actor, key)
    title = " ".join(name.split())[:80]
    if not title:
        raise Refused("view.no_name")
    same = SavedView.objects.filter(user=view.user_id, office=view.office_id, name=title)
    if same.exclude(pk=view.pk).exists():
        raise Refused("view.name_taken", name=title)
    view.name = title
    view.save(update_fields=["name"])
    record("view.renamed", actor=actor.user_id, object_key=f"view:{key}", at=actor.at)
    return view


@transaction.atomic
def remove_view(actor: Actor, key: UUID) -> None:
    """Remove a view of the account, or of its office.

    Raises
    ------
    SavedView.DoesNotExist
        There is none, or it is another's.
    """
    view = own_view(actor, key)
    view.delete()
    record("view.removed", actor=actor.user_id, object_key=f"view:{key}", at=actor.at)
