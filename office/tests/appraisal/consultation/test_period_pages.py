"""The case's own period over the pages: who sets and lengthens it, and where it stands."""

from datetime import date

import pytest

from kethop_office.appraisal.actions import clock as clock_actions
from kethop_office.appraisal.models import Extension, LocalPeriod

NEW = {"days": "20", "unit": "working days", "document": "Quy chế mẫu", "starts": "01/01/2026"}
MORE = {"days": "3", "cap": "5", "basis": "Quy chế mẫu", "reason": "Phức tạp"}


@pytest.fixture
def base(world):
    clock_actions.case_started(world.case, world.by("officer"))
    return f"/case/{world.case.reference}/"


def text(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_the_approver_sets_and_lengthens_it(world, base):
    approver = world.client("approver")
    for path in (base, f"{base}consultations"):
        assert f"{base}period" in text(approver, path)
        assert f"{base}period/extend" not in text(approver, path)
    assert "không phải do luật định" in text(approver, f"{base}period")
    assert approver.post(f"{base}period", {**NEW, "days": "0"}).status_code == 200
    assert not LocalPeriod.objects.exists()
    assert approver.post(f"{base}period", NEW).url == base
    world.case.refresh_from_db()
    assert world.case.due_on == date(2026, 12, 4)
    assert "04/12/2026" in text(approver, f"{base}period/extend")
    assert approver.post(f"{base}period/extend", {**MORE, "days": "9"}).status_code == 422
    assert approver.post(f"{base}period/extend", MORE).url == base
    world.case.refresh_from_db()
    assert world.case.due_on == date(2026, 12, 9)
    assert Extension.objects.get().days == 3
    for who in ("officer", "approver"):
        shown = text(world.client(who), f"{base}consultations")
        assert "20 ngày làm việc, do cơ quan chủ trì đặt theo Quy chế mẫu" in shown
        assert "gia hạn 3 ngày, tối đa 5" in shown


@pytest.mark.parametrize("who", ["officer", "reviewer", "proponent", "command_head", "stranger"])
def test_nobody_else_does(world, base, who):
    client = world.client(who)
    for path in (f"{base}period", f"{base}period/extend"):
        text(client, path, 404)
        assert client.post(path, NEW | MORE).status_code == 404
    assert not LocalPeriod.objects.exists()


def test_a_later_paper_leaves_an_earlier_case_as_it_is(world, base):
    world.client("approver").post(f"{base}period", {**NEW, "starts": "01/12/2026"})
    world.case.refresh_from_db()
    assert world.case.due_on is None
    assert LocalPeriod.objects.exists()


def test_the_pages_speak_english(world, base):
    world.users["approver"].language = "en"
    world.users["approver"].save()
    approver = world.client("approver")
    assert "not by law" in text(approver, f"{base}period")
    approver.post(f"{base}period", NEW)
    assert "20 working days, set by the lead office under Quy chế mẫu, not by law" in text(approver, base)
