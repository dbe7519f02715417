"""What this room does when the office starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

__all__ = ["AppraisalConfig"]


class AppraisalConfig(AppConfig):
    """The room of cases."""

    name = "kethop_office.appraisal"

    @override
    def ready(self) -> None:
        """Register the room's jobs, and let the stage of a case follow its procedure."""
        from kethop_office.accounts import jobs  # noqa: PLC0415 - models are there only now
        from kethop_office.appraisal import help as pages_help  # noqa: PLC0415
        from kethop_office.appraisal.actions.stages import follow_items, follow_step  # noqa: PLC0415
        from kethop_office.appraisal.consultation_start import register  # noqa: PLC0415
        from kethop_office.appraisal.queries.draft_labels import draft_label  # noqa: PLC0415
        from kethop_office.appraisal.queries.duties import case_tasks  # noqa: PLC0415
        from kethop_office.appraisal.views.levels import panel  # noqa: PLC0415
        from kethop_office.common import navigation  # noqa: PLC0415
        from kethop_office.common.registrations import (  # noqa: PLC0415
            register_demonstration,
            register_draft_label,
            register_panel,
            register_setup,
            register_tasks,
        )
        from kethop_office.procedures.signals import items_wanted, step_started  # noqa: PLC0415

        jobs.register("appraisal.screen", "kethop_office.appraisal.actions.run_screening.screen")
        jobs.register("appraisal.report_paper", "kethop_office.appraisal.actions.setting.set_report")
        jobs.register("appraisal.letter_paper", "kethop_office.appraisal.actions.setting.set_letter")
        jobs.register("appraisal.export_cases", "kethop_office.appraisal.actions.exporting.export_cases")
        jobs.register("appraisal.draw_site", "kethop_office.appraisal.actions.drawing.draw_site")
        jobs.register("appraisal.site_file", "kethop_office.appraisal.actions.site_export.write_site_file")
        jobs.register("appraisal.case_archive", "kethop_office.appraisal.actions.archiving.write_archive")
        jobs.register("appraisal.read_cases", "kethop_office.appraisal.actions.case_import_reading.read_cases")
        jobs.register("appraisal.check_cases", "kethop_office.appraisal.actions.case_import_reading.check_cases")
        jobs.register("appraisal.take_cases", "kethop_office.appraisal.actions.case_import_taking.take_cases")
        register_setup("base_maps", "kethop_office.appraisal.actions.base_maps.take_in_base_maps", order=60)
        jobs.register("appraisal.demonstrate", "kethop_office.appraisal.demonstration.fill.tell_next")
        register_demonstration("kethop_office.appraisal.demonstration.fill.fill")
        register_tasks(case_tasks)
        register_draft_label(draft_label)
        navigation.register_place("appraisal:case_list", _("Hồ sơ"), order=20)
        navigation.register_endpoint("search", "appraisal:find_cases")
        register()
        pages_help.register()
        register_panel("accounts:office", panel)
        navigation.register_place("appraisal:approve_list", _("Chờ phê duyệt"), roles=["approver"], order=40)
        step_started.connect(follow_step, dispatch_uid="appraisal.stage")
        items_wanted.connect(follow_items, dispatch_uid="appraisal.stage")
