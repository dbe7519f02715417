"""An account is told only what it may read."""

from datetime import UTC, datetime

import pytest

from kethop_office.accounts.actions.notices import read_all, read_one
from kethop_office.accounts.models import AccessGrant, Compartment, Job, Notice, Role
from kethop_office.accounts.notices import tell
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.queries.upkeep import job_health
from kethop_office.common import clock

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


def test_who_holds_an_unread_notice_of_the_same_is_not_told_again(account) -> None:
    one, other = account("one"), account("other")
    tell([one.pk], "rescreen.parks", is_once=True, **PLACE)
    assert [n.user_id for n in tell([one.pk, other.pk], "rescreen.parks", is_once=True, **PLACE)] == [other.pk]
    assert len(tell([one.pk], "rescreen.parks", is_once=True, level=0, reference="", path="/other/")) == 1
    read_all(actor_of(one))
    assert len(tell([one.pk], "rescreen.parks", is_once=True, **PLACE)) == 1


def test_who_may_not_know_of_the_case_is_not_told_that_there_is_one(account, office) -> None:
    """The notice has no compartment, since it says nothing of the case; whom it goes to is asked of the case's."""
    account("a")
    room = Compartment.objects.create(kind="case")
    assert tell(office, "rescreen.parks", needs=room.pk, **PLACE) == []


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


def test_what_one_may_no_longer_know_of_is_not_counted_as_read(account) -> None:
    one, room = account("one"), Compartment.objects.create(kind="case")
    tell(one, "case.sent", **PLACE)
    Notice.objects.create(user=one, kind="case.sent", path="/", compartment=room, at=datetime(2026, 11, 1, tzinfo=UTC))
    assert read_all(actor_of(one)) == 1
    assert Notice.objects.get(read_at=None).compartment == room


def test_an_administrator_counts_no_job_of_a_case(account) -> None:
    admin, room = account("admin", Role.ADMIN), Compartment.objects.create(kind="case")
    for number, compartment in enumerate((None, room, room)):
        Job.objects.create(kind="example", fingerprint=str(number), created_at=clock.now(), compartment=compartment)
    health = job_health(actor_of(admin))
    assert [(row["kind"], row["number"]) for row in health.by_kind] == [("example", 1)]
    assert sum(health.by_state.values()) == 1
