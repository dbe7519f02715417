"""Django's SQLite connection that waits for its turn before it begins to write.

SQLite lets whoever asks at the right moment write: who waits asks again after ever longer pauses, and under many writers may wait
for seconds while others come and go. Within a process the turns are given in order; SQLite's own lock still holds between
processes, and within one it is then free.
"""

from collections import defaultdict

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from kethop_office.common.sqlite_in_turn.turns import Turns

__all__ = ["DatabaseWrapper"]

_SECONDS = 5.0  # SQLite's own default
_turns: defaultdict[str, Turns] = defaultdict(Turns)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of one thread."""

    _held: Turns | None = None

    def _start_transaction_under_autocommit(self) -> None:
        options = self.settings_dict["OPTIONS"]
        turns = _turns[str(self.settings_dict["NAME"])]
        if not turns.take(float(options.get("timeout", _SECONDS))):
            raise OperationalError("database is locked")
        self._held = turns
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django's own, missing in its stubs
        except BaseException:
            self._give()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # as above
        self._give()  # a commit that failed is followed by a roll-back

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # as above
        finally:
            self._give()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # as above
        finally:
            self._give()

    def _give(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.give()
