"""Read accounts."""

from kethop_office.accounts.queries.actors import actor_of

__all__ = ["actor_of"]
