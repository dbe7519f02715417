"""What a file from outside may cost, and what its reader may do; part 6 of the security plan, one place for every number."""

__all__ = [
    "MAX_ANSWER_BYTES",
    "MAX_AT_ONCE",
    "MAX_ELEMENTS",
    "MAX_ENTITIES",
    "MAX_ENTRIES",
    "MAX_FILE_BYTES",
    "MAX_INFLATED_BYTES",
    "MAX_OPEN_FILES",
    "MAX_PARTS",
    "MAX_RATIO",
    "MAX_TABLE_RINGS",
    "MAX_VERTICES",
    "MAX_WRITTEN_BYTES",
    "MAX_XML_DEPTH",
    "MEMORY_BYTES",
    "SECONDS",
]

MEBIBYTE = 1024 * 1024

MAX_FILE_BYTES = 200 * MEBIBYTE
MAX_AT_ONCE = 2
"""Reader processes of one program at the same time."""
SECONDS = 60
"""Of processor time, and of waiting."""
MEMORY_BYTES = 2048 * MEBIBYTE
MAX_WRITTEN_BYTES = 256 * MEBIBYTE
"""One file that the reader writes into its own folder."""
MAX_OPEN_FILES = 64
MAX_ANSWER_BYTES = 32 * MEBIBYTE

MAX_ENTRIES = 100
MAX_RATIO = 100
MAX_INFLATED_BYTES = 1024 * MEBIBYTE

MAX_XML_DEPTH = 64
MAX_ELEMENTS = 5_000_000
MAX_ENTITIES = 2_000_000

MAX_VERTICES = 200_000
MAX_PARTS = 10_000
MAX_TABLE_RINGS = 500
"""Rings of a corner table are compared pair by pair, to tell holes from parts."""
