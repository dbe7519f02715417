"""Files from outside: taken as filed, kept by hash, and read in a process that may do nothing else.

``deliver`` takes bytes from a path, ``read_outside`` reads them in a process without network, without rights to other files
and within limits, ``store_as_filed`` keeps them. What comes back is a draft with the numbers as filed; ``Intake.site`` makes
the one geometry of it, in this process, from checked numbers.
"""

from kethop.spatial.intake.choosing import described
from kethop.spatial.intake.delivering import deliver
from kethop.spatial.intake.outside import Intake, read_outside
from kethop.spatial.intake.reading import FileReading, LayerSummary, PartSummary
from kethop.spatial.intake.storing import StoredFile, read_as_filed, store_as_filed

__all__ = [
    "FileReading",
    "Intake",
    "LayerSummary",
    "PartSummary",
    "StoredFile",
    "deliver",
    "described",
    "read_as_filed",
    "read_outside",
    "store_as_filed",
]
