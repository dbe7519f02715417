"""The check of the chain as a job, for chains that take longer than a page may."""

from kethop_office.accounts.actions.audit_log import note_verified
from kethop_office.accounts.job_kinds import JobProgress
from kethop_office.audit.queries import last_seq
from kethop_office.audit.queries import verify as verify_chain

__all__ = ["verify"]


def verify(progress: JobProgress) -> dict[str, str | int | bool | None]:
    """Check the chain and say what was found."""
    progress.stage("audit.verifying")
    total = last_seq()
    found = verify_chain(progress=lambda checked: progress.stage("audit.verifying", checked, total))
    note_verified(progress.actor, found)
    return {
        "path": "/admin/audit/",
        "checked": found.checked,
        "last_at": found.last_at or None,
        "broken_seq": found.broken_seq,
        "reason": found.reason,
    }
