"""What other rooms call to tell accounts."""

from kethop_office.accounts.actions.notices import tell

__all__ = ["tell"]
