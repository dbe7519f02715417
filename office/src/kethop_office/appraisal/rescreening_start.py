"""What re-screening registers when the office starts: what it follows, its lines of work, its panels, its work by the clock."""

from datetime import time

from kethop_office.appraisal.actions.rescreening.following import (
    follow_layers,
    follow_pack,
    follow_withdrawal,
    preview_draft,
)
from kethop_office.appraisal.actions.rescreening.ordering import go_on_with_all
from kethop_office.appraisal.actions.rescreening.tidying import drop_old_rescreenings
from kethop_office.appraisal.queries.rescreening.work import NOTICE, notice_facts, rescreening_tasks
from kethop_office.appraisal.views.rescreening_panels import draft_panel, layers_panel
from kethop_office.common import schedule
from kethop_office.common.registrations import register_notice_facts, register_panel, register_tasks
from kethop_office.registry.signals import layer_delivered, layer_withdrawn, layers_changed

__all__ = ["register"]

MINUTES = 5
AT_NIGHT = time(3, 20)


def register() -> None:
    """Register; again is the same as once."""
    layer_delivered.connect(preview_draft, dispatch_uid="appraisal.rescreening")
    layer_withdrawn.connect(follow_withdrawal, dispatch_uid="appraisal.rescreening")
    layers_changed.connect(follow_layers, dispatch_uid="appraisal.rescreening")
    register_tasks(rescreening_tasks)
    register_notice_facts(NOTICE, notice_facts)
    register_panel("registry:layer-draft", draft_panel)
    register_panel("registry:layers", layers_panel)
    schedule.every(MINUTES, "appraisal.rescreening", go_on_with_all)
    schedule.every(MINUTES, "appraisal.pack", follow_pack)
    schedule.daily(AT_NIGHT, "appraisal.rescreenings", drop_old_rescreenings)
