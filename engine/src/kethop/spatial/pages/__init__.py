"""Pages of a Parquet file whose bytes are the values: read where they are needed, and only there.

``kethop layers prepare`` writes outlines and envelopes uncompressed, plain, with nothing missing, and says where each page lies. Such
columns are read here without a Parquet reader. Everything else, and everything that is not exactly as it is expected, is left to
pyarrow: nothing here decides that a file is damaged, and nothing here reads one differently (ADR 0018). Needs numba.
"""

from kethop.spatial.pages.reading import PlainPages

__all__ = ["PlainPages"]
