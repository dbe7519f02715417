"""The RFC 9162 tree over the hashes of events, grown leaf by leaf in memory that does not grow with the log."""

import hashlib
from collections.abc import Iterable

__all__ = ["EMPTY", "Frontier"]

EMPTY = hashlib.sha256(b"").hexdigest()
"""Root of a tree without leaves."""


class Frontier:
    """What must be kept of a tree to go on growing it: its size and the roots of its full subtrees, largest first.

    Parameters
    ----------
    size : int
        Leaves so far.
    peaks : iterable of str
        Roots of the full subtrees, hexadecimal, one for each binary one of ``size``.
    """

    def __init__(self, size: int = 0, peaks: Iterable[str] = ()) -> None:
        self.size = size
        self._peaks = [bytes.fromhex(peak) for peak in peaks]
        if len(self._peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(self._peaks)}")

    def append(self, leaf: bytes) -> None:
        """Add the hash of one more event."""
        self.size += 1
        rest, node, peaks = self.size, leaf, self._peaks
        while not rest & 1:
            node = hashlib.sha256(b"\x01" + peaks.pop() + node).digest()
            rest >>= 1
        peaks.append(node)

    @property
    def peaks(self) -> tuple[str, ...]:
        """Roots of the full subtrees, largest first."""
        return tuple(peak.hex() for peak in self._peaks)

    @property
    def root(self) -> str:
        """Root of the tree so far, hexadecimal."""
        if not self._peaks:
            return EMPTY
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = hashlib.sha256(b"\x01" + peak + node).digest()
        return node.hex()
