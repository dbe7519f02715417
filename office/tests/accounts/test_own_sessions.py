"""The open sessions of an account: seen, ended by their owner, made anew when their level changes."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from kethop_office.accounts import sessions
from kethop_office.accounts.models import User
from kethop_office.accounts.session_store import SessionStore
from kethop_office.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
Open = Callable[[User], Client]
PAGE = "/account/sessions/"
END = f"{PAGE}end/"


@pytest.fixture(autouse=True)
def _just_authenticated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kethop_office.accounts.access.get_authentication_records", lambda *_given: [{"at": 9e12}])


def handles(client: Client) -> list[str]:
    return re.findall(r'name="session" value="([0-9a-f]{64})"', client.get(PAGE).content.decode())


def test_all_open_sessions_are_shown_and_nobody_else_s(time, officer: User, account, open_as: Open) -> None:
    one = open_as(officer)
    time.forward(minutes=3)
    other, _stranger = open_as(officer), open_as(account("officer.2"))
    page = one.get(PAGE).content.decode()
    assert page.count("<tr") == 3, "the head, this session and the other one"
    assert "23/11/2026 12:03" in page
    assert len(handles(one)) == 1
    assert handles(one) != handles(other)
    for client in (one, other):
        assert client.session.session_key not in page


def test_a_session_that_has_ended_is_not_open(time, officer: User, open_as: Open) -> None:
    open_as(officer)
    time.forward(minutes=31)
    one = open_as(officer)
    assert handles(one) == [], "one was idle too long"
    open_as(officer)
    assert len(handles(one)) == 1
    officer.set_password("mot-tu-khoa-khac-han")
    officer.save()
    assert handles(open_as(officer)) == [], "those of the password before are dead"


def test_one_is_ended_and_the_others_live(time, officer: User, open_as: Open) -> None:
    one, other = open_as(officer), open_as(officer)
    (handle,) = handles(one)
    third = open_as(officer)
    one.post(END, {"session": handle})
    assert [client.get("/account/").status_code for client in (one, other, third)] == [200, 302, 200]
    event = AuditEvent.objects.get(act="session.was_ended")
    assert event.object_key == f"account:{officer.pk}"
    page = one.post(END, {"session": handle}, follow=True).content.decode()
    assert "đã kết thúc từ trước" in page


def test_all_others_are_ended_at_once(time, officer: User, account, open_as: Open) -> None:
    clients = [open_as(officer) for _ in range(4)]
    stranger = open_as(account("officer.2"))
    clients[0].post(END, {"session": "others"})
    assert [client.get("/account/").status_code for client in clients] == [200, 302, 302, 302]
    assert stranger.get("/account/").status_code == 200


def test_nobody_ends_a_session_of_another_account(time, officer: User, account, open_as: Open) -> None:
    other = account("officer.2")
    stranger, _second = open_as(other), open_as(other)
    (handle,) = handles(stranger)
    one = open_as(officer)
    one.post(END, {"session": handle})
    assert handles(stranger) == [handle]


def test_ending_asks_again_who_acts(time, officer: User, open_as: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = open_as(officer), open_as(officer)
    monkeypatch.setattr("kethop_office.accounts.access.get_authentication_records", lambda *_given: [])
    answer = one.post(END, {"session": "others"}, headers={"Referer": f"http://testserver{PAGE}"})
    assert answer["Location"] == "/sign-in/again/?next=%2Faccount%2Fsessions%2F"
    assert other.get("/account/").status_code == 200


def test_another_level_is_another_session_key(officer: User, open_as: Open, settings, account) -> None:
    """Whoever has the key from before is left without: it does not rise with the reader."""
    client = open_as(officer)
    before = client.session.session_key
    began = sessions.moments(client.session)[0]
    session = client.session
    sessions.work_at(session, 20)
    session.save()
    assert session.session_key != before
    assert (sessions.working_level(session), sessions.moments(session)[0]) == (20, began)
    assert not SessionStore().exists(before)
    client.cookies["kethop_session"] = session.session_key
    assert client.get("/account/").status_code == 200
    thief = Client()
    thief.cookies["kethop_session"] = before
    assert thief.get("/account/").status_code == 302
