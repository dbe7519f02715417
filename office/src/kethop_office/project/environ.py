"""Every environment variable that the office reads, in one place."""

import os
import secrets
from pathlib import Path

__all__ = ["allowed_hosts", "data_folder", "is_debug", "pack", "secret_key"]


def data_folder() -> Path:
    """``KETHOP_DATA_DIR``: folder of the office's own data; ``./office/var`` when not set."""
    return Path(os.environ.get("KETHOP_DATA_DIR", "office/var")).resolve()


def is_debug() -> bool:
    """``KETHOP_DEBUG``: ``1`` on a developer's desk; anything else but ``0`` is refused.

    Raises
    ------
    ValueError
        The value is neither 0 nor 1.
    """
    value = os.environ.get("KETHOP_DEBUG", "0")
    if value not in {"0", "1"}:
        raise ValueError(f"KETHOP_DEBUG must be 0 or 1, not {value!r}")
    return value == "1"


def allowed_hosts() -> list[str]:
    """``KETHOP_HOSTS``: host names, parted by commas; this machine only when not set."""
    return [host.strip() for host in os.environ.get("KETHOP_HOSTS", "localhost,127.0.0.1").split(",") if host.strip()]


def secret_key() -> str:
    """``KETHOP_SECRET_KEY``: signs sessions; a new random key at each start when not set, which ends all sessions."""
    return os.environ.get("KETHOP_SECRET_KEY") or secrets.token_urlsafe(50)


def pack() -> str:
    """``KETHOP_PACK``: name or folder of the pack whose law the office applies; ``vn`` when not set."""
    return os.environ.get("KETHOP_PACK", "vn")
