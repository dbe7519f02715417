"""Tell an office what happened in a case, on the desks of its accounts."""

from collections.abc import Mapping

from kethop_office.accounts import notices
from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import Case

__all__ = ["tell_lead", "tell_proponent"]


def tell_lead(case: Case, code: str, fields: Mapping[str, object], *, roles: tuple[str, ...], section: str) -> None:
    """Tell those who work on the case in its lead office."""
    _tell(case, case.lead_office, code, fields, roles=roles, section=section)


def tell_proponent(case: Case, code: str, fields: Mapping[str, object]) -> None:
    """Tell the proponent, when it has accounts here; one that filed on paper is written to."""
    if case.proponent is not None:
        _tell(case, case.proponent, code, fields, roles=(), section="submission")


def _tell(
    case: Case, office: Office, code: str, fields: Mapping[str, object], *, roles: tuple[str, ...], section: str
) -> None:
    notices.tell(
        office,
        code,
        reference=case.reference,
        path=f"/case/{case.reference}/{section}",
        fields=fields,
        level=case.level,
        compartment=case.compartment_id,
        roles=roles,
    )
