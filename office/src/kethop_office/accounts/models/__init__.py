"""Accounts and what they may read."""

from kethop_office.accounts.models.app_password import AppPassword
from kethop_office.accounts.models.delegation import Delegation
from kethop_office.accounts.models.desk import Draft, Job, Notice
from kethop_office.accounts.models.feed import FeedEntry
from kethop_office.accounts.models.label_change import LabelChange
from kethop_office.accounts.models.labels import AccessGrant, ClassificationLevel, Clearance, Compartment, Labelled
from kethop_office.accounts.models.office import Office
from kethop_office.accounts.models.user import Membership, Role, User

__all__ = [
    "AccessGrant",
    "AppPassword",
    "ClassificationLevel",
    "Clearance",
    "Compartment",
    "Delegation",
    "Draft",
    "FeedEntry",
    "Job",
    "LabelChange",
    "Labelled",
    "Membership",
    "Notice",
    "Office",
    "Role",
    "User",
]
