"""Read a BPMN 2.0 drawing: a small subset without timers, scripts or expressions; the rest is refused by element and line."""

from kethop_office.procedures.reading.document import MAX_BYTES
from kethop_office.procedures.reading.faults import DrawingRefusedError, Fault
from kethop_office.procedures.reading.model import Procedure
from kethop_office.procedures.reading.procedure import read_procedure
from kethop_office.procedures.reading.soundness import states_of

__all__ = ["MAX_BYTES", "DrawingRefusedError", "Fault", "Procedure", "read_procedure", "states_of"]
