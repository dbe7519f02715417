"""How long a session lasts: it ends when nothing was done for a while, and after a working day in any case."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from kethop_office.common import clock
from kethop_office.common.levels import lowest_level

__all__ = [
    "SessionTime",
    "begin",
    "choose_language",
    "chosen_language",
    "is_over",
    "moments",
    "remaining",
    "touch",
    "work_at",
    "working_level",
]

_BEGAN = "kethop_began"
_ACTIVE = "kethop_active"
_LANGUAGE = "kethop_language"
_WORKING = "kethop_level"
_Kept = SessionBase | dict[str, Any]  # a session, or what the table keeps of one
_WRITE_EVERY = 15  # seconds; an activity sooner after the last one is not written


@dataclass(frozen=True, slots=True)
class SessionTime:
    """Seconds left of a session.

    Parameters
    ----------
    idle : int
        Until it ends when nothing is done; extended by doing something.
    longest : int
        Until it ends in any case.
    """

    idle: int
    longest: int

    @property
    def left(self) -> int:
        """Seconds until the nearer end, 0 when it is over."""
        return max(0, min(self.idle, self.longest))


def begin(session: SessionBase) -> None:
    """Start the times of a session, at sign-in."""
    session[_BEGAN] = session[_ACTIVE] = _now()


def touch(session: SessionBase, *, at_once: bool = False) -> None:
    """Note an activity; one soon after the last is not written unless ``at_once``."""
    if at_once or _now() - int(session.get(_ACTIVE, 0)) >= _WRITE_EVERY:
        session[_ACTIVE] = _now()


def moments(session: _Kept) -> tuple[datetime, datetime]:
    """Return when a session began and when something was last done in it."""
    began, active = (datetime.fromtimestamp(int(session.get(name, 0)), UTC) for name in (_BEGAN, _ACTIVE))
    return began, active


def remaining(session: _Kept) -> SessionTime:
    """Return how long a session still lasts; one without times is over."""
    now = _now()
    return SessionTime(
        idle=int(session.get(_ACTIVE, 0)) + settings.KETHOP_SESSION_IDLE - now,
        longest=int(session.get(_BEGAN, 0)) + settings.KETHOP_SESSION_LONGEST - now,
    )


def choose_language(session: SessionBase, language: str) -> None:
    """Remember the language that was chosen before anyone signed in."""
    session[_LANGUAGE] = language


def chosen_language(session: SessionBase) -> str:
    """Return that language, once; empty when none was chosen."""
    return str(session.pop(_LANGUAGE, ""))


def work_at(session: SessionBase, rank: int) -> None:
    """Remember the level that the session works at, until it ends; the key of the session is another from now on."""
    session[_WORKING] = rank
    session.cycle_key()


def working_level(session: _Kept) -> int:
    """Return that level: the lowest of the node until another is chosen."""
    return int(session.get(_WORKING, lowest_level()))


def is_over(session: _Kept) -> bool:
    """Return whether a session has ended."""
    return remaining(session).left == 0


def _now() -> int:
    return int(clock.now().timestamp())
