"""The number of a case as a part of an address."""

__all__ = ["CaseReference"]


class CaseReference:
    """Such as ``KH-2026-00123``."""

    regex = r"[A-Z]{2,6}-\d{4}-\d{5,}"

    def to_python(self, value: str) -> str:
        """Return the number."""
        return value

    def to_url(self, value: str) -> str:
        """Return the number."""
        return value
