"""Which of the office's tests say something on PostgreSQL that SQLite does not."""

__all__ = ["modules"]

_ON_BOTH = {  # locks, two at once, triggers, search: where the two databases differ, and the other leg does not look
    "test_append_only",
    "test_tampering",
    "test_recording",
    "test_reads",
    "test_writers",
    "test_two_at_once",
    "test_jobs",
    "test_schedule",
    "test_case_list",
    "test_pages_of_rows",
    "test_approvals",
    "test_backups",
    "test_clock",
    "test_resolve",
    "test_once",
    "test_features",
    "test_programs_file",
    "test_programs_read",
}
_BEHIND_THE_WALL = {
    "test_wall",
    "test_initiative",
    "test_relabelling",
    "test_only_the_wall",
    "test_list_visibility",
    "test_secrecy",
    "test_case_removal",
    "test_destruction",
    "test_destruction_pages",
    "test_import_levels",
    "test_own_level",
    "test_rescreening_levels",
}


def modules(*, are_levels_several: bool) -> set[str]:
    """Return the modules that a test run repeats there: behind the wall of several levels, or on a node of one."""
    return _BEHIND_THE_WALL if are_levels_several else _ON_BOTH
