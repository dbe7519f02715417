"""The pages of report, approvals, decision and letters in a real browser: axe finds nothing, nothing runs sideways."""

import os
from pathlib import Path

import pytest
from browser import axe, context_of, in_turn, is_sideways
from django.conf import settings
from django.test import Client

from kethop_office.appraisal.actions import letters, report
from kethop_office.appraisal.actions.review import review

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("KETHOP_PICTURES", "")


@pytest.fixture
def enter(chromium, live_server, desk, monkeypatch):
    """Return a function that opens pages of an account in a language and width."""
    monkeypatch.setattr("kethop_office.accounts.access.get_authentication_records", lambda *_given: [{"at": 9e12}])
    contexts = []

    def open_as(name, language="vi", width=1400):
        user = desk.people[name]
        user.language = language
        user.save()
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = context_of(chromium, language, width)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        return lambda path: _opened(page, f"{live_server.url}{path}")

    yield open_as
    for context in contexts:
        context.close()


def _opened(page, url):
    answer = page.goto(url)
    assert answer.status == 200, url
    return page


@pytest.fixture
def changed_desk(desk):
    """A report whose first approval fell, sent again and reviewed."""
    desk.reviewed()
    desk.approve(1)
    report.edit_section(
        desk.actor("officer"),
        desk.case,
        "content",
        text="Nhận xét mới.\nĐoạn thứ hai.",
        version=desk.version("content"),
    )
    desk.condition.text, desk.condition.trigger = "Trình hồ sơ độ cao đã sửa.", "before_start"
    desk.condition.save()
    report.send_to_review(desk.actor("officer"), desk.case)
    desk.case.refresh_from_db()
    review(desk.actor("reviewer"), desk.case, content=desk.hash, is_accepted=True, note="Đã xem.")
    desk.case.refresh_from_db()
    return desk


@pytest.mark.parametrize(("language", "width"), in_turn(1, ("vi", 1400), ("en", 360)))
def test_pages_are_accessible_and_fit(changed_desk, enter, language, width):
    desk = changed_desk
    letter = letters.make("F1", desk.case, desk.actor("officer"), inquiry=desk.inquiry)
    letters.issue(
        desk.actor("clerk"),
        letter,
        letters.Issued(7, "STC-ĐT", desk.actor("clerk").at.date(), "", "GIÁM ĐỐC", "Nguyễn Văn Mẫu"),
    )
    draft = letters.make("F2", desk.case, desk.actor("officer"), inquiry=desk.inquiry)
    case = f"/case/{desk.case.reference}"
    officer = ["report", "report/content/edit", "approvals", "documents", f"documents/{letter.pk}"]
    officer += [] if language == "en" else ["report/preview", "report/recommendation", "decision"]
    officer += [] if language == "en" else ["documents/new", "documents/arrived", "documents/print"]
    wanted = {
        "officer": [f"{case}/{section}" for section in officer],
        "clerk": [f"{case}/documents/{draft.pk}"],
        "approver1": ["/approve/", f"/approve/{desk.case.pk}/"],
    }
    found = []
    for name, paths in wanted.items():
        go = enter(name, language, width)
        for path in paths:
            page = go(path)
            found += [f"{path}: {problem}" for problem in axe(page)]
            found += [f"{path}: runs sideways"] if is_sideways(page) else []
            _picture(page, f"{language}-{width}-{name}-{path.strip('/').split('/', 2)[-1].replace('/', '-')}")
    assert not found, "\n".join(found)


def _picture(page, name):
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name[:60]}.png"), full_page=True)
