"""Take in drawings, and run them."""

from kethop_office.procedures.actions.items import add_item, cancel_item
from kethop_office.procedures.actions.migrating import migrate, migrate_all
from kethop_office.procedures.actions.starting import end, remove, reopen, start
from kethop_office.procedures.actions.stepping import close_items, finish, message
from kethop_office.procedures.actions.taking_in import take_in, take_in_changed, take_in_folder
from kethop_office.procedures.actions.waiting import assign, pause, resume, set_due

__all__ = [
    "add_item",
    "assign",
    "cancel_item",
    "close_items",
    "end",
    "finish",
    "message",
    "migrate",
    "migrate_all",
    "pause",
    "remove",
    "reopen",
    "resume",
    "set_due",
    "start",
    "take_in",
    "take_in_changed",
    "take_in_folder",
]
