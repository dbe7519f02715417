"""What surrounds every request: headers, logs without content, incident numbers."""

import io
import json
import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from kethop_office.common import uploads
from kethop_office.common.logs import LineFormatter
from kethop_office.project import urls


def fail(_request: HttpRequest, secret: str) -> HttpResponse:
    raise ValueError(f"secret {secret}")


def size(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(sum(file.size for file in request.FILES.values())))


handler500 = urls.handler500
urlpatterns = [*urls.urlpatterns, path("fail/<str:secret>/", fail, name="fail"), path("size/", size, name="size")]


@pytest.fixture
def lines():
    """Collect what the office logs, as it would be written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_every_page_has_the_strict_headers(db) -> None:
    response = Client().get("/help/")
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert (policy["img-src"], policy["object-src"], policy["base-uri"]) == ("'self'", "'none'", "'none'")
    assert not [
        word for word in ("unsafe", "data:", "blob:", "*", "http:") if word in response["Content-Security-Policy"]
    ]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


@pytest.mark.django_db
def test_pages_of_an_account_are_not_kept_by_the_browser(django_user_model) -> None:
    client = Client()
    client.force_login(django_user_model.objects.create(username="cv1", title="Chuyên viên 1"))
    assert "no-store" in client.get("/help/")["Cache-Control"]


@override_settings(ROOT_URLCONF=__name__)
def test_an_error_gives_an_incident_number_and_logs_neither_path_nor_values(db, lines) -> None:
    client = Client(raise_request_exception=False)
    response = client.get("/fail/HS-2026-0001/?q=private", headers={"User-Agent": "someone"})
    assert response.status_code == 500
    error, request = (
        next(line for line in lines() if line["message"] == text) for text in ("request failed", "request")
    )
    assert error["incident"] == request["incident"]
    assert error["incident"] in response.content.decode()
    assert (error["error"], error["view"], request["status"]) == ("builtins.ValueError", "fail", 500)
    assert any("test_requests.py" in place for place in error["places"])
    whole = json.dumps(lines())
    for private in ("HS-2026-0001", "private", "secret", "someone"):
        assert private not in whole


def test_a_page_that_is_not_there_is_logged_without_its_path(db, lines) -> None:
    Client().get("/case/HS-2026-0001/secret/")
    assert [line["status"] for line in lines() if line["message"] == "request"] == [404]
    assert "HS-2026-0001" not in json.dumps(lines())


def test_files_over_the_limit_are_cut_off(db, settings) -> None:
    settings.ROOT_URLCONF = __name__
    settings.KETHOP_UPLOAD_BYTES = 100_000
    post = lambda count: Client().post("/size/", {"file": io.BytesIO(b"x" * count)})  # noqa: E731
    assert post(90_000).content == b"90000"
    assert post(300_000).content == b"0"
    assert uploads.LimitedUploadHandler._received == 0


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_a_wrong_request_and_no_failure(settings):
    settings.ALLOWED_HOSTS = ["office.example"]
    response = Client(raise_request_exception=False).get("/sign-in/", headers={"host": "other.example"})
    assert response.status_code == 400
    assert "Không đọc được yêu cầu" in response.content.decode()
