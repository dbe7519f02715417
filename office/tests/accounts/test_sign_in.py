"""The door: names and passwords, second factors, limits, and what cannot be reached."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from accounts.signing_in import WORD, sign_in
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

from kethop_office.accounts.adapters import ServerAdapter
from kethop_office.accounts.models import Role, User
from kethop_office.audit.models import AuditEvent
from kethop_office.common import clock

pytestmark = pytest.mark.django_db
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng"


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> None:
    cache.clear()


def test_the_page_names_the_node_and_leaks_no_english() -> None:
    page = Client().get("/sign-in/").content.decode()
    assert "kethop" in page
    for word in ("Username", "Password", "Sign In", "Remember"):
        assert word not in re.sub(r"<script.*?</script>|<[^>]*>", "", page, flags=re.DOTALL)


def test_a_right_password_opens_the_page_that_was_asked(officer: User) -> None:
    answer = sign_in(Client(), next="/account/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert AuditEvent.objects.filter(act="account.signed_in", object_key=f"account:{officer.pk}").count() == 1


def test_no_page_of_another_site_is_opened(officer: User) -> None:
    assert sign_in(Client(), next="https://elsewhere.example/")["Location"] == "/tasks/"


def test_wrong_name_wrong_password_and_locked_account_say_the_same(officer: User, account: Callable[..., User]) -> None:
    locked = account("locked")
    locked.set_password(WORD)
    locked.is_active = False
    locked.save()
    for name, word in (("nobody", WORD), ("officer.1", "x"), ("locked", WORD)):
        page = sign_in(Client(), name, word).content.decode()
        assert WRONG in page, name
    assert AuditEvent.objects.filter(act="account.sign_in_failed").count() == 3
    assert "nobody" not in "".join(AuditEvent.objects.values_list("body", flat=True))


def test_five_wrong_passwords_wait_five_minutes(officer: User) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, word="x")
    page = sign_in(client).content.decode()
    assert "Chờ 5 phút" in page
    assert client.get("/account/").status_code == 302


def test_the_limit_holds_for_every_process_of_the_office(officer: User, as_another_process) -> None:
    for number in range(5):
        sign_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), word="x")
    as_another_process()
    assert "Chờ 5 phút" in sign_in(Client(REMOTE_ADDR="10.0.0.9")).content.decode()


def test_leaving_is_by_post_only(officer: User, open_as: Callable[[User], Client]) -> None:
    client = open_as(officer)
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/account/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/account/").status_code == 302
    assert AuditEvent.objects.filter(act="account.signed_out").exists()


def start_codes(client: Client, user: User) -> tuple[str, list[str]]:
    """Begin to use an authenticator application, and return its key and the recovery codes."""
    client.get("/account/second/code/")
    secret = client.session["mfa.totp.secret"]
    code = totp.hotp_value(secret, totp.yield_hotp_counters_from_time().__next__())
    answer = client.post("/account/second/code/", {"code": totp.format_hotp_value(code)}, follow=True)
    page = answer.content.decode()
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    return secret, re.findall(r"<li><code>(\d{8})</code></li>", page)


def test_a_second_factor_is_asked_and_a_recovery_code_opens_once(officer: User) -> None:
    client = Client()
    sign_in(client)
    client.post("/sign-in/again/", {"password": WORD})
    _, codes = start_codes(client, officer)
    assert len(codes) == 10
    assert codes[0] not in client.get("/account/second/recovery/").content.decode(), "shown once"
    other = Client()
    answer = sign_in(other)
    assert answer["Location"] == "/sign-in/second/"
    assert other.get("/account/").status_code == 302, "a password alone does not open"
    assert "Mã chưa đúng" in other.post("/sign-in/second/", {"code": "000000"}).content.decode()
    assert other.post("/sign-in/second/", {"code": codes[0]})["Location"] == "/tasks/"
    assert other.get("/account/").status_code == 200
    third = Client()
    sign_in(third)
    assert "Mã chưa đúng" in third.post("/sign-in/second/", {"code": codes[0]}).content.decode()


def test_changing_the_password_ends_other_sessions(officer: User) -> None:
    one, other = Client(), Client()
    sign_in(one)
    sign_in(other)
    new = "mot-tu-khoa-khac-han"
    answer = one.post("/account/password/", {"oldpassword": WORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert one.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


@pytest.mark.parametrize("word", ["ngan", "123456789012", "password1234"])
def test_a_weak_password_is_refused(officer: User, word: str) -> None:
    client = Client()
    sign_in(client)
    answer = client.post("/account/password/", {"oldpassword": WORD, "password1": word, "password2": word})
    assert answer.status_code == 200
    officer.refresh_from_db()
    assert officer.check_password(WORD)


def test_a_link_of_the_administrator_sets_a_password_once(
    officer: User, account: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = account("boss", Role.ADMIN)
    boss.set_password(WORD)
    boss.save()
    admin, reader = Client(), Client()
    sign_in(reader)
    sign_in(admin, "boss")
    page = admin.post(f"/admin/user/{officer.pk}/act/password/", follow=True).content.decode()
    link = re.search(r"<code>(http[^<]*)</code>", page)
    assert link
    assert link[1] not in admin.get(f"/admin/user/{officer.pk}/").content.decode(), "shown once"
    assert reader.get("/account/").status_code == 302, "its sessions have ended"
    path, new = urlsplit(link[1]).path, "mot-tu-khoa-hoan-toan-moi"
    assert "khác nhau" in Client().post(path, {"password1": new, "password2": "x"}).content.decode()
    assert Client().post(path, {"password1": new, "password2": new}).status_code == 302
    assert Client().post(path, {"password1": new, "password2": new}).status_code == 410
    assert sign_in(Client(), word=new)["Location"] == "/tasks/"
    assert Client().get(path[:-3] + "xx/").status_code == 410


def test_an_act_that_binds_asks_again_when_the_last_time_was_long_ago(
    account: Callable[..., User], officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = account("boss", Role.ADMIN)
    boss.set_password(WORD)
    boss.save()
    client = Client()
    sign_in(client, "boss")
    path = f"/admin/user/{officer.pk}/act/lock/"
    assert client.get(path).status_code == 200
    real = clock.now
    monkeypatch.setattr(
        "kethop_office.accounts.access.clock.now", lambda: real() + __import__("datetime").timedelta(minutes=11)
    )
    answer = client.post(path)
    where = urlsplit(answer["Location"])
    assert where.path == "/sign-in/again/"
    assert parse_qs(where.query)["next"] == [path]
    officer.refresh_from_db()
    assert officer.is_active


def test_a_page_for_a_passkey_gives_a_challenge() -> None:
    answer = Client().get("/sign-in/key/", headers={"Accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["challenge"]
    assert Client().get("/sign-in/key/").status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/accounts/signup/", "/signup/", "/login/", "/2fa/", "/account/email/", "/password/reset/", "/sign-in/signup/"],
)
def test_what_is_not_used_cannot_be_reached(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_no_name_of_a_page_for_signing_up_exists() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not names & {"account_signup", "account_email", "account_reset_password", "account_confirm_email"}
    assert reverse("account_login") == "/sign-in/"


def test_every_page_of_keys_and_codes_shows(officer: User) -> None:
    client = Client()
    sign_in(client)
    client.post("/sign-in/again/", {"password": WORD})
    start_codes(client, officer)
    for path in (
        "/account/second/",
        "/account/second/key/",
        "/account/second/code/stop/",
        "/account/second/recovery/",
        "/account/second/recovery/new/",
        "/account/password/",
        "/sign-in/again/",
        "/sign-in/again/code/",
    ):
        assert client.get(path).status_code == 200, path


def server_login(username: str, uid: str, process: str = "login") -> SocialLogin:
    claims = {"userinfo": {"preferred_username": username}}
    known = SocialAccount(provider="office", uid=uid, extra_data=claims)
    login = SocialLogin(user=User(), account=known)
    login.state = {"process": process}
    login.lookup()
    return login


def test_the_identity_server_opens_only_accounts_that_exist_and_only_to_one_identity(
    officer: User, rf, settings
) -> None:
    server = {
        "provider_id": "office",
        "name": "SSO",
        "client_id": "c",
        "secret": "s",
        "settings": {"server_url": "https://sso.example"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [server]}}
    request = rf.get("/")
    first = server_login("officer.1", "sub-1")
    ServerAdapter().pre_social_login(request, first)
    assert first.user == officer
    again = server_login("renamed", "sub-1")
    ServerAdapter().pre_social_login(request, again)
    assert again.user == officer
    for refused in (
        server_login("officer.1", "sub-2"),
        server_login("nobody", "sub-3"),
        server_login("", "sub-4"),
        server_login("officer.1", "sub-1", "connect"),
    ):
        with pytest.raises(ImmediateHttpResponse):
            ServerAdapter().pre_social_login(request, refused)
    User.objects.update(is_active=False)
    with pytest.raises(ImmediateHttpResponse):
        ServerAdapter().pre_social_login(request, server_login("officer.1", "sub-1"))


def test_a_draft_kept_at_the_end_of_a_session_fills_its_form_after_signing_in(officer: User, time) -> None:
    client = Client()
    sign_in(client)
    time.forward(hours=1)
    sent = {"language": "en", "prefers_static_map": "on", "draft_form": "own", "draft_object": ""}
    answer = client.post("/account/", sent, headers={"Referer": "http://testserver/account/"})
    page = client.get(answer["Location"]).content.decode()
    assert "Bản nháp vẫn còn" in page
    answer = sign_in(client, next="/account/")
    page = client.get(answer["Location"]).content.decode()
    assert "bản nháp lưu lúc" in page
    assert re.search(r'value="en"[^>]*checked', page)
    client.post("/account/", {"language": "en"})
    assert "bản nháp lưu lúc" not in client.get("/account/").content.decode()
