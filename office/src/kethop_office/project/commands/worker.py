"""``kethop-office worker``: do the jobs, and each minute what is due by the clock."""

import logging
import signal
import threading

import click

from kethop_office.project.commands.start import begin, refuse_unready
from kethop_office.project.outward import confine

__all__ = ["worker"]

_log = logging.getLogger("kethop.server")
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_TICKS = 60.0


@click.command()
@click.option("--once", is_flag=True, help="Làm hết việc đang chờ rồi thôi · do what waits, then end.")
@click.option("--no-tick", is_flag=True, help="Không chạy việc theo lịch · leave scheduled work to `tick`.")
def worker(*, once: bool, no_tick: bool) -> None:
    """Làm các việc chạy nền và việc theo lịch · do background jobs and scheduled work.

    Several workers may run; each job and each piece of scheduled work is done by one of them.
    """
    begin()
    refuse_unready()
    confine()
    _Loop(once=once, ticks=not no_tick).run()


class _Loop:
    """Take one job after the other; between them, look at the clock.

    A job runs in the main thread, so that a signal ends it at once and its row says "interrupted". While a long job runs,
    another thread looks at the clock, so that deadlines fire.
    """

    def __init__(self, *, once: bool, ticks: bool) -> None:
        self._once = once
        self._ticks = ticks
        self._end = threading.Event()

    def run(self) -> None:
        from kethop_office.accounts.actions.job_runs import mark_interrupted  # noqa: PLC0415 - Django is ready only now
        from kethop_office.common import signs  # noqa: PLC0415

        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        signs.say_alive()
        mark_interrupted()
        pulse = signs.Pulse()
        pulse.start()
        clockwork = threading.Thread(target=self._clockwork, name="clockwork", daemon=True)
        if self._ticks and not self._once:
            clockwork.start()
        _log.info("worker started", extra={"facts": {"worker": signs.own_name()}})
        try:
            if self._ticks and self._once:
                self._tick()
            self._work()
        except SystemExit:
            _log.info("worker stopped")
        finally:
            self._end.set()
            pulse.end()
            if clockwork.is_alive():
                clockwork.join(timeout=10)
            signs.say_goodbye()

    def _work(self) -> None:
        from django.db import close_old_connections  # noqa: PLC0415 - Django is ready only now

        from kethop_office.project.commands.taking import run_next  # noqa: PLC0415

        while not self._end.is_set():
            close_old_connections()
            found = run_next()
            if not found and self._once:
                return
            if not found:
                self._end.wait(SECONDS_BETWEEN_LOOKS)

    def _clockwork(self) -> None:
        from django.db import connection  # noqa: PLC0415 - Django is ready only now

        while not self._end.is_set():
            try:
                self._tick()
            except Exception:  # noqa: BLE001 - a database that is away for a while must not end the clockwork
                _log.exception("tick failed")
            finally:
                connection.close()
            self._end.wait(SECONDS_BETWEEN_TICKS)

    @staticmethod
    def _tick() -> None:
        from kethop_office.accounts.actions.job_runs import mark_interrupted  # noqa: PLC0415 - Django is ready only now
        from kethop_office.accounts.row_security.reader import keeping  # noqa: PLC0415
        from kethop_office.common import schedule  # noqa: PLC0415

        mark_interrupted()
        with keeping("clock"):
            schedule.tick()

    def _stop(self, _signum: int, _frame: object) -> None:
        self._end.set()
        raise SystemExit(0)
