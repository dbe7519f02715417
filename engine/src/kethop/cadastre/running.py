"""Run the tasks of a job that have no part yet, on any executor."""

import json
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from pathlib import Path
from typing import NamedTuple

from kethop.cadastre.files import check_unchanged
from kethop.cadastre.folder import FolderPlace
from kethop.cadastre.opened import open_job
from kethop.cadastre.part import screen_part
from kethop.cadastre.receipt import Receipt
from kethop.cadastre.totals import Totals
from kethop.documents import PlainValue
from kethop.errors import KethopError, Place

__all__ = ["Advance", "Ended", "answer_part", "run_job"]


class Advance(NamedTuple):
    """How far a run is.

    Parameters
    ----------
    rows, all_rows : int
        Parcels that are done, and all.
    parts, all_parts : int
    kept_rows : int
        Of the parcels that are done, those that a run before this one did.
    """

    rows: int
    all_rows: int
    parts: int
    all_parts: int
    kept_rows: int


class Ended(NamedTuple):
    """What a run came to.

    Parameters
    ----------
    totals : Totals
    manifest : dict
        As it was written.
    receipts : tuple of Receipt
        In the order of the tasks.
    kept : int
        Parts that a run before this one wrote.
    """

    totals: Totals
    manifest: dict[str, PlainValue]
    receipts: tuple[Receipt, ...]
    kept: int


def answer_part(text: str, number: int, folder: str) -> str:
    """Screen a part and return its receipt as JSON, or the error; this is what another process or machine is sent.

    Parameters
    ----------
    text : str
        The job as JSON.
    number : int
        Of the task.
    folder : str
        Where parts lie; the same folder on every machine.
    """
    try:
        return screen_part(open_job(text), number, Path(folder)).model_dump_json()
    except KethopError as error:
        place = [error.place.source, error.place.line, error.place.path] if error.place else None
        return json.dumps({"error": error.code, "place": place, "fields": dict(error.fields)})


def run_job(
    place: FolderPlace, executor: Executor, *, slots: int, told: Callable[[Advance], None] = lambda _: None
) -> Ended:
    """Screen what is missing in a folder, and write its manifest.

    Parameters
    ----------
    place : FolderPlace
        From ``open_folder``; holds the job.
    executor : Executor
        Threads of this process, or the workers of a cluster.
    slots : int
        Parts that may be under way at once.
    told : callable
        Told how far the run is, at its beginning and after each part.

    Raises
    ------
    KethopError
        The first error of a part; parts that were written stay, and the next run goes on behind them.
    """
    job = place.job
    done = {receipt.number: receipt for receipt in place.kept}
    kept_rows = sum(receipt.totals.parcels for receipt in place.kept)
    missing = [task.number for task in job.tasks if task.number not in done]

    def tell() -> None:
        rows = sum(receipt.totals.parcels for receipt in done.values())
        told(Advance(rows, job.rows, len(done), len(job.tasks), kept_rows))

    tell()
    text, folder = job.model_dump_json(), str(place.path.resolve())
    under_way: set[Future[str]] = set()
    try:
        while missing or under_way:
            while missing and len(under_way) < slots:
                under_way.add(executor.submit(answer_part, text, missing.pop(0), folder))
            ended, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for future in ended:
                receipt = _receipt(future.result())
                place.add(receipt)
                done[receipt.number] = receipt
                tell()
    finally:
        for future in under_way:
            future.cancel()
    check_unchanged(job.files)
    receipts = tuple(done[number] for number in sorted(done))
    totals = Totals.of((receipt.totals for receipt in receipts), job.layer_names)
    return Ended(totals, place.finish(receipts, totals), receipts, len(place.kept))


def _receipt(answer: str) -> Receipt:
    value = json.loads(answer)
    if "error" in value:
        where = value["place"]
        raise KethopError(value["error"], place=Place(*where) if where else None, **value["fields"])
    return Receipt.model_validate_json(answer)
