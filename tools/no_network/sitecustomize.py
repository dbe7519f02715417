"""Refuse what leaves the machine, in every Python process that finds this folder on its path, and write it down.

Connections, datagrams and questions for a name are looked at as Python is about to make them. What libraries of C do past Python is
not: Chromium's pages are watched by their own tests, GDAL is confined by the engine.
"""

import ipaddress
import os
import sys

_ASKED = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0}
"""Events, with the place of the address among their facts."""
_OWN = {None, "", "localhost", b"localhost", b""}


def _is_own(host: object) -> bool:
    if host in _OWN:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def _watch(event: str, facts: tuple[object, ...]) -> None:
    if event not in _ASKED:
        return
    address = facts[_ASKED[event]]
    host = address[0] if isinstance(address, tuple) else address
    if event != "socket.getaddrinfo" and not isinstance(address, tuple):
        return  # a socket of this machine, named by a path
    if _is_own(host):
        return
    told = os.environ.get("NO_NETWORK_TOLD")
    if told:
        with open(told, "a", encoding="utf-8") as file:  # noqa: PTH123 - at the start of Python nothing more is imported
            file.write(f"{event} {host!r} by {' '.join(sys.argv)[:200]}\n")
    raise ConnectionRefusedError(f"a test run asks no other machine: {host!r}")


if not hasattr(sys, "no_network"):  # a hook can neither be taken away nor be put twice
    sys.no_network = True  # type: ignore[attr-defined]  # a mark on the process
    sys.addaudithook(_watch)
