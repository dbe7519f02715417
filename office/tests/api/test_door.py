"""The door: passwords of programs only, their scope and end, limits, and errors as problems."""

import base64
import re

import pytest
from django.test import Client

from kethop_office.accounts.models import AppPassword
from kethop_office.api import limits
from kethop_office.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"
PROBLEM = "application/problem+json"


def is_vietnamese(text):
    return re.search(r"[ăâđêôơưạ-ỹ]", text) is not None


def test_basic_and_bearer_open_and_nothing_else_does(programs) -> None:
    assert programs.as_("officer").get(ME).json()["username"] == "officer"
    assert Client().get(ME, headers={"authorization": programs.basic("officer")}).json()["scope"] == "write"
    pair = base64.b64encode(f"clerk:{programs.secrets['officer']}".encode()).decode()
    closed = ["", f"Basic {pair}", "Basic !!", "Bearer ", "Bearer wrong", "Digest x", "Basic " + "a" * 50]
    for header in closed:
        answer = Client().get(ME, headers={"authorization": header} if header else {})
        assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM), header
        assert answer["WWW-Authenticate"].startswith("Basic realm=")


def test_a_session_opens_nothing_here(programs) -> None:
    client = programs.world.client("officer")
    assert client.get("/case/").status_code == 200
    for path in (ME, "/api/v1/cases", "/ogc/collections"):
        assert client.get(path).status_code == 401
    assert client.post("/api/v1/drafts", b"{}", content_type="application/json").status_code == 401


def test_reading_only_means_reading_only(programs) -> None:
    secret = programs.secret("proponent", scope="read")
    client = Client(headers={"authorization": f"Bearer {secret}"})
    assert client.get("/api/v1/drafts").status_code == 200
    answer = client.post("/api/v1/drafts", b"{}", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "api.read_only")


def test_it_ends_on_its_day_with_its_account_and_by_revoking(programs) -> None:
    world, client = programs.world, programs.as_("officer")
    assert client.get(ME).status_code == 200
    world.day(2027, 1, 1)
    assert client.get(ME).status_code == 200
    world.day(2027, 1, 2)
    assert client.get(ME).status_code == 401
    world.day(2026, 11, 6)
    AppPassword.objects.filter(user=world.users["officer"]).update(ended_at=world.now)
    assert client.get(ME).status_code == 401
    user = world.users["clerk"]
    user.is_active = False
    user.save()
    assert programs.as_("clerk").get(ME).status_code == 401


def test_the_first_use_of_a_day_leaves_an_event(programs) -> None:
    client, events = programs.as_("officer"), AuditEvent.objects.filter(act="app_password.used")
    client.get(ME), client.get(ME)
    assert events.count() == 1
    programs.world.day(2026, 11, 6)
    client.get(ME)
    assert events.count() == 2
    assert AppPassword.objects.get(user=programs.world.users["officer"]).used_on.day == 6


def test_too_fast_and_too_many_wrong_ones(programs, monkeypatch) -> None:
    monkeypatch.setattr(limits, "MOST_A_MINUTE", 3)
    client = programs.as_("officer")
    assert [client.get(ME).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert int(client.get(ME)["Retry-After"]) > 0
    wrong = Client(headers={"authorization": "Bearer wrong"})
    assert [wrong.get(ME).status_code for _ in range(22)][-3:] == [401, 429, 429]
    assert AuditEvent.objects.filter(act="account.sign_in_failed").count() == 1, "one event for a row of tries"
    assert programs.as_("clerk").get(ME).status_code == 200, "who has the right one is not kept out by others' tries"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/nothing", 404),
        ("get", "/api/nothing", 404),
        ("delete", "/api/v1/me", 405),
        ("get", "/api/v1/cases/a%20b", 422),
        ("get", "/ogc/collections/cases/items?bbox=1,2", 400),
        ("put", "/api/v1/drafts/00000000-0000-4000-8000-000000000000/kind", 400),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_error_is_a_problem_in_the_language_asked_for(programs, method, path, status, language) -> None:
    client = programs.as_("officer", language)
    answer = getattr(client, method)(
        path, **({"data": b"{", "content_type": "application/json"} if method == "put" else {})
    )
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    body = answer.json()
    assert body["type"] == f"urn:kethop:problem:{body['code']}"
    assert body["status"] == status
    assert is_vietnamese(body["detail"]) == (language == "vi")
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies


def test_a_failure_tells_its_number_and_nothing_else(programs, monkeypatch) -> None:
    monkeypatch.setattr("kethop_office.api.views.registers.tasks_of", lambda actor: 1 / 0)
    client = programs.as_("officer", "en")
    client.raise_request_exception = False
    answer = client.get("/api/v1/tasks")
    assert (answer.status_code, answer.json()["code"]) == (500, "api.failed")
    assert "division" not in answer.content.decode()


def test_what_is_too_large_is_refused_before_it_is_read(programs, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = programs.as_("proponent").post("/api/v1/drafts", b"x" * 101, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "api.too_large")
