"""Write the chain, tell what was read, sign heads."""

from kethop_office.audit.actions.recording import Detail, record

__all__ = ["Detail", "record"]
