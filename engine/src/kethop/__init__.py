"""Kết hợp: the engine. Pure Python; no Django, no network, no clock outside ``kethop.cli``."""

__version__ = "0.1.0"
__all__ = ["__version__"]
