"""``kethop-office serve``: the web server."""

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from wsgiref.util import setup_testing_defaults

import click

from kethop_office.project import environ
from kethop_office.project.commands.start import Refusal, begin, refuse_unready
from kethop_office.project.machine import is_here

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

__all__ = ["serve"]

_log = logging.getLogger("kethop.server")
SECONDS_TO_STOP = 30


@click.command()
@click.option("--host", help="Địa chỉ nghe · address to listen on (KETHOP_BIND).")
@click.option("--port", type=click.IntRange(1, 65535), help="Cổng · port (KETHOP_PORT).")
@click.option(
    "--threads", type=click.IntRange(1, 64), help="Số yêu cầu cùng lúc · requests at a time (KETHOP_THREADS)."
)
@click.option("--with-worker", is_flag=True, help="Chạy kèm tiến trình làm việc nền · start the task worker too.")
def serve(*, host: str | None, port: int | None, threads: int | None, with_worker: bool) -> None:
    """Phục vụ trang web · serve the pages.

    Refuses to start on a database of another version. Background jobs need `kethop-office worker` beside it.
    """
    if port is not None:
        os.environ["KETHOP_PORT"] = str(port)  # the office's own address follows from it
    begin()
    refuse_unready()
    _refuse_unbuilt()
    _refuse_uncovered(host or environ.bind_host())
    with _worker() if with_worker else contextlib.nullcontext():
        _listen(host or environ.bind_host(), environ.port(), threads or environ.threads())


def _refuse_unbuilt() -> None:
    from kethop_office.common import assets  # noqa: PLC0415 - Django is ready only now

    if not assets.is_built():
        raise Refusal(
            "Chưa dựng giao diện. Chạy: ./run kethop --version",
            "The pages' files are not built. Run: ./run kethop --version",
        )


def _listen(host: str, port: int, threads: int) -> None:
    from kethop_office.project.outward import confine  # noqa: PLC0415 - of the process that serves alone
    from kethop_office.project.wire import listening  # noqa: PLC0415 - only this command serves
    from kethop_office.project.wsgi import application  # noqa: PLC0415 - Django is ready only now

    _refuse_taken(host, port)
    _warm(application)
    confine()
    server = listening(application, host, port, threads)
    signal.signal(signal.SIGTERM, _stop)
    _log.info("serving", extra={"facts": {"port": port, "threads": threads}})
    click.echo(f"Mở · open {environ.address()}/", err=True)
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        server.run()
    server.close()


def _warm(application: "WSGIApplication") -> None:
    """Answer the sign-in page once, so that those who come first in the morning do not wait while every page's code is read."""
    from django.conf import settings  # noqa: PLC0415 - Django is ready only now

    asked: dict[str, Any] = {
        "PATH_INFO": settings.LOGIN_URL,
        "HTTP_HOST": settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost"),
        "wsgi.url_scheme": "https" if settings.IS_SECURE else "http",
    }
    setup_testing_defaults(asked)
    answer = application(asked, lambda _status, _headers, _fault=None: lambda _data: None)
    for _part in answer:
        pass
    if hasattr(answer, "close"):
        answer.close()


def _refuse_uncovered(host: str) -> None:
    """Listen to other machines only behind TLS: what readers send must not be read on the way."""
    if is_here(host) or environ.address().startswith("https://") or environ.is_demo():
        return
    raise Refusal(
        f"Địa chỉ {host} nhận cả máy khác nhưng KETHOP_ADDRESS không phải https. Đặt proxy có TLS ở trước và KETHOP_ADDRESS=https://…",
        f"{host} takes other machines, and KETHOP_ADDRESS is not https. Put a proxy with TLS in front and set KETHOP_ADDRESS=https://…",
    )


def _refuse_taken(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise Refusal(
            f"Không mở được cổng {port} ({error.strerror}). Chọn cổng khác: --port hoặc KETHOP_PORT.",
            f"Port {port} cannot be opened ({error.strerror}). Choose another: --port or KETHOP_PORT.",
        ) from error


@contextlib.contextmanager
def _worker() -> Iterator[None]:
    """Run the task worker as a child, for as long as the server runs."""
    child = subprocess.Popen([sys.executable, "-m", "kethop_office", "worker"])
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _stop(_signum: int, _frame: object) -> None:
    raise SystemExit(0)
