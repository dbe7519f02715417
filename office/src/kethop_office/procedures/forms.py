"""The form that moves running cases from one version to another."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from kethop_office.common.wording import sentence
from kethop_office.procedures import queries
from kethop_office.procedures.models import ProcedureRun, ProcedureVersion
from kethop_office.procedures.naming import named

__all__ = ["MappingForm"]


class MappingForm(forms.Form):
    """One choice for each step at which a case stands.

    Parameters
    ----------
    version, target : ProcedureVersion
        From which, to which.
    runs : sequence of ProcedureRun
        The cases that would move.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        version: ProcedureVersion,
        target: ProcedureVersion,
        runs: Sequence[ProcedureRun],
    ) -> None:
        super().__init__(data)
        self.targets: dict[str, dict[str, str]] = {}
        self.steps = queries.standing_steps(version, runs)
        for step in self.steps:
            found = {each.id: named(each.name_vi, each.name_en) for each in queries.target_choices(target, step.node)}
            self.targets[step.node.id] = found
            label = _("“%(step)s” (%(count)s hồ sơ) chuyển vào bước") % {"step": step.name, "count": step.count}
            self.fields[step.node.id] = forms.ChoiceField(
                label=label,
                choices=[("", _("Chọn một bước")), *found.items()],
                initial=step.node.id if step.node.id in found else "",
                error_messages={
                    "required": sentence("migration.no_target", {"step": step.name}),
                    "invalid_choice": sentence("migration.target_unknown", {"target": "%(value)s"}),
                },
            )

    def mapping(self) -> dict[str, str]:
        """Return new element by old element."""
        return {step.node.id: str(self.cleaned_data[step.node.id]) for step in self.steps}

    def moves(self) -> list[tuple[str, int, str]]:
        """Return name, number of cases and name of the new step, for the confirmation."""
        return [
            (step.name, step.count, self.targets[step.node.id][self.cleaned_data[step.node.id]]) for step in self.steps
        ]
