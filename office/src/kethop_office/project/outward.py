"""The running server and worker connect to the places of their settings, and to no other."""

import logging
import socket
import sys
from typing import Any
from urllib.parse import urlsplit

from kethop_office.project import environ
from kethop_office.project.machine import is_here, is_ip

__all__ = ["confine", "places"]

_log = logging.getLogger("kethop.server")
_CONNECTS = {"socket.connect", "socket.sendto", "socket.sendmsg"}


def places() -> frozenset[str]:
    """Return the hosts that the settings name: database, mail server, identity server."""
    oidc = environ.oidc().get("server", "")
    named = (urlsplit(environ.database_url()).hostname, str(environ.email()["host"]), urlsplit(oidc).hostname)
    return frozenset(name.lower() for name in named if name)


def confine() -> None:
    """Refuse from now on, in this process, every connection to another place; it cannot be taken back.

    A name is looked up only when it is one of the places, and an address is connected to only when such a look-up gave it. What
    is refused is an error of the network to who asked, and a line of the log. Unix sockets and this machine are open.
    """
    allowed, known, look_up = places(), set[str](), socket.getaddrinfo

    def checked(host: Any, *more: Any, **named: Any) -> Any:  # noqa: ANN401 - as the function that it stands for
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        if name.lower() not in allowed and not is_here(name):
            raise _refused()
        found = look_up(host, *more, **named)
        known.update(str(one[4][0]) for one in found)
        return found

    def look(event: str, given: tuple[Any, ...]) -> None:
        address = given[-1] if event in _CONNECTS else None
        if not isinstance(address, tuple):
            return  # another event, a Unix socket, or a socket that is connected already
        host = str(address[0])
        if not is_here(host) and not (host in known or (host.lower() in allowed and is_ip(host))):
            raise _refused()

    socket.getaddrinfo = checked
    sys.addaudithook(look)


def _refused() -> ConnectionRefusedError:
    _log.error("a connection to a place that no setting names was refused")
    return ConnectionRefusedError("no setting names this place: docs/reference/connections.md")
