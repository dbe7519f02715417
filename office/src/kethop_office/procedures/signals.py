"""What happens to steps, told inside the transaction in which it happens.

``step_started`` and ``step_ended`` have the sender ``StepInstance`` and the argument ``step``; ``step_ended`` comes for
steps done and for steps cancelled (see ``step.state``). ``items_wanted`` has the sender ``ProcedureRun`` and the arguments
``run`` and ``element``: a token came to a multiple step, which now takes items.
"""

from django.dispatch import Signal

__all__ = ["items_wanted", "step_ended", "step_started"]

step_started = Signal()
step_ended = Signal()
items_wanted = Signal()
