"""The one door to background work for the other rooms: order a job, register what does it."""

from kethop_office.accounts.actions.jobs import PATIENT, enqueue
from kethop_office.accounts.job_kinds import JobProgress, Outcome, Stopped, register

__all__ = ["PATIENT", "JobProgress", "Outcome", "Stopped", "enqueue", "register"]
