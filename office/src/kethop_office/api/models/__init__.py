"""What the interface itself keeps."""

from kethop_office.api.models.made_once import MadeOnce

__all__ = ["MadeOnce"]
