"""Addresses that cost the office much, by the measure against which they count; ``docs/reference/limits.md`` tells of them."""

__all__ = ["ADDRESSES"]

ADDRESSES: dict[str, tuple[str, ...]] = {
    "export": (
        "accounts:audit-export",
        "accounts:audit-verify",
        "appraisal:case_archive",
        "appraisal:case_events_file",
        "appraisal:documents_print",
        "appraisal:export_cases",
        "appraisal:inquiry-paper",
        "appraisal:print_site",
        "appraisal:report_prepare",
        "appraisal:site_file",
        "appraisal:site_shape",
        "appraisal:site_table",
        "registry:parks-export",
        "territory:export",
    ),
    "check": (
        "accounts:pack-check",
        "api:send_draft",
        "appraisal:draft_check",
        "appraisal:draw_site",
        "appraisal:run_again",
        "registry:layers-read",
    ),
    "upload": ("api:add_document", "api:put_site"),
    "search": (
        "appraisal:case_list",
        "appraisal:draft_panel",
        "appraisal:find_cases",
        "appraisal:identify_site",
        "appraisal:map_convert",
        "territory:search",
    ),
}
