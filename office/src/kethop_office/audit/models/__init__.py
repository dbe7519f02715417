"""The chain of events, and its heads."""

from kethop_office.audit.models.event import AuditEvent
from kethop_office.audit.models.head import Chain, SignedHead

__all__ = ["AuditEvent", "Chain", "SignedHead"]
