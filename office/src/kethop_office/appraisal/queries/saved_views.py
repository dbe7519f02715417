"""Saved views of the list: three given, those of the account, and those of its offices."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import SavedView
from kethop_office.appraisal.queries.case_list.filters import CaseFilters

__all__ = ["GIVEN_VIEWS", "View", "own_view", "views_for"]


@dataclass(frozen=True, slots=True)
class View:
    """A view as a link.

    Parameters
    ----------
    key : UUID or None
        None for a view that is given.
    """

    name: str | Promise
    filters: CaseFilters
    columns: tuple[str, ...]
    sort: str
    key: UUID | None = None
    is_shared: bool = False


GIVEN_VIEWS = (
    View(_("Quá hạn của đơn vị"), CaseFilters(office="own", clock="late"), (), "due"),
    View(_("Chờ ý kiến"), CaseFilters(stage=("consultation",)), (), "due"),
    View(_("Chờ phê duyệt"), CaseFilters(stage=("approval",)), (), "due"),
)


def views_for(actor: Actor) -> list[View]:
    """Return the views that the actor may use."""
    rows = SavedView.objects.filter(Q(user=actor.user_id) | Q(user=None, office__in=actor.offices)).order_by("name")
    saved = [
        View(row.name, CaseFilters.of_plain(row.filters), tuple(row.columns), row.sort, row.pk, row.user_id is None)
        for row in rows
    ]
    return [*GIVEN_VIEWS, *saved]


def own_view(actor: Actor, key: UUID) -> SavedView:
    """Return a view that the actor may remove.

    Raises
    ------
    SavedView.DoesNotExist
        There is none, or it is another's.
    """
    return SavedView.objects.filter(Q(user=actor.user_id) | Q(user=None, office__in=actor.offices)).get(pk=key)
