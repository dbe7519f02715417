"""Second factors: asked for whenever there are any, once for each code, and again before they change."""

import secrets
from datetime import timedelta

import pytest
from accounts.signing_in import sign_in
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kethop_office.accounts.actions.people import reset_password
from kethop_office.accounts.models import Role, User
from kethop_office.accounts.queries import actor_of
from kethop_office.project import environ

pytestmark = pytest.mark.django_db


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def with_codes(user: User) -> str:
    """Give an account a generator of codes, and return its seed."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def test_a_code_opens_once(officer: User) -> None:
    code = code_of(with_codes(officer))
    for expected in ("/tasks/", None):
        client = Client()
        assert sign_in(client)["Location"] == "/sign-in/second/"
        answer = client.post("/sign-in/second/", {"code": code})
        assert answer.get("Location") == expected
        assert (client.get("/account/").status_code == 200) is (expected is not None)


def test_a_code_is_used_up_for_as_long_as_it_is_right(officer: User) -> None:
    """A code is right for its half minute and one more on each side; allauth itself forgets a used one after thirty seconds."""
    code = code_of(with_codes(officer))
    client = Client()
    sign_in(client)
    assert client.post("/sign-in/second/", {"code": code})["Location"] == "/tasks/"
    cache.delete(f"allauth.mfa.totp.used?user={officer.pk}&code={code}")
    other = Client()
    sign_in(other)
    assert "Mã chưa đúng" in other.post("/sign-in/second/", {"code": code}).content.decode()
    assert "Mã chưa đúng" in client.post("/sign-in/again/code/", {"code": code}).content.decode()


def test_a_new_password_does_not_pass_by_the_second_factor(officer: User, account) -> None:
    with_codes(officer)
    token = reset_password(actor_of(account("boss", Role.ADMIN)), officer)
    new, client = "mot-tu-khoa-hoan-toan-moi", Client()
    path = reverse("accounts:new-password", args=[officer.pk, token])
    assert client.post(path, {"password1": new, "password2": new}).status_code == 302
    assert client.get("/account/").status_code == 302, "setting it signs nobody in"
    assert sign_in(client, word=new)["Location"] == "/sign-in/second/"
    assert client.get("/account/").status_code == 302


def test_a_link_that_sets_a_password_ends_after_a_day(officer: User, account, monkeypatch: pytest.MonkeyPatch) -> None:
    token = reset_password(actor_of(account("boss", Role.ADMIN)), officer)
    path = reverse("accounts:new-password", args=[officer.pk, token])
    real = default_token_generator._now
    for hours, status in ((23, 200), (25, 410)):
        moved = timedelta(hours=hours)
        monkeypatch.setattr(default_token_generator, "_now", lambda moved=moved: real() + moved)
        assert Client().get(path).status_code == status


def test_nothing_asks_for_a_new_password_by_the_calendar(officer: User, time) -> None:
    time.forward(days=5 * 366)
    client = Client()
    assert sign_in(client)["Location"] == "/tasks/"
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("demanded", ["all", "administrators", "none"])
def test_without_a_factor_nothing_is_shown_where_one_is_demanded(
    officer: User, account, open_as, settings, demanded: str
) -> None:
    settings.KETHOP_SECOND_FACTOR = demanded
    held_up = {"all": {"officer.1", "boss"}, "administrators": {"boss"}, "none": set()}[demanded]
    for user in (officer, account("boss", Role.ADMIN)):
        client = open_as(user)
        answer = client.get("/account/")
        assert answer.get("Location", "") == ("/account/second/" if user.username in held_up else "")
        assert client.get("/account/second/").status_code == 200
        assert client.get("/help/").status_code == 200
        part = client.get("/case/find?q=ab", headers={"X-Requested-With": "fetch"})
        assert part.status_code == (401 if user.username in held_up else 200)
        RecoveryCodes.activate(user)
        assert (client.get("/account/").status_code == 302) is (user.username in held_up), "codes alone are no factor"
        with_codes(user)
        assert client.get("/account/").status_code == 200


def test_it_is_demanded_under_https_and_nowhere_else_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KETHOP_ADDRESS", "KETHOP_SECOND_FACTOR", "KETHOP_DEMO"):
        monkeypatch.delenv(name, raising=False)
    assert environ.second_factor() == "none"
    monkeypatch.setenv("KETHOP_ADDRESS", "https://office.example")
    assert environ.second_factor() == "all"
    monkeypatch.setenv("KETHOP_DEMO", "1")
    assert environ.second_factor() == "none"
    monkeypatch.setenv("KETHOP_SECOND_FACTOR", "administrators")
    assert environ.second_factor() == "administrators"


@pytest.mark.parametrize(
    "path",
    [
        "/account/second/code/",
        "/account/second/code/stop/",
        "/account/second/recovery/",
        "/account/second/recovery/new/",
        "/account/second/key/",
        "/account/app-passwords/new/",
    ],
)
def test_changing_factors_asks_again_who_acts(officer: User, open_as, path: str) -> None:
    with_codes(officer)
    RecoveryCodes.activate(officer)
    client = open_as(officer)  # without a word or code in its session
    answer = client.get(path) if path.endswith("/recovery/") else client.post(path)
    assert answer.status_code == 302
    assert "/sign-in/again/" in answer["Location"]


def test_seeds_and_codes_come_from_the_safe_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """They follow `secrets` and the system's generator, and nothing else that a test could foresee."""
    told: list[int] = []
    draw = secrets.token_bytes  # by which `token_hex` draws too
    monkeypatch.setattr(secrets, "token_bytes", lambda size: (told.append(size), draw(size))[1])
    seeds = {totp.generate_totp_secret() for _ in range(50)}
    assert len(seeds) == 50
    assert min(map(len, seeds)) >= 32, "160 bits in base 32"
    assert {RecoveryCodes.generate_seed() for _ in range(50)}.isdisjoint(seeds)
    assert len(told) == 100
    assert min(told) >= 20
