"""Offices that may be asked."""

from django.db.models import QuerySet

from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import Case

__all__ = ["askable_offices"]


def askable_offices(case: Case) -> QuerySet[Office]:
    """Return the offices that may be asked on a case: not proponents, the lead office, who keeps the system, or closed ones."""
    rows = Office.objects.exclude(kind=Office.Kind.PROPONENT).exclude(pk=case.lead_office_id)
    return rows.exclude(body=Office.ADMINISTRATION).filter(is_closed=False).order_by("name_vi")
