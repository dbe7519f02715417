"""Files that come in are shown to the scanner of the network, where there is one."""

import subprocess

from django.conf import settings

from kethop_office.common.arriving.names import safe_name
from kethop_office.common.refusal import Refused

__all__ = ["refuse_malware"]

_CLEAN, _FOUND = 0, 1  # as clamdscan and its like end
_SECONDS = 120


def refuse_malware(data: bytes, name: str) -> None:
    """Give a file to the scanner's standard input; what it does not call clean is not taken.

    Raises
    ------
    Refused
        ``file.malware``; ``file.not_scanned`` where the scanner does not answer (``name``).
    """
    if not settings.KETHOP_SCANNER:
        return
    try:
        done = subprocess.run(settings.KETHOP_SCANNER, input=data, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - the administrator's own command, no word of it from outside
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refused("file.not_scanned", name=safe_name(name)) from error
    if done.returncode == _FOUND:
        raise Refused("file.malware", name=safe_name(name))
    if done.returncode != _CLEAN:
        raise Refused("file.not_scanned", name=safe_name(name))
