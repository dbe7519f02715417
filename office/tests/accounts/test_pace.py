"""Costly work is limited for each account, on pages, parts of pages and for programs, in every process of the office."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from need_to_know.places import addresses

from kethop_office.accounts import pace
from kethop_office.accounts.models import AppPassword, User
from kethop_office.accounts.queries.app_passwords import hash_of
from kethop_office.audit.models import AuditEvent
from kethop_office.project import costly, environ

pytestmark = pytest.mark.django_db
FIND = "/case/find?q=khu"
SENTENCE = "Tài khoản đã tìm, lọc 3 lượt trong 10 phút. Tìm tiếp được sau 10 phút."


@pytest.fixture(autouse=True)
def _three_each(settings) -> None:
    settings.KETHOP_PACES = dict.fromkeys(environ.paces(), 3)
    cache.clear()


@pytest.fixture
def client(officer: User, open_as: Callable[[User], Client]) -> Client:
    return open_as(officer)


def statuses(client: Client, path: str, times: int) -> list[int]:
    return [client.get(path).status_code for _ in range(times)]


def test_the_fourth_search_waits_until_ten_minutes_are_over(client: Client, time) -> None:
    assert statuses(client, FIND, 3) == [200, 200, 200]
    time.forward(minutes=4)
    refused = client.get(FIND)
    assert (refused.status_code, refused["Retry-After"]) == (429, "360")
    time.forward(seconds=359)
    assert client.get(FIND).status_code == 429
    time.forward(seconds=1)
    assert statuses(client, FIND, 4) == [200, 200, 200, 429], "the count begins anew"


def test_the_page_the_part_and_the_script_say_when_to_come_back(client: Client, officer: User, time) -> None:
    statuses(client, FIND, 3)
    page = client.get(FIND).content.decode()
    assert "<h1" in page
    assert SENTENCE in page
    part = client.get(FIND, headers={"HX-Request": "true"}).content.decode()
    assert "<h1" not in part
    assert SENTENCE in part
    plain = client.get(FIND, headers={"X-Requested-With": "fetch"})
    assert (plain.content.decode(), plain["Content-Type"]) == (SENTENCE, "text/plain; charset=utf-8")
    officer.language = "en"
    officer.save()
    assert client.get(FIND, headers={"X-Requested-With": "fetch"}).content.decode() == (
        "This account has searched or filtered 3 times in 10 minutes. Search again in 10 minutes."
    )


def test_each_account_and_each_measure_has_its_own(client: Client, account, open_as, time) -> None:
    statuses(client, FIND, 3)
    assert client.get("/territory/?q=An").status_code == 429, "another search of the same account"
    assert client.get("/territory/export/?q=An").status_code == 200, "another measure"
    assert open_as(account("officer.2")).get(FIND).status_code == 200, "another account"


def test_what_asks_for_nothing_is_not_counted(client: Client, time) -> None:
    assert statuses(client, "/territory/", 5) == [200] * 5
    assert statuses(client, "/case/", 5) == [200] * 5
    assert Client().get(FIND).status_code == 302, "who has not signed in is led to sign in"


def test_requests_with_files_count_wherever_they_go(client: Client, time) -> None:
    send = lambda: client.post("/registry/import/new/", {"x": "1"}).status_code  # noqa: E731 - the test client sends forms as with files
    assert [send() for _ in range(4)][-1] == 429
    plain = {"content_type": "application/x-www-form-urlencoded"}
    assert client.post("/account/feed/", "act=close", **plain).status_code == 302


def test_a_program_is_told_by_a_problem_and_shares_the_count(client: Client, officer: User, time) -> None:
    secret = "kh_" + "x" * 43
    AppPassword.objects.create(
        user=officer, name="P", scope="write", secret_hash=hash_of(secret), made_at=time.at, ends_on="2027-01-01"
    )
    program = Client(headers={"authorization": f"Bearer {secret}"})
    path = f"/api/v1/drafts/{officer.pk}/documents"
    client.post("/registry/import/new/", {"x": "1"})
    assert [program.post(path, {"x": "1"}).status_code for _ in range(2)] == [422, 422]
    refused = program.post(path, {"x": "1"}, headers={"Accept-Language": "en"})
    assert (refused.status_code, refused["Retry-After"], refused.json()["code"]) == (429, "600", "pace.upload")
    assert "600" not in refused.json()["detail"]
    assert "10 minutes" in refused.json()["detail"]


def test_being_told_to_wait_is_one_event(client: Client, officer: User, time) -> None:
    statuses(client, FIND, 6)
    event = AuditEvent.objects.get(act="account.told_to_wait")
    assert event.object_key == f"account:{officer.pk}"
    assert "search" in event.body


def test_it_holds_for_every_process_of_the_office(officer: User, time, as_another_process) -> None:
    for _ in range(3):
        assert pace.count(officer.pk, "export") is None
    as_another_process()
    wait = pace.count(officer.pk, "export")
    assert wait is not None
    assert wait.seconds == 600


def test_a_clock_that_was_put_back_holds_nobody_up(officer: User, time) -> None:
    for _ in range(4):
        pace.count(officer.pk, "export")
    time.forward(days=-1)
    assert pace.count(officer.pk, "export") is None


def test_a_full_disk_counts_nothing_and_lets_read(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    full = OperationalError("database or disk is full")
    full.__cause__ = OSError(28, "No space left on device")
    monkeypatch.setattr(cache, "set", lambda *_given: (_ for _ in ()).throw(full))
    assert [pace.count(officer.pk, "export") for _ in range(9)] == [None] * 9
    full.__cause__ = OSError(5, "Input/output error")
    with pytest.raises(OperationalError):
        pace.count(officer.pk, "export")


def test_every_costly_address_is_there_and_has_a_measure() -> None:
    named = [name for names in costly.ADDRESSES.values() for name in names]
    assert len(named) == len(set(named))
    assert set(named) - {name for name, _pattern in addresses()} == set()
    assert set(costly.ADDRESSES) == set(environ.paces())
    assert reverse("appraisal:find_cases") == FIND.partition("?")[0]


def test_the_usual_measures_are_more_than_an_officer_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file each five seconds, a search each half a second, without a rest."""
    assert environ.paces() == {"export": 120, "check": 120, "upload": 600, "search": 1200}
    monkeypatch.setenv("KETHOP_PACE_EXPORT", "0")
    with pytest.raises(environ.EnvironmentFault, match="KETHOP_PACE_EXPORT"):
        environ.paces()
