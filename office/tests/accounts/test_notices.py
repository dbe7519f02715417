"""An account is told only what it may read."""

from datetime import UTC, datetime

import pytest

from kethop_office.accounts.actions.notices import read_all, read_one
from kethop_office.accounts.models import AccessGrant, Compartment, Notice, Role
from kethop_office.accounts.notices import tell
from kethop_office.accounts.queries import actor_of

pytestmark = pytest.mark.django_db
PLACE = {"reference": "KH-2026-00001", "path": "/case/KH-2026-00001/"}


def test_an_office_is_told_by_role(account, office) -> None:
    account("a"), account("b", Role.CLERK)
    told = tell(office, "case.sent", roles=[Role.CLERK], **PLACE)
    assert [notice.user.username for notice in told] == ["b"]
    assert len(tell(office, "case.sent", **PLACE)) == 2


def test_who_may_not_read_is_not_told(account, office) -> None:
    low, high = account("low"), account("high", rank=20)
    assert [n.user_id for n in tell([low.pk, high.pk], "case.sent", level=20, **PLACE)] == [high.pk]
    room = Compartment.objects.create(kind="case")
    assert tell(office, "case.sent", compartment=room.pk, **PLACE) == []
    AccessGrant.objects.create(
        compartment=room, user=low, mode="read", event="test",
        starts=datetime(2020, 1, 1, tzinfo=UTC), ends=datetime(2100, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    assert [n.user_id for n in tell(office, "case.sent", compartment=room.pk, **PLACE)] == [low.pk]


def test_a_locked_account_is_not_told(account) -> None:
    user = account("a")
    user.is_active = False
    user.save()
    assert tell(user, "case.sent", **PLACE) == []


def test_reading_marks_only_own_notices(account, office) -> None:
    one, other = account("one"), account("other")
    notice = tell(one, "case.sent", **PLACE)[0]
    assert read_one(actor_of(other), notice.pk) is None
    assert read_one(actor_of(one), notice.pk) == "/case/KH-2026-00001/"
    tell(office, "case.sent", **PLACE)
    assert read_all(actor_of(one)) == 1
    assert Notice.objects.filter(read_at=None).count() == 1
