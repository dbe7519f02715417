"""Files that come in: of which kinds they may be, and whether each is what its name says."""

from kethop_office.common.arriving.kinds import (
    CASES,
    DOCUMENT,
    LAYER,
    LAYER_DESCRIPTION,
    PARKS,
    SCAN,
    SITE,
    Use,
    shown_kinds,
)
from kethop_office.common.arriving.looking import Arrived, arrived, refuse_name
from kethop_office.common.arriving.names import safe_name
from kethop_office.common.arriving.scanning import refuse_malware

__all__ = [
    "CASES",
    "DOCUMENT",
    "LAYER",
    "LAYER_DESCRIPTION",
    "PARKS",
    "SCAN",
    "SITE",
    "Arrived",
    "Use",
    "arrived",
    "refuse_malware",
    "refuse_name",
    "safe_name",
    "shown_kinds",
]
