"""What is wrong with a drawing: every fault, with its element and line."""

from dataclasses import dataclass, field

__all__ = ["DrawingRefusedError", "Fault"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    Parameters
    ----------
    code : str
        Such as ``drawing.element_refused``; its sentence is in ``procedures.wording``.
    element : str
        Id in the drawing; empty where the fault is of the whole file.
    line : int
        Line of the file; 0 where there is none.
    fields : dict
        What else fills the sentence.
    """

    code: str
    element: str = ""
    line: int = 0
    fields: dict[str, str] = field(default_factory=dict)


class DrawingRefusedError(Exception):
    """A drawing is not taken in; ``faults`` says why, and is never empty."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.line} {fault.element} {fault.code}" for fault in faults))
        self.faults = faults
