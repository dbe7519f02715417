"""How a value of the environment is read, and refused."""

import os
from urllib.parse import urlsplit

__all__ = ["EnvironmentFault", "is_address", "is_on", "number", "one_of"]


class EnvironmentFault(ValueError):  # noqa: N818 - it is the reader's setting that is at fault
    """A variable has a value that the office cannot use.

    Parameters
    ----------
    name : str
        The variable.
    wanted : str
        What it may be, in both languages.
    """

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(f"{name}: {wanted}")
        self.name = name


def is_address(value: str) -> bool:
    """Return whether a value is scheme, host and perhaps a port, and no more."""
    try:
        parts = urlsplit(value)
        has_fit_port = parts.port is None or parts.port > 0
    except ValueError:  # the port is no number, or none that there is
        return False
    is_bare = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and has_fit_port and is_bare


def is_on(name: str, default: str = "0") -> bool:
    """Return whether a switch is set to ``1``."""
    return one_of(name, default, ("0", "1")) == "1"


def one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    """Return a value that must be one of a few."""
    value = os.environ.get(name, default)
    if value not in choices:
        raise EnvironmentFault(name, f"một trong · one of: {', '.join(choices)}")
    return value


def number(name: str, default: int, least: int, most: int) -> int:
    """Return a whole number within bounds, both included."""
    value = os.environ.get(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise EnvironmentFault(name, f"số nguyên từ {least} đến {most} · a whole number from {least} to {most}")
    return int(value)
