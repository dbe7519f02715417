"""The bare office starts, answers, and is wired as it should be."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client

from kethop_office.project import environ

# A model may refer to models of its own room and of rooms further down this list, never up.
ROOMS = [
    "api",
    "exchange",
    "oversight",
    "learning",
    "supervision",
    "readiness",
    "appraisal",
    "directives",
    "registry",
    "procedures",
    "accounts",
    "territory",
    "audit",
    "common",
]


def test_system_checks_find_nothing() -> None:
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
def test_health_says_up() -> None:
    assert Client().get("/health/").json()["status"] == "up"


def test_unknown_page_is_not_found() -> None:
    assert Client().get("/no-such-page/").status_code == 404


def test_debug_is_zero_or_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KETHOP_DEBUG", "yes")
    with pytest.raises(ValueError, match="KETHOP_DEBUG"):
        environ.is_debug()


def test_no_foreign_key_points_up_the_list_of_rooms() -> None:
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS:
            continue
        here = ROOMS.index(model._meta.app_label)
        for field in model._meta.get_fields():
            if field.is_relation and field.related_model and not field.auto_created:
                there = field.related_model._meta.app_label
                assert there not in ROOMS or ROOMS.index(there) >= here, f"{model.__name__}.{field.name} points up"
