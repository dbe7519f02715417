"""Make something once, however often the request comes."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from kethop_office.accounts.models import AppPassword
from kethop_office.api.models import MadeOnce
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = ["KEPT", "fingerprint", "forget_old", "make_once"]

KEPT = timedelta(days=2)


def fingerprint(*parts: bytes) -> str:
    """Return the hash by which a request is known again."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()


def make_once(app_password: AppPassword, key: str, asked: str, make: Callable[[], str]) -> tuple[str, bool]:
    """Return the key of what a request makes, and whether it was made now; key and act stand in one transaction.

    Of two that come at once the second waits for the first at the row of the key.

    Raises
    ------
    Refused
        ``api.key_reused``: another request came with this key; and what ``make`` refuses, which leaves the key free.
    """
    with transaction.atomic():
        row, is_new = MadeOnce.objects.get_or_create(
            app_password=app_password, key=key, defaults={"asked": asked, "at": clock.now()}
        )
        if not is_new:
            if row.asked != asked:
                raise Refused("api.key_reused", key=key)
            return row.made, False
        row.made = make()
        row.save(update_fields=["made"])
    return row.made, True


def forget_old() -> int:
    """Forget the keys of requests that nobody repeats any more. No act on a record, so it leaves no event."""
    return MadeOnce.objects.filter(at__lte=clock.now() - KEPT).delete()[0]
