"""The sentence of a notice in the reader's language."""

from django.utils.translation import gettext

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Notice
from kethop_office.common.registrations import registered_notice_facts
from kethop_office.common.wording import sentence

__all__ = ["told"]


def told(actor: Actor, notice: Notice) -> str:
    """Return what a notice says to its reader: the sentence of its kind, or that something happened to its case."""
    facts = registered_notice_facts(notice.kind)
    fields = {"reference": notice.reference, **notice.fields, **(facts(actor, notice) if facts else {})}
    for code in (f"notice.{notice.kind}", notice.kind):
        try:
            return sentence(code, fields)
        except KeyError:  # no such sentence, or an older notice that does not hold what it says today
            continue
    return gettext("%(reference)s: có thay đổi. Mở để xem.") % fields
