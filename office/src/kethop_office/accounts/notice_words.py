"""The sentence of a notice in the reader's language."""

from django.utils.translation import gettext

from kethop_office.accounts.models import Notice
from kethop_office.common.wording import sentences

__all__ = ["told"]


def told(notice: Notice) -> str:
    """Return what a notice says: the sentence of its kind, or that something happened to its case."""
    words = sentences().get(f"notice.{notice.kind}") or sentences().get(notice.kind)
    fields = {"reference": notice.reference, **notice.fields}
    if words is None:
        return gettext("%(reference)s: có thay đổi. Mở để xem.") % fields
    try:
        return str(words) % fields
    except KeyError:
        return gettext("%(reference)s: có thay đổi. Mở để xem.") % fields
