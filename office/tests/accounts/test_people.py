"""Administration of accounts, roles, clearances, delegations, grants, offices and days."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from kethop_office.accounts.actions import grants, offices, people, roles
from kethop_office.accounts.actions.calendar import DayFields, drop_day, set_day
from kethop_office.accounts.models import (
    ClassificationLevel,
    Clearance,
    Compartment,
    Delegation,
    Membership,
    Office,
    Role,
    User,
)
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.queries.people import search_accounts
from kethop_office.accounts.queries.working_days import office_days, working_days
from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock
from kethop_office.common.models import CalendarDay
from kethop_office.common.refusal import Refused

pytestmark = pytest.mark.django_db
Open = Callable[[User], Client]
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _on_a_monday(time) -> None:
    """All of this happens on 23 November 2026."""


def refused(code: str, act: Callable[[], object]) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code
    assert AuditEvent.objects.count() == before, "what is refused leaves no event"


def test_only_an_administrator_administers(officer: User, office: Office) -> None:
    actor = actor_of(officer)
    fields = people.AccountFields("Chuyên viên")
    refused("admin.role", lambda: people.create_account(actor, "new", fields))
    refused("admin.role", lambda: people.change_account(actor, officer, fields))
    refused("admin.role", lambda: people.lock_account(actor, officer))
    refused("admin.role", lambda: people.unlock_account(actor, officer))
    refused("admin.role", lambda: people.reset_password(actor, officer))
    refused("admin.role", lambda: people.reset_second_factor(actor, officer))
    refused("admin.role", lambda: roles.add_membership(actor, officer, office, Role.CLERK, TODAY))
    refused("admin.role", lambda: roles.end_membership(actor, officer.memberships.get()))
    refused("admin.role", lambda: roles.give_clearance(actor, officer, 20, TODAY, TODAY, "QĐ"))
    refused("admin.role", lambda: offices.close_office(actor, office))
    refused("calendar.role", lambda: set_day(actor, DayFields(TODAY, False, "Nghỉ", "QĐ 1")))


def test_an_account_is_made_without_a_password(admin: User) -> None:
    actor = actor_of(admin)
    user = people.create_account(actor, "chuyenvien.2", people.AccountFields("Chuyên viên 2", language="en"))
    assert not user.has_usable_password()
    assert user.language == "en"
    refused(
        "account.username_taken", lambda: people.create_account(actor, "chuyenvien.2", people.AccountFields("Khác"))
    )
    refused("account.username", lambda: people.create_account(actor, "Chuyên viên", people.AccountFields("Khác")))
    body = AuditEvent.objects.get(act="account.created").body
    assert "chuyenvien" not in body, "an event names no one"


def test_an_account_is_locked_and_opened(admin: User, officer: User, open_as: Open) -> None:
    client, actor = open_as(officer), actor_of(admin)
    people.lock_account(actor, officer)
    assert client.get("/account/").status_code == 302
    officer.refresh_from_db()
    refused("account.is_locked", lambda: people.lock_account(actor, officer))
    refused("account.is_locked", lambda: people.reset_password(actor, officer))
    people.unlock_account(actor, officer)
    officer.refresh_from_db()
    refused("account.is_open", lambda: people.unlock_account(actor, officer))
    refused("account.not_own", lambda: people.lock_account(actor, admin))


def test_nobody_gives_oneself_anything(admin: User, office: Office) -> None:
    actor = actor_of(admin)
    refused("account.not_own", lambda: roles.add_membership(actor, admin, office, Role.APPROVER, TODAY))
    refused("account.not_own", lambda: roles.give_clearance(actor, admin, 20, TODAY, TODAY, "QĐ"))


def test_a_role_holds_from_its_first_to_its_last_day(admin: User, officer: User, office: Office, time) -> None:
    actor = actor_of(admin)
    roles.add_membership(actor, officer, office, Role.REVIEWER, TODAY, TODAY + timedelta(days=1))
    for days, holds in ((-1, False), (0, True), (1, True), (2, False)):
        assert actor_of(officer, time.at + timedelta(days=days)).has(Role.REVIEWER) is holds
    refused("membership.twice", lambda: roles.add_membership(actor, officer, office, Role.REVIEWER, TODAY))
    refused(
        "membership.days",
        lambda: roles.add_membership(actor, officer, office, Role.CLERK, TODAY, TODAY - timedelta(days=1)),
    )
    refused("membership.role", lambda: roles.add_membership(actor, officer, office, "king", TODAY))


def test_a_role_that_is_ended_ends_today(admin: User, officer: User) -> None:
    held = officer.memberships.get()
    roles.end_membership(actor_of(admin), held)
    assert not actor_of(officer).roles
    refused("membership.ended", lambda: roles.end_membership(actor_of(admin), held))


def test_the_last_administrator_stays(admin: User, account: Callable[..., User]) -> None:
    actor = actor_of(admin)
    refused("admin.last", lambda: roles.end_membership(actor, admin.memberships.get()))
    account("admin.2", Role.ADMIN)
    roles.end_membership(actor, admin.memberships.get())
    assert not actor_of(admin).has(Role.ADMIN)


def test_who_administers_holds_no_clearance(admin: User, officer: User, office: Office, account) -> None:
    ClassificationLevel.objects.get_or_create(rank=20, defaults={"code": "mat", "name_vi": "Mật", "name_en": "Mật"})
    actor, other = actor_of(admin), account("admin.2", Role.ADMIN)
    refused("clearance.admin", lambda: roles.give_clearance(actor, other, 20, TODAY, TODAY, "QĐ 1"))
    refused("clearance.level", lambda: roles.give_clearance(actor, officer, 21, TODAY, TODAY, "QĐ 1"))
    refused("clearance.decision", lambda: roles.give_clearance(actor, officer, 20, TODAY, TODAY, " "))
    given = roles.give_clearance(actor, officer, 20, TODAY, TODAY + timedelta(days=9), "QĐ 1")
    assert actor_of(officer).rank == 20
    refused("clearance.admin", lambda: roles.add_membership(actor, officer, office, Role.ADMIN, TODAY))
    roles.end_clearance(actor, given)
    assert actor_of(officer).rank == 0
    refused("clearance.ended", lambda: roles.end_clearance(actor, Clearance.objects.get(pk=given.pk)))


def test_a_delegation_gives_the_approver_for_its_days(admin: User, office: Office, account, time) -> None:
    giver, holder = account("giver", Role.APPROVER), account("holder")
    actor = actor_of(admin)
    fields = roles.DelegationFields(giver, holder, office, "KT.", TODAY, TODAY + timedelta(days=5), "12/GUQ")
    given = roles.delegate(actor, fields)
    assert actor_of(holder).has(Role.APPROVER, office.pk)
    assert not actor_of(holder, time.at + timedelta(days=6)).has(Role.APPROVER)
    roles.revoke_delegation(actor, given)
    assert not actor_of(holder).has(Role.APPROVER)
    refused("delegation.ended", lambda: roles.revoke_delegation(actor, Delegation.objects.get()))
    wrong = roles.DelegationFields(holder, giver, office, "KT.", TODAY, TODAY, "12/GUQ")
    refused("delegation.giver", lambda: roles.delegate(actor, wrong))


def test_an_administrator_ends_a_grant_once(officer: User, admin: User, office: Office) -> None:
    actor, room = actor_of(officer), Compartment.objects.create(kind="case")
    ends = actor.at + timedelta(days=30)
    given = grants.give_grant(actor, room, office, "read", event="inquiry.sent", ends=ends)
    refused("admin.role", lambda: grants.end_grant(actor, given))
    grants.end_grant(actor_of(admin), given)
    refused("grant.ended", lambda: grants.end_grant(actor_of(admin), given))
    over = grants.give_grant(actor, room, office, "read", event="inquiry.sent", ends=actor.at)
    refused("grant.ended", lambda: grants.end_grant(actor_of(admin), over))


def test_an_office_does_not_stand_above_itself(admin: User, office: Office) -> None:
    actor = actor_of(admin)
    fields = offices.OfficeFields("authority", "Sở B", "B", "SB", "B", parent_id=office.pk)
    below = offices.create_office(actor, fields)
    upside_down = offices.OfficeFields("authority", "Sở A", "A", "SA", "A", parent_id=below.pk)
    refused("office.parent", lambda: offices.change_office(actor, office, upside_down))
    refused("office.has_members", lambda: offices.close_office(actor, office))
    offices.close_office(actor, below)
    refused("office.is_closed", lambda: offices.close_office(actor, below))
    refused(
        "office.is_closed", lambda: roles.add_membership(actor, User.objects.create_user("x"), below, Role.CLERK, TODAY)
    )


def test_accounts_are_found_by_name_role_office_and_state(officer: User, admin: User, office: Office) -> None:
    assert set(search_accounts("officer")) == {officer}
    assert set(search_accounts(role=Role.ADMIN)) == {admin}
    assert set(search_accounts(office_id=office.pk)) == {officer, admin}
    assert not search_accounts(state="locked")


def test_a_day_of_the_office_overrides_the_pack(admin: User) -> None:
    day, actor = date(2026, 11, 25), actor_of(admin)
    assert not working_days().is_working(date(2026, 11, 24)), "Vietnam Culture Day"
    assert working_days().left(TODAY, date(2026, 11, 27)) == 3
    row = set_day(actor, DayFields(day, is_working=False, reason_vi="Mất điện", document="01/TB-VP"))
    assert working_days().left(TODAY, date(2026, 11, 27)) == 2
    shown = next(one for one in office_days(2026) if one.day == day)
    assert (shown.is_working, shown.is_own, shown.source) == (False, True, "01/TB-VP")
    drop_day(actor, row)
    assert working_days().left(TODAY, date(2026, 11, 27)) == 3
    refused("calendar.document", lambda: set_day(actor, DayFields(day, False, "Nghỉ", " ")))


# -- pages ------------------------------------------------------------------------------------------------------------
ADMIN_PAGES = [
    "",
    "user/",
    "user/new/",
    "office/",
    "office/new/",
    "delegation/",
    "grant/",
    "calendar/",
    "pack/",
    "job/",
    "audit/",
]


@pytest.mark.parametrize("page", ADMIN_PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_administration_shows_to_administrators_only(
    page: str, language: str, admin: User, officer: User, open_as: Open
) -> None:
    User.objects.update(language=language)
    answer = open_as(admin).get(f"/admin/{page}")
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()
    assert open_as(officer).get(f"/admin/{page}").status_code == 404


def test_an_account_is_made_given_a_role_and_locked_on_its_pages(admin: User, office: Office, open_as: Open) -> None:
    client = open_as(admin)
    made = client.post("/admin/user/new/", {"username": "cv.9", "title": "Chuyên viên 9", "language": "vi"})
    user = User.objects.get(username="cv.9")
    assert made["Location"] == f"/admin/user/{user.pk}/"
    base = f"/admin/user/{user.pk}/"
    wrong = client.post(f"{base}role/", {"office": office.pk, "role": "clerk", "starts": "31/02/2026"})
    assert wrong.status_code == 400
    client.post(f"{base}role/", {"office": office.pk, "role": "clerk", "starts": "23/11/2026"})
    held = Membership.objects.get(user=user)
    assert "Văn thư".lower() in client.get(base).content.decode().lower()
    client.post(f"{base}role/{held.pk}/end/")
    assert not actor_of(user).roles
    client.post(f"{base}change/", {"title": "Chuyên viên 10", "language": "en"})
    user.refresh_from_db()
    assert (user.title, user.language) == ("Chuyên viên 10", "en")
    assert client.post("/admin/user/new/", {"username": "cv.9", "title": "X", "language": "vi"}).status_code == 400
    assert client.get(f"{base}act/fly/").status_code == 302, "asks to authenticate again"


def test_offices_delegations_grants_and_days_are_changed_on_their_pages(
    admin: User, office: Office, account, open_as: Open
) -> None:
    client = open_as(admin)
    giver, holder = account("giver", Role.APPROVER), account("holder")
    fields = {"kind": "police", "name_vi": "Công an tỉnh", "short_vi": "CA", "name_en": "Police", "short_en": "P"}
    client.post("/admin/office/new/", {**fields, "parent_id": office.pk})
    made = Office.objects.get(kind="police")
    assert made.parent_id == office.pk
    client.post(f"/admin/office/{made.pk}/", {**fields, "parent_id": "", "symbol": "CAT"})
    made.refresh_from_db()
    assert (made.symbol, made.parent_id) == ("CAT", None)
    client.post(f"/admin/office/{made.pk}/close/")
    made.refresh_from_db()
    assert made.is_closed
    delegation = {"giver": giver.pk, "holder": holder.pk, "office": office.pk, "capacity": "KT.", "document": "1/GUQ"}
    client.post("/admin/delegation/", {**delegation, "starts": "23/11/2026", "ends": "30/11/2026"})
    client.post(f"/admin/delegation/{Delegation.objects.get().pk}/revoke/")
    assert Delegation.objects.get().revoked_at == clock.now()
    room = Compartment.objects.create(kind="case")
    asked = actor_of(holder)
    given = grants.give_grant(asked, room, office, "read", event="case.lead", ends=asked.at + timedelta(days=1))
    client.post(f"/admin/grant/{given.pk}/end/")
    given.refresh_from_db()
    assert given.revoked_by == "admin"
    client.post("/admin/calendar/", {"day": "25/11/2026", "is_working": "off", "reason_vi": "Nghỉ", "document": "2/TB"})
    row = CalendarDay.objects.get()
    assert "2/TB" in client.get("/admin/calendar/?year=2026").content.decode()
    client.post(f"/admin/calendar/{row.pk}/drop/")
    assert not CalendarDay.objects.exists()
