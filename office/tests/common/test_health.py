"""What a monitor is told."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from kethop_office.common import clock, health, schedule, signs
from kethop_office.common.models import LifeSign, ScheduleMark

pytestmark = pytest.mark.django_db


def test_without_a_worker_the_office_is_up_and_says_that_it_is_silent(client) -> None:
    answer = client.get("/health/").json()
    assert (answer["status"], answer["database"], answer["migrations"]) == ("up", "up", "applied")
    assert (answer["worker"], answer["worker_seen"], answer["clock"]) == ("silent", None, "running")
    assert client.get("/health/ready/").json() == {"ready": True}


def test_the_workers_last_sign_is_told(client) -> None:
    signs.say_alive()
    assert client.get("/health/").json()["worker"] == "up"
    LifeSign.objects.update(at=clock.now() - timedelta(minutes=3))
    assert client.get("/health/").json()["worker"] == "silent"


def test_a_clock_put_back_is_told(client, monkeypatch) -> None:
    monkeypatch.setattr(schedule, "_works", {"test.work": None})
    ScheduleMark.objects.create(key="test.work", last_ran_at=clock.now() + timedelta(hours=1))
    assert client.get("/health/").json()["clock"] == "back"


def test_waiting_migrations_make_it_not_ready(client, monkeypatch) -> None:
    monkeypatch.setattr(health, "_applied", [])
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: [1])
    assert client.get("/health/").json()["migrations"] == "waiting"
    assert client.get("/health/ready/").status_code == 503


def test_a_database_that_is_away_is_told_not_raised(client, monkeypatch) -> None:
    def away() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(health, "_are_applied", away)
    assert client.get("/health/").json()["database"] == "down"
    assert client.get("/health/ready/").status_code == 503


def test_health_is_read_only_and_not_kept(client) -> None:
    assert client.post("/health/").status_code == 405
    assert "no-store" in client.get("/health/")["Cache-Control"]
