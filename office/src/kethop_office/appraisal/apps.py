"""What this room does when the office starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

__all__ = ["AppraisalConfig"]

_JOBS = {
    "screen": "actions.run_screening.screen",
    "report_paper": "actions.setting.set_report",
    "letter_paper": "actions.setting.set_letter",
    "export_cases": "actions.exporting.export_cases",
    "draw_site": "actions.drawing.draw_site",
    "site_file": "actions.site_export.write_site_file",
    "case_archive": "actions.archiving.write_archive",
    "read_cases": "actions.case_import_reading.read_cases",
    "check_cases": "actions.case_import_reading.check_cases",
    "take_cases": "actions.case_import_taking.take_cases",
    "rescreen": "actions.rescreening.comparing.compare",
    "export_rescreening": "actions.rescreening.exporting.export_rescreening",
    "look_at_pack": "actions.rescreening.following.look_at_pack",
    "screen_park": "actions.rescreening.park_work.screen_park",
    "demonstrate": "demonstration.fill.tell_next",
}
"""Function of each job, below this room."""


class AppraisalConfig(AppConfig):
    """The room of cases."""

    name = "kethop_office.appraisal"

    @override
    def ready(self) -> None:
        """Register the room's jobs, and let the stage of a case follow its procedure."""
        from kethop_office.accounts import jobs  # noqa: PLC0415 - models are there only now
        from kethop_office.appraisal import help as pages_help  # noqa: PLC0415
        from kethop_office.appraisal.actions.old_drafts import drop_old_proposals  # noqa: PLC0415
        from kethop_office.appraisal.actions.stages import follow_items, follow_step  # noqa: PLC0415
        from kethop_office.appraisal.consultation_start import register  # noqa: PLC0415
        from kethop_office.appraisal.queries.draft_labels import draft_label  # noqa: PLC0415
        from kethop_office.appraisal.queries.drafts import named_in_drafts  # noqa: PLC0415
        from kethop_office.appraisal.queries.duties import case_tasks  # noqa: PLC0415
        from kethop_office.appraisal.queries.retention import RETAINERS, destruction_tasks  # noqa: PLC0415
        from kethop_office.appraisal.rescreening_start import register as register_rescreening  # noqa: PLC0415
        from kethop_office.appraisal.views.levels import panel  # noqa: PLC0415
        from kethop_office.appraisal.views.retention import admin_panel  # noqa: PLC0415
        from kethop_office.common import navigation, schedule, unnamed  # noqa: PLC0415
        from kethop_office.common.registrations import (  # noqa: PLC0415
            register_demonstration,
            register_draft_label,
            register_panel,
            register_setup,
            register_tasks,
        )
        from kethop_office.procedures.signals import items_wanted, step_started  # noqa: PLC0415

        for name, place in _JOBS.items():
            jobs.register(f"appraisal.{name}", f"kethop_office.appraisal.{place}")
        register_setup("base_maps", "kethop_office.appraisal.actions.base_maps.take_in_base_maps", order=60)
        register_demonstration("kethop_office.appraisal.demonstration.fill.fill")
        schedule.every(24 * 60, "appraisal.drafts", drop_old_proposals)
        register_tasks(case_tasks)
        register_tasks(destruction_tasks)
        unnamed.register_names(named_in_drafts)
        register_draft_label(draft_label)
        navigation.register_place("appraisal:case_list", _("Hồ sơ"), order=20)
        navigation.register_endpoint("search", "appraisal:find_cases")
        register()
        register_rescreening()
        pages_help.register()
        register_panel("accounts:office", panel)
        register_panel("accounts:admin", admin_panel)
        navigation.register_place("appraisal:retention", _("Lưu giữ"), roles=RETAINERS, order=60)
        navigation.register_place("appraisal:approve_list", _("Chờ phê duyệt"), roles=["approver"], order=40)
        step_started.connect(follow_step, dispatch_uid="appraisal.stage")
        items_wanted.connect(follow_items, dispatch_uid="appraisal.stage")
