"""Passwords of programs: made with a second factor, shown once, ended by the account's own password and by locking."""

import re
from datetime import timedelta

import pytest
from accounts.signing_in import WORD, sign_in
from allauth.mfa.models import Authenticator
from django.test import Client

from kethop_office.accounts.actions.app_passwords import MOST, make_app_password, revoke_app_password
from kethop_office.accounts.actions.people import lock_account, reset_password, reset_second_factor
from kethop_office.accounts.models import AppPassword
from kethop_office.accounts.queries import actor_of
from kethop_office.accounts.queries.app_passwords import live_app_password
from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

pytestmark = pytest.mark.django_db
PAGE = "/account/app-passwords/"


@pytest.fixture
def owner(officer):
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
    return officer


def made(user, name="QGIS", scope="read", days=30):
    return make_app_password(actor_of(user), name, scope, clock.today() + timedelta(days=days))


@pytest.mark.parametrize(
    ("name", "scope", "days", "code"),
    [
        ("", "read", 30, "name"),
        ("a" * 61, "read", 30, "name"),
        ("QGIS", "sign", 30, "scope"),
        ("QGIS", "read", 366, "ends"),
        ("QGIS", "read", -1, "ends"),
    ],
)
def test_what_is_refused(owner, name, scope, days, code) -> None:
    with pytest.raises(Refused, match=f"app_password.{code}"):
        made(owner, name, scope, days)
    assert not AppPassword.objects.exists()


def test_a_second_factor_is_needed(officer) -> None:
    with pytest.raises(Refused, match=r"app_password\.no_factor"):
        made(officer)


def test_a_name_once_and_not_too_many(owner) -> None:
    made(owner)
    with pytest.raises(Refused, match=r"app_password\.name_taken"):
        made(owner)
    for number in range(MOST - 1):
        made(owner, f"program {number}")
    with pytest.raises(Refused, match=r"app_password\.too_many"):
        made(owner, "one more")


def test_only_the_hash_is_kept(owner) -> None:
    row, secret = made(owner)
    assert secret not in str(AppPassword.objects.values().get())
    assert secret not in "".join(AuditEvent.objects.values_list("body", flat=True))
    assert live_app_password(secret) == row
    assert live_app_password(secret, owner.username) == row
    assert live_app_password(secret, "another") is None
    assert live_app_password(f"{secret}x") is None
    assert len(secret) > 43


def test_it_is_ended_by_its_owner_only(owner, account) -> None:
    row, secret = made(owner)
    with pytest.raises(AppPassword.DoesNotExist):
        revoke_app_password(actor_of(account("officer.2")), row.pk)
    revoke_app_password(actor_of(owner), row.pk)
    assert live_app_password(secret) is None
    assert list(AuditEvent.objects.filter(object_key=f"app_password:{row.pk}").values_list("act", flat=True)) == [
        "app_password.made",
        "app_password.revoked",
    ]


@pytest.mark.parametrize("act", [lock_account, reset_password, reset_second_factor])
def test_an_administrators_act_ends_them(owner, admin, act) -> None:
    _, secret = made(owner)
    act(actor_of(admin), owner)
    assert live_app_password(secret) is None
    assert AppPassword.objects.get().ended_at is not None, "opening the account again does not bring it back"


def test_changing_the_own_password_ends_them(owner) -> None:
    _, secret = made(owner)
    client = signed_in(owner)
    new = "mot-tu-khoa-khac-han"
    answer = client.post("/account/password/", {"oldpassword": WORD, "password1": new, "password2": new})
    assert answer.status_code == 302, answer.content
    assert live_app_password(secret) is None


def signed_in(user):
    """Sign in by name and password; the second factor is put aside while doing so."""
    kept = list(Authenticator.objects.filter(user=user))
    Authenticator.objects.filter(user=user).delete()
    client = Client()
    sign_in(client, user.username)
    Authenticator.objects.bulk_create(kept)
    return client


def test_the_page_shows_the_secret_once(owner) -> None:
    client = signed_in(owner)
    answer = client.post(f"{PAGE}new/", {"name": "QGIS", "scope": "read", "days": "90"})
    secret = re.search(r'<code id="secret">([^<]+)</code>', answer.content.decode())[1]
    row = live_app_password(secret)
    assert (row.name, row.scope) == ("QGIS", "read")
    assert row.ends_on - clock.today() == timedelta(days=90)
    page = client.get(PAGE).content.decode()
    assert secret not in page
    assert "QGIS" in page
    again = client.post(f"{PAGE}new/", {"name": "QGIS", "scope": "read", "days": "90"})
    assert (again.status_code, "Đã có mật khẩu" in again.content.decode()) == (409, True)
    assert client.post(f"{PAGE}{row.pk}/revoke/").status_code == 302
    assert client.post(f"{PAGE}{row.pk}/revoke/").status_code == 404
    assert live_app_password(secret) is None


def test_an_old_session_proves_itself_again_first(owner, open_as) -> None:
    client = open_as(owner)
    answer = client.post(f"{PAGE}new/", {"name": "QGIS", "scope": "read", "days": "90"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/again/")
    assert not AppPassword.objects.exists()


def test_who_has_no_second_factor_is_led_to_add_one(officer, open_as) -> None:
    page = open_as(officer).get(PAGE).content.decode()
    assert "/account/second/" in page
    assert "app-passwords/new" not in page
