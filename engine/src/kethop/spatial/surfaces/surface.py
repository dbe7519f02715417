"""The names of obstacle limitation surfaces."""

from enum import StrEnum

__all__ = ["Surface"]


class Surface(StrEnum):
    """Obstacle limitation surfaces; of two that are equally low the one that stands first governs."""

    STRIP = "strip"
    """The runway strip, at the elevation of the runway: nothing may stand there."""
    APPROACH = "approach"
    TAKE_OFF_CLIMB = "take_off_climb"
    TRANSITIONAL = "transitional"
    INNER_HORIZONTAL = "inner_horizontal"
    CONICAL = "conical"
    INNER_APPROACH = "inner_approach"
    INNER_TRANSITIONAL = "inner_transitional"
    BALKED_LANDING = "balked_landing"
    OUTER_HORIZONTAL = "outer_horizontal"
    """Guidance only."""
    PRECISION_APPROACH_OES = "precision_approach_oes"
    """Obstacle evaluation surfaces of Decree 222/2026, this one and those below."""
    PRECISION_TRANSITIONAL_OES = "precision_transitional_oes"
    PRECISION_MISSED_OES = "precision_missed_oes"
    HORIZONTAL_OES = "horizontal_oes"
    STRAIGHT_IN_OES = "straight_in_oes"
    DEPARTURE_OES = "departure_oes"
