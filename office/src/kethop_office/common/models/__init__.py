"""What rows of every room have."""

from kethop_office.common.models.blob import Blob
from kethop_office.common.models.calendar_day import CalendarDay
from kethop_office.common.models.keyed import Keyed
from kethop_office.common.models.schedule import LifeSign, ScheduleMark

__all__ = ["Blob", "CalendarDay", "Keyed", "LifeSign", "ScheduleMark"]
