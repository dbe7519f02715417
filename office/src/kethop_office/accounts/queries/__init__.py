"""Read accounts, drafts, notices."""

from kethop_office.accounts.queries.actors import actor_of, may_read
from kethop_office.accounts.queries.drafts import draft_for

__all__ = ["actor_of", "draft_for", "may_read"]
