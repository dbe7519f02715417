"""How PostgreSQL goes about a statement; changes no answer."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

__all__ = ["row_by_row"]

_LITTLE = "SET LOCAL work_mem = '64kB'; SET LOCAL hash_mem_multiplier = 1"
_AS_BEFORE = "SET LOCAL work_mem TO DEFAULT; SET LOCAL hash_mem_multiplier TO DEFAULT"


@contextmanager
def row_by_row() -> Iterator[None]:
    """Let what is asked for each row be looked up for it: for a statement that ends after the rows of a page.

    PostgreSQL does not reckon with the end: for a reader of many cases it would first read all grants and hash them, once for the
    office's filter and once for the wall's, to look at sixty rows. With too little memory for so large a table it uses the index.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(_LITTLE)
        yield
        cursor.execute(_AS_BEFORE)  # after an error the transaction is rolled back, and these with it
