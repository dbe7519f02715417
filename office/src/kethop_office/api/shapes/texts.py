"""Kinds of text that a program sends."""

from typing import Annotated

from pydantic import StringConstraints

__all__ = ["PLAIN", "Key", "Line", "Long", "Name", "Reference", "Short"]

# A database takes no NUL; a description in JSON Schema says so by the pattern.
PLAIN = r"^[^\x00]*$"
Line = Annotated[str, StringConstraints(max_length=300, pattern=PLAIN)]
Short = Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)]
Name = Annotated[str, StringConstraints(max_length=200, pattern=PLAIN)]
Long = Annotated[str, StringConstraints(max_length=50_000, pattern=PLAIN)]
Reference = Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9-]+$")]
Key = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[!-~]+$")]
