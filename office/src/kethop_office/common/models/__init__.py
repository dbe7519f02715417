"""What rows of every room have."""

from kethop_office.common.models.blob import Blob
from kethop_office.common.models.keyed import Keyed

__all__ = ["Blob", "Keyed"]
