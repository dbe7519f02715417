"""Three-valued findings and the roles of those who are asked."""

from enum import StrEnum

__all__ = ["Outcome", "Role", "Silence"]


class Outcome(StrEnum):
    """Result of one rule on one proposal; unknown is never clear, and unknown consults."""

    HIT = "hit"
    CLEAR = "clear"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """Power of a consulted body.

    ``concurrence``: nothing is approved without its written agreement; ``advice``: it is asked and its answer is
    studied; ``notify``: it is told.
    """

    CONCURRENCE = "concurrence"
    ADVICE = "advice"
    NOTIFY = "notify"


class Silence(StrEnum):
    """What no answer by the last day means; agreement only where a provision says so."""

    DEEMED_AGREED = "deemed_agreed"
    NOTHING = "nothing"
