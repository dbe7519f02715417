"""The workers that screen parts: threads of this process, or a Dask cluster."""

import re
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec

from kethop.errors import KethopError, Place

__all__ = ["cluster_of", "threads_of"]

_SECONDS = 20
_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss)://[^/\s]+:\d{1,5}")
_AHEAD = 2  # parts that wait at each worker, so that none stands idle between two


@contextmanager
def threads_of(slots: int) -> Iterator[tuple[Executor, int]]:
    """Give an executor of threads, and how many parts it takes at once; what has not begun is dropped at an error."""
    executor = ThreadPoolExecutor(slots)
    try:
        yield executor, slots
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def cluster_of(address: str) -> Iterator[tuple[Executor, int]]:
    """Give the workers of a Dask cluster as an executor, and how many parts they take at once.

    Raises
    ------
    KethopError
        ``screen.no_cluster``: distributed is not installed; ``screen.cluster_unreachable`` (``problem``): no scheduler answers, or it
        has no workers.
    """
    if not _ADDRESS.fullmatch(address):  # distributed would wait for 40 s and then end with a traceback
        raise KethopError("screen.cluster_unreachable", place=Place(address), problem="≠ tcp://HOST:PORT")
    if find_spec("distributed") is None:
        raise KethopError("screen.no_cluster", place=Place(address))
    from distributed import Client  # noqa: PLC0415 - half a second to load, for a cluster only

    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise KethopError("screen.cluster_unreachable", place=Place(address), problem=type(error).__name__) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise KethopError("screen.cluster_unreachable", place=Place(address), problem="no worker")
        yield client.get_executor(pure=False), _AHEAD * threads
