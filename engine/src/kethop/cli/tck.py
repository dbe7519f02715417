"""``kethop tck``: run DMN TCK folders and zips."""

import stat
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import click

from kethop.cli.language import language_option
from kethop.errors import DmnError, Place
from kethop.rules.conformance import CaseResult, run_cases
from kethop.vocabulary import Language

__all__ = ["tck"]

MAX_ENTRIES = 5_000
MAX_INFLATED = 200 * 1024 * 1024
_KINDS = ("value", "null", "error")
_VI = {
    "value": "chờ một giá trị: {good} trên {ran} ca đạt",
    "null": "chờ null: {good} trên {ran} ca đạt",
    "error": "chờ một lỗi: {good} trên {ran} ca đạt",
    "failure": "chờ {expected}, nhận được {actual}",
    "an error": "một lỗi",
    "untested": "không nói chờ kết quả nào, nên không thử được gì",
    "total": "{good} đạt, {failed} không đạt",
    "unusable": ", {unusable} không thử được",
}
_EN = {
    "value": "expect a value: {good} of {ran} passed",
    "null": "expect null: {good} of {ran} passed",
    "error": "expect an error: {good} of {ran} passed",
    "failure": "expected {expected}, got {actual}",
    "an error": "an error",
    "untested": "says not what it expects, so nothing was tested",
    "total": "{good} passed, {failed} failed",
    "unusable": ", {unusable} not tested",
}


@click.command(short_help="Bộ kiểm thử DMN TCK · run DMN TCK cases")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@language_option
def tck(paths: tuple[Path, ...], language: Language) -> None:
    """Chạy các ca kiểm thử DMN TCK · Run the DMN TCK test cases in folders, the zips right in them, and zips.

    A line per failure; then how many passed of those that expect a value, null and an error; then ``N passed, M failed``.
    A case that does not say what it expects is never passed; it is counted apart, and the exit code is 1.
    """
    words = _EN if language is Language.EN else _VI
    ran: Counter[str] = Counter()
    good: Counter[str] = Counter()
    inner: list[str] = []
    for path in paths:
        for part in _parts(path):
            for result in run_cases(_read(part, inner)):
                ran[result.expects] += 1
                good[result.expects] += result.passed
                _print_failures(result, words)
    if not ran:
        if inner:
            raise DmnError("dmn.zip_in_zip", place=Place(", ".join(map(str, paths))), entry=inner[0][:200])
        raise DmnError("dmn.no_test_cases", place=Place(", ".join(map(str, paths))))
    for kind in _KINDS:
        click.echo(words[kind].format(good=good[kind], ran=ran[kind]))
    unusable = ran["nothing"]
    failed = ran.total() - good.total() - unusable
    total = words["total"].format(good=good.total(), failed=failed)
    click.echo(total + (words["unusable"].format(unusable=unusable) if unusable else ""))
    raise SystemExit(1 if failed or unusable else 0)


def _print_failures(result: CaseResult, words: Mapping[str, str]) -> None:
    lines = [words["untested"]] if result.expects == "nothing" else []
    for failure in result.failures:
        expected = words["an error"] if failure.wants_error else failure.expected
        lines.append(f"{failure.result}: " + words["failure"].format(expected=expected, actual=failure.actual))
    for line in lines:
        click.echo(" ".join(f"{result.file}: {result.case}: {line}".split()))


def _parts(path: Path) -> Iterator[Path]:
    """Yield what is given and, where it is a folder, the zips right in it."""
    yield path
    if path.is_dir():
        yield from sorted(part for part in path.iterdir() if part.suffix.lower() == ".zip" and part.is_file())


def _read(path: Path, inner: list[str]) -> dict[str, bytes]:
    """Return the models and test files of a folder or a zip, by path with ``/``; ``inner`` takes the zips in a zip."""
    try:
        if path.is_dir():
            return dict(_folder(path))
        with zipfile.ZipFile(path) as archive:
            inner += [name for name in archive.namelist() if name.lower().endswith(".zip")]
            return dict(_zip(archive, path))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise DmnError("dmn.unreadable", place=Place(str(path)), reason=type(error).__name__) from None


def _folder(path: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path.rglob("*")):
        if file.suffix.lower() in {".dmn", ".xml"} and file.is_file():
            yield file.as_posix(), file.read_bytes()


def _zip(archive: zipfile.ZipFile, path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a zip, inflated in memory; one that is too large or names a path outside is refused."""
    entries = archive.infolist()
    place = Place(str(path))
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_INFLATED:
        raise DmnError("dmn.archive_too_large", place=place, entries=len(entries))
    for entry in entries:
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or stat.S_ISLNK(entry.external_attr >> 16):
            raise DmnError("dmn.archive_escapes", place=place, entry=entry.filename[:200])
        if name.suffix.lower() in {".dmn", ".xml"} and not entry.is_dir():
            with archive.open(entry) as stream:
                # the size a zip declares is its own word: no more than that is ever inflated
                yield f"{path.as_posix()}/{name}", stream.read(entry.file_size)
