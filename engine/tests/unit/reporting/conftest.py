"""Every error code that the engine can give, with the fields that each place passes: read from the source, not run."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import kethop
from kethop import errors

ROOMS = (
    "calendar",
    "demo",
    "dmn",
    "document",
