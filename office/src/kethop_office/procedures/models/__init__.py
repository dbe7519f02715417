"""Versioned step definitions, and the rows of running procedures."""

from kethop_office.procedures.models.definition import ProcedureVersion, StepDefinition
from kethop_office.procedures.models.running import ProcedureRun, StepInstance

__all__ = ["ProcedureRun", "ProcedureVersion", "StepDefinition", "StepInstance"]
