"""Mail of the office: number and date only, of the node's lowest level; no title, place or office; links need a sign-in."""

import logging
from collections.abc import Iterator
from smtplib import SMTPException
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from kethop_office.accounts import jobs
from kethop_office.accounts.actions.notices import mark_mailed
from kethop_office.accounts.job_kinds import JobProgress
from kethop_office.accounts.mail_kinds import DIGEST, is_mailed, mail_kind
from kethop_office.accounts.models import Notice, User
from kethop_office.accounts.queries.actors import actor_of
from kethop_office.accounts.queries.mail import readers, unmailed
from kethop_office.accounts.queries.tasks import Line, desk
from kethop_office.common import clock
from kethop_office.common.figures import date_text
from kethop_office.common.levels import lowest_level

__all__ = ["order_digest", "order_notices", "send_digest", "send_notices"]

_log = logging.getLogger("kethop.mail")


def order_digest() -> None:
    """Have the worker send the digest, outside the scheduler's transaction."""
    jobs.enqueue("mail.digest", {"day": clock.today().isoformat()}, actor=None)


def order_notices() -> None:
    """Have the worker send what is told at once, when there is something."""
    if unmailed().exists():
        jobs.enqueue("mail.notices", {}, actor=None)


def send_digest(progress: JobProgress, day: str) -> dict[str, int | str]:
    """Send each account with a mail address its dated tasks: overdue, and of the next three working days."""
    people = [user for user in readers() if is_mailed(user.notice_choices, DIGEST)]
    sent = 0
    for number, user in enumerate(people):
        progress.stage("mail.sending", number, len(people))
        with translation.override(user.language):
            lines = list(_dated(user))
            if lines:
                subject = gettext("[Kết hợp] %(number)s việc có hạn, %(day)s") % {
                    "number": len(lines),
                    "day": date_text(clock.today()),
                }
                sent += _send(user, subject, "\n".join(lines))
    return {"sent": sent, "day": day}


def send_notices(progress: JobProgress) -> dict[str, int]:
    """Send what is told at once: overdue, and new inquiries; each only once."""
    waiting = list(unmailed())
    sent = 0
    for number, notice in enumerate(waiting):
        progress.stage("mail.sending", number, len(waiting))
        wants = is_mailed(notice.user.notice_choices, mail_kind(notice.kind)) and notice.user.email
        with translation.override(notice.user.language):
            if wants and not _send(notice.user, _subject(notice), ""):
                continue
        mark_mailed(notice)
        sent += bool(wants)
    return {"sent": sent}


def _dated(user: User) -> Iterator[str]:
    found = desk(actor_of(user, working=lowest_level()), whose="mine")
    for group in found.groups:
        if group.key in {"overdue", "soon"}:
            yield from (_line(line) for line in group.lines)


def _line(line: Line) -> str:
    due = date_text(line.task.due_on) if line.task.due_on else ""
    return gettext("%(reference)s: hạn %(due)s") % {"reference": line.task.reference, "due": due}


def _subject(notice: Notice) -> str:
    due = str(notice.fields.get("due_on") or "")
    if due:
        return gettext("[Kết hợp] %(reference)s: hạn %(due)s") % {"reference": notice.reference, "due": due}
    return gettext("[Kết hợp] %(reference)s: %(day)s") % {
        "reference": notice.reference,
        "day": date_text(notice.at.date()),
    }


def _send(user: User, subject: str, body: str) -> bool:
    where = urljoin(settings.KETHOP_ADDRESS, reverse("accounts:tasks"))
    text = gettext("%(body)s\n\nXem việc (cần đăng nhập): %(where)s\nTắt thư loại này ở trang Tài khoản.") % {
        "body": body,
        "where": where,
    }
    try:
        EmailMessage(subject, text.strip(), to=[user.email]).send()
    except (SMTPException, OSError) as error:
        _log.warning("mail not sent", extra={"facts": {"reason": type(error).__name__}})
        return False
    return True
