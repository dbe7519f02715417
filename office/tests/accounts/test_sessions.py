"""A session ends by itself; what was typed is kept for its account alone."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kethop_office.accounts import access
from kethop_office.accounts.models import Draft, User
from kethop_office.accounts.queries import actor_of, draft_for

pytestmark = pytest.mark.django_db
Open = Callable[[User], Client]
OWN = "/account/"


def test_a_reader_who_is_not_signed_in_is_sent_to_sign_in_and_back() -> None:
    answer = Client().get(f"{OWN}?a=1")
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next=%2Faccount%2F%3Fa%3D1"


def test_a_script_is_told_where_to_sign_in() -> None:
    assert Client().get(OWN, headers={"HX-Request": "true"}).status_code == 401


def test_half_an_hour_without_work_ends_the_session(time, officer: User, open_as: Open) -> None:
    client = open_as(officer)
    time.forward(minutes=29)
    assert client.get(OWN).status_code == 200
    time.forward(minutes=29)
    assert client.get(OWN).status_code == 200
    time.forward(minutes=31)
    assert client.get(OWN).status_code == 302


def test_asking_in_the_background_is_no_work(time, officer: User, open_as: Open) -> None:
    client = open_as(officer)
    for _ in range(4):
        time.forward(minutes=9)
        answer = client.get("/session/", headers={"X-KH-Background": "1"})
    assert answer.status_code == 401


def test_a_session_ends_after_twelve_hours_of_work(time, officer: User, open_as: Open) -> None:
    client = open_as(officer)
    for _ in range(36):
        time.forward(minutes=20)
        last = client.get(OWN)
    assert last.status_code == 302


def test_the_session_says_how_long_it_lasts_and_is_extended(time, officer: User, open_as: Open) -> None:
    client = open_as(officer)
    time.forward(minutes=26)
    assert client.get("/session/", headers={"X-KH-Background": "1"}).json()["left"] == 4 * 60
    assert client.post("/session/").json()["left"] == 30 * 60


def test_a_form_sent_after_the_end_is_kept_and_not_done(time, officer: User, account, open_as: Open) -> None:
    client = open_as(officer)
    time.forward(minutes=31)
    typed = {"language": "en", "draft_form": "own", "draft_object": "x", "version": "3", "password": "geheim"}
    answer = client.post(OWN, typed, headers={"Referer": "http://testserver/account/?a=1"})
    assert answer.status_code == 302
    assert "next=%2Faccount%2F%3Fa%3D1" in answer["Location"]
    assert "kept" in answer["Location"]
    officer.refresh_from_db()
    assert officer.language == "vi"
    draft = draft_for(actor_of(officer), "own", "x")
    assert draft is not None
    assert draft.data == {"language": "en", "version": "3"}
    assert (draft.base_version, draft.path) == (3, "/account/?a=1")
    assert draft_for(actor_of(account("other")), "own", "x") is None
    assert client.get(OWN).status_code == 302, "the old session is gone"


def test_what_is_typed_into_the_sign_in_page_is_never_kept(time, officer: User, open_as: Open) -> None:
    client = open_as(officer)
    time.forward(hours=1)
    client.post(reverse("account_login"), {"login": "officer.1", "password": "x"})
    assert not Draft.objects.exists()


def test_a_form_from_another_site_is_not_kept(time, officer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    time.forward(hours=1)
    assert client.post(OWN, {"language": "en"}).status_code == 403
    assert not Draft.objects.exists()


def test_a_page_of_another_role_is_not_found(officer: User, admin: User, open_as: Open) -> None:
    assert open_as(officer).get("/admin/user/").status_code == 404
    assert open_as(admin).get("/admin/user/").status_code == 200


def test_the_page_of_a_form_is_where_it_was_filled_in(rf) -> None:
    assert access.form_page(rf.post("/a/", headers={"Referer": "http://testserver/b/?c=1"})) == "/b/?c=1"
    assert access.form_page(rf.post("/a/", headers={"Referer": "https://elsewhere.example/b/"})) == "/a/"


def test_the_language_of_the_account_is_used_and_changed_once_by_the_address(officer: User, open_as: Open) -> None:
    client = open_as(officer)
    assert client.get(OWN, headers={"Accept-Language": "en"})["Content-Language"] == "vi"
    assert client.get(f"{OWN}?lang=en", follow=True)["Content-Language"] == "en"
    assert client.get(OWN)["Content-Language"] == "en"
    assert client.get(f"{OWN}?lang=xx")["Content-Language"] == "en"
    officer.refresh_from_db()
    assert officer.language == "en"


def test_a_language_chosen_before_signing_in_becomes_the_account_s(officer: User) -> None:
    client = Client()
    client.get("/sign-in/?lang=en")
    client.force_login(officer)
    assert client.get(OWN)["Content-Language"] == "en"
    client.get(f"{OWN}?lang=vi")
    client.logout()
    client.force_login(officer)
    assert client.get(OWN)["Content-Language"] == "vi"
