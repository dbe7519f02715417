"""The legal clock: working days, suspensions, extensions, last days.

A calendar is data with dates and sources; nothing here reads a clock or a file, and no number of days is a default.
"""

from kethop.calendars.clock import Deadline, count_deadline
from kethop.calendars.counting import Extension, Suspension
from kethop.calendars.day_calendar import CalendarYear, DayCalendar, SpecialDay, YearStatus

__all__ = [
    "CalendarYear",
    "DayCalendar",
    "Deadline",
    "Extension",
    "SpecialDay",
    "Suspension",
    "YearStatus",
    "count_deadline",
]
