"""The chain of events."""

from kethop_office.audit.models.event import AuditEvent

__all__ = ["AuditEvent"]
