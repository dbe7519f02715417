"""Read a file that came from outside in a process of its own, and believe nothing that comes back before it is checked."""

import os
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from kethop.documents import sha256_hex
from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import canonical_crs
from kethop.spatial.intake import limits
from kethop.spatial.intake.answer import AnswerError, open_answer
from kethop.spatial.intake.confinement import MEASURES
from kethop.spatial.intake.reading import FileReading
from kethop.spatial.intake.request import ReadingRequest, request_text
from kethop.spatial.sites.building import Site
from kethop.spatial.sites.filed import SiteFormat
from kethop.spatial.sites.header import ColumnOrder
from kethop.spatial.sites.opening import format_of
from kethop.spatial.sites.outline import PASTED, Outline, site_from_outline
from kethop.spatial.sites.validity import check_numbers

__all__ = ["Intake", "read_outside"]

_CHILD = Path(__file__).with_name("child.py")
_PLACES = threading.BoundedSemaphore(limits.MAX_AT_ONCE)
_UNITS = {None, "m", "mm"}
_QUIET: Mapping[str, str] = MappingProxyType(
    {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system", "LC_ALL": "C.UTF-8"}
)


@dataclass(frozen=True, slots=True)
class Intake:
    """A file from outside, read and not yet judged.

    Parameters
    ----------
    name : str
        Its name as filed.
    data : bytes
        As filed.
    sha256 : str
        Of the bytes as filed.
    format : SiteFormat
        What it is; of an archive, what it holds.
    reading : FileReading
        Numbers as filed, CRS, layers, parts and notes.
    column_order : ColumnOrder
        What columns headed X and Y were taken for.
    missing : tuple of str
        Measures of confinement that this system does not have; empty where all held. See ``MEASURES``.
    """

    name: str
    data: bytes = field(repr=False)
    sha256: str
    format: SiteFormat
    reading: FileReading
    column_order: ColumnOrder
    missing: tuple[str, ...]

    @property
    def outline(self) -> Outline:
        """What it says of the shape, with or without a CRS."""
        reading = self.reading
        order = self.column_order if reading.by_letters else None
        is_given = reading.crs_origin == "given"
        return Outline(self.name, self.sha256, self.format, reading.crs, reading.paths, reading.notes, order, is_given)

    def site(self) -> Site:
        """Return the site in WGS 84.

        Raises
        ------
        SiteError
            ``site.crs_missing``, and those of ``build_site``: the numbers do not give one valid geometry inside the CRS's area of use.
        """
        return site_from_outline(self.outline)


def read_outside(
    data: bytes,
    *,
    name: str,
    crs: str | None = None,
    layer: str | None = None,
    unit: str | None = None,
    column_order: ColumnOrder = ColumnOrder.X_IS_NORTH,
) -> Intake:
    """Return what a process without rights read in a file.

    At most two such processes run at a time; further calls wait.

    Parameters
    ----------
    data : bytes
        The file as filed: one of the formats, or an archive of the files that belong together (see ``deliver``).
    name : str
        Its name, which tells the format; ``-`` for pasted text. The process is not told it.
    crs : str or None
        CRS that the user gives; it must agree with what the file says.
    layer : str or None
        Layer that the user chooses.
    unit : str or None
        ``m`` or ``mm``, for a drawing that does not say.
    column_order : ColumnOrder
        What columns headed X and Y of a corner table mean.

    Raises
    ------
    SiteError
        ``site.too_large``, ``site.format_unknown``, ``site.file_empty``, ``site.content_differs``, ``site.crs_unknown``,
        ``intake.unit_unknown``, ``intake.too_slow`` (``seconds``), ``intake.too_much_memory`` (``limit``),
        ``intake.reader_ended`` (``how``), those of ``check_numbers``, and those of the format's reader.
    DocumentError
        A GeoJSON file is no strict JSON.
    """
    place = Place(name)
    if len(data) > limits.MAX_FILE_BYTES:
        raise SiteError("site.too_large", place=place, size=len(data), limit=limits.MAX_FILE_BYTES)
    if not data.strip():
        raise SiteError("site.file_empty", place=place)
    given = canonical_crs(crs) if crs is not None else None
    if crs is not None and given is None:
        raise SiteError("site.crs_unknown", place=place, crs=crs[:80])
    if unit not in _UNITS:
        raise SiteError("intake.unit_unknown", place=place, unit=str(unit)[:20])
    order = ColumnOrder(column_order)
    kind = SiteFormat.PASTED if name == PASTED else format_of(name, data)
    request = ReadingRequest(kind, given, layer, unit, order.value)
    reading, held = open_reading(_run(data, request, place), name)
    check_numbers(reading.paths, source=name)
    missing = tuple(measure for measure in MEASURES if measure not in held)
    return Intake(name, data, sha256_hex(data), reading.format or request.format, reading, order, missing)


def open_reading(answer: bytes, name: str) -> tuple[FileReading, tuple[str, ...]]:
    """Return the reading in an answer, or one clear error when it is none."""
    try:
        return open_answer(answer, source=name)
    except AnswerError as error:
        raise SiteError("intake.reader_ended", place=Place(name), how=f"answer: {error}") from error


def _run(data: bytes, request: ReadingRequest, place: Place) -> bytes:
    with (
        _PLACES,
        tempfile.TemporaryDirectory(prefix="kethop-", ignore_cleanup_errors=True) as folder,
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as taken,
    ):
        given.write(data)
        given.seek(0)
        command = [sys.executable, "-I", "-B", "-X", "utf8", str(_CHILD), request_text(request), folder]
        process = subprocess.Popen(  # noqa: S603 - our own program, no shell, no name of the user's
            command,
            stdin=given,
            stdout=taken,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=dict(_QUIET),
            close_fds=True,
            start_new_session=True,
        )
        try:
            code = _end_of(process)
        except subprocess.TimeoutExpired as error:
            raise SiteError("intake.too_slow", place=place, seconds=limits.SECONDS) from error
        finally:
            process.kill()
            process.wait()
        _refuse_end(code, place)
        taken.seek(0)
        return taken.read(limits.MAX_ANSWER_BYTES + 1)


def _end_of(process: "subprocess.Popen[bytes]") -> int:
    """Wait for a process; where the system tells of its end, at once: ``Popen.wait`` with a limit looks every 50 ms."""
    if not hasattr(os, "pidfd_open"):
        return process.wait(timeout=limits.SECONDS)
    told = os.pidfd_open(process.pid)
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(told, selectors.EVENT_READ)
            has_ended = bool(selector.select(limits.SECONDS))
    finally:
        os.close(told)
    if not has_ended:
        raise subprocess.TimeoutExpired(process.args, limits.SECONDS)
    return process.wait()


def _refuse_end(code: int, place: Place) -> None:
    """Turn any end but a good one into one clear error."""
    if code == 0:
        return
    if hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU:
        raise SiteError("intake.too_slow", place=place, seconds=limits.SECONDS)
    how = f"signal {-code}" if code < 0 else f"exit {code}"
    raise SiteError("intake.reader_ended", place=place, how=how)
