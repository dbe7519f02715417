"""The interface against its committed description, as every account: no failure, no answer that is not described, no canary.

Schemathesis makes the requests from the description: those that keep to it and those that do not, with random keys and
with the keys of this office.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
import schemathesis
from appraisal.consultation.conftest import ACCOUNTS
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kethop_office.api import limits

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference"
CANARY = "chim-bao-7f3a"
OFFICE = WSGIHandler()
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 30 if os.environ.get("KETHOP_PROVE") == "1" else 2
NAMES = [*ACCOUNTS, "steward", "auditor", "admin", "upper", "rule_officer"]
SOME = ["proponent", "officer", "command_officer", "stranger"]
"""Those of the sample: one of each standing."""


@pytest.mark.parametrize("name", ["openapi", "openapi-features"])
def test_the_description_is_the_one_that_is_committed(name) -> None:
    from kethop_office.api.urls import FEATURES, VERSION_1  # noqa: PLC0415

    told = {"openapi": VERSION_1, "openapi-features": FEATURES}[name].get_openapi_schema()
    committed = json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(told, default=str)) == committed, "run ./run docs"
    assert committed["openapi"].startswith("3.1")


@pytest.fixture
def _one_connection():
    """Keep the connection of the test's transaction, as Django's own client does."""
    for told in (request_started, request_finished):
        told.disconnect(close_old_connections)
    yield
    for told in (request_started, request_finished):
        told.connect(close_old_connections)


def known(programs, path):
    """Return the keys of this office that fit the parameters of a path."""
    keys = {
        "/drafts": programs.draft.pk,
        "/inquiries": programs.asked.pk,
        "/parks": programs.park.pk,
        "/layers": programs.layer.pk,
        "/letters/": programs.letter.pk,
        "/documents/{key}": programs.document.pk,
        "/items/{key}": programs.case.pk,
        "/units": "commune:08851",
    }
    found = {
        "reference": programs.case.reference,
        "number": 1,
        "kind": "pdf",
        "name": "cases",
        "sha256": "0" * 64,
        "key": next((str(key) for part, key in keys.items() if part in path), ""),
    }
    return {name: value for name, value in found.items() if f"{{{name}}}" in path}


def whole(environ, start):
    """Answer as the office does, files read to their end and closed."""
    answer = OFFICE(environ, start)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("name", NAMES if EXAMPLES > 2 else SOME)
@pytest.mark.parametrize("interface", ["openapi", "openapi-features"])
def test_every_operation_as_every_account(programs, monkeypatch, interface, name) -> None:
    monkeypatch.setattr(limits, "MOST_A_MINUTE", 10**9)
    schema = schemathesis.openapi.from_path(REFERENCE / f"{interface}.json")
    schema.app = whole
    headers = {"Authorization": f"Bearer {programs.secrets[name]}"}
    seen = Counter()
    for result in schema.get_all_operations():
        operation = result.ok()
        _try(operation, known(programs, operation.path), headers, seen)
    assert seen[200] > 5, seen


def _try(operation, keys, headers, seen) -> None:
    ours = operation.as_strategy(path_parameters=keys) if keys else operation.as_strategy()
    made = st.one_of(operation.as_strategy(), ours)

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(made)
    def request(case) -> None:
        answer = case.call(headers=headers)
        seen[answer.status_code] += 1
        assert CANARY.encode() not in answer.content, case.as_curl_command()
        case.validate_response(answer, checks=CHECKS, headers=headers)

    request()
