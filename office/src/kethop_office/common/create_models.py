"""A step of a migration that creates many models."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from typing_extensions import override

__all__ = ["CreateModels"]


class CreateModels(Operation):
    """Create models that were found together: Django then builds its picture of all of them once, not once after each.

    Parameters
    ----------
    models : sequence of CreateModel
        In an order in which one is made before those that point to it.
    """

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    @override
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # the picture: built anew when it is asked for, with all of them
        for model in self.models:
            model.state_forwards(app_label, state)

    @override
    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    @override
    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    @override
    def describe(self) -> str:
        return f"Create {len(self.models)} models"
