"""How long and how much."""

from kethop_office.project.environ.values import number

__all__ = [
    "account_megabytes",
    "case_megabytes",
    "draft_days",
    "image_megapixels",
    "paces",
    "session_hours",
    "session_idle_minutes",
    "unpacked_megabytes",
    "upload_megabytes",
]


def session_idle_minutes() -> int:
    """``KETHOP_SESSION_IDLE_MINUTES``: a session ends after so many minutes without work, 5 to 480; 30 when not set."""
    return number("KETHOP_SESSION_IDLE_MINUTES", 30, 5, 480)


def session_hours() -> int:
    """``KETHOP_SESSION_HOURS``: a session ends after so many hours in any case, 1 to 24; 12 when not set."""
    return number("KETHOP_SESSION_HOURS", 12, 1, 24)


def upload_megabytes() -> int:
    """``KETHOP_UPLOAD_MB``: largest request with files, in megabytes, 1 to 2000; 200 when not set."""
    return number("KETHOP_UPLOAD_MB", 200, 1, 2000)


def unpacked_megabytes() -> int:
    """``KETHOP_UNPACKED_MB``: what an office document (.docx, .xlsx, .odt, .ods) may unpack to, in megabytes, 10 to 5000; 500 when not set."""
    return number("KETHOP_UNPACKED_MB", 500, 10, 5000)


def image_megapixels() -> int:
    """``KETHOP_IMAGE_MEGAPIXELS``: largest picture that is taken in, in millions of pixels, 1 to 1000; 50 when not set."""
    return number("KETHOP_IMAGE_MEGAPIXELS", 50, 1, 1000)


def case_megabytes() -> int:
    """``KETHOP_CASE_MB``: all files filed in one case, in megabytes, 1 to 100000; 2000 when not set."""
    return number("KETHOP_CASE_MB", 2000, 1, 100_000)


def account_megabytes() -> int:
    """``KETHOP_ACCOUNT_MB``: all files of one account's drafts that are not sent, in megabytes, 1 to 100000; 4000 when not set."""
    return number("KETHOP_ACCOUNT_MB", 4000, 1, 100_000)


def draft_days() -> int:
    """``KETHOP_DRAFT_DAYS``: a proposal begun and not sent is deleted after so many days untouched, 30 to 3650; 365 when not set."""
    return number("KETHOP_DRAFT_DAYS", 365, 30, 3650)


def paces() -> dict[str, int]:
    """``KETHOP_PACE_EXPORT`` (120), ``KETHOP_PACE_CHECK`` (120), ``KETHOP_PACE_UPLOAD`` (600), ``KETHOP_PACE_SEARCH`` (1200): how many
    files put together, runs, requests with files and searches one account may ask for in ten minutes, each 1 to 100000; what counts
    as which is in [limits.md](limits.md).
    """  # noqa: D205 - one sentence of the reference page
    usual = {"export": 120, "check": 120, "upload": 600, "search": 1200}
    return {measure: number(f"KETHOP_PACE_{measure.upper()}", most, 1, 100_000) for measure, most in usual.items()}
