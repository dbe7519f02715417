"""How a test has a case's time run out, its archive exported, and its destruction asked for and confirmed."""

from datetime import date

import pytest

from kethop_office.accounts import sessions
from kethop_office.appraisal.actions.archiving import order_archive
from kethop_office.appraisal.actions.destroying import ask_destruction, settle_destruction
from kethop_office.appraisal.actions.retention import set_retention_period
from kethop_office.appraisal.models import CaseArchive
from kethop_office.common.refusal import Refused

__all__ = ["DECISION", "archived", "ask", "begin", "confirm", "period", "refused"]

DECISION = "Quyết định số 12/QĐ-UBND ngày 05/01/2026 (ví dụ)"
WISH = {"deposited": "Kho lưu trữ, hộp 12", "reason": "Hết thời hạn lưu giữ", "is_undisputed": True}


def period(by, years, *, starts=date(2026, 1, 5), kind="project"):
    return set_retention_period(by("admin"), case_kind=kind, years=years, document=DECISION, starts=starts)


def archived(by, case):
    by.wait(minutes=1)
    order_archive(by("officer"), case)
    return CaseArchive.objects.filter(case=case).latest("made_at")


def ask(by, case, who="officer", **changed):
    sha256 = changed.pop("archive_sha256", None) or archived(by, case).sha256
    return ask_destruction(by(who), case, archive_sha256=sha256, **{**WISH, **changed})


def confirm(by, case, who="approver", **changed):
    return settle_destruction(by(who), case, **{"is_confirmed": True, "is_undisputed": True, **changed})


def begin(client, user):
    client.force_login(user)
    session = client.session
    sessions.begin(session)
    session.save()


def refused(code):
    return pytest.raises(Refused, match=f"^{code.replace('.', '[.]')}")
