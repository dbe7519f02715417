"""The process that holds the engine: one request a line, one answer a line.

It knows no Django, no database and no account; it reads the paths that it is told and writes the one that it is told.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping

from kethop import __version__
from kethop.errors import KethopError
from kethop_office.appraisal.bridge.base_maps import plain_base_maps
from kethop_office.appraisal.bridge.filings import FiledPaths, plain_faults, plain_replay, plain_run
from kethop_office.appraisal.bridge.judging import plain_judgement, plain_near, plain_opened, plain_place
from kethop_office.appraisal.bridge.opened import OpenedDesk, open_desk
from kethop_office.appraisal.bridge.panels import SiteQuestion, plain_panel
from kethop_office.appraisal.bridge.papers import plain_paper
from kethop_office.appraisal.bridge.plain import Plain, plain_errors
from kethop_office.appraisal.bridge.points import plain_points
from kethop_office.appraisal.bridge.questions import plain_questions
from kethop_office.appraisal.bridge.site_pages import plain_site

__all__ = ["answer", "main"]


def _faults(desk: OpenedDesk, *, proposal: str) -> dict[str, Plain]:
    return plain_faults(FiledPaths(proposal), desk)


def _run(desk: OpenedDesk, *, proposal: str, site: str | None, as_of: str, out: str) -> dict[str, Plain]:
    return plain_run(FiledPaths(proposal, site), desk, as_of=as_of, out=out)


def _judgement(desk: OpenedDesk, *, proposal: str, site: str | None, as_of: str) -> dict[str, Plain]:
    return plain_judgement(FiledPaths(proposal, site), desk, as_of=as_of)


def _site(desk: OpenedDesk, *, proposal: str, site: str | None, as_of: str) -> dict[str, Plain]:
    return plain_site(FiledPaths(proposal, site), desk, as_of=as_of)


_ANSWERS: Mapping[str, Callable[..., dict[str, Plain]]] = {
    "questions": lambda desk: plain_questions(desk.pack),
    "panel": lambda desk, **asked: plain_panel(SiteQuestion(**asked), desk),
    "faults": _faults,
    "run": _run,
    "judgement": _judgement,
    "place": plain_place,
    "opened": plain_opened,
    "near": plain_near,
    "paper": plain_paper,
    "site": _site,
    "base_maps": plain_base_maps,
    "points": lambda _desk, **asked: plain_points(**asked),
    "replay": lambda desk, *, run: plain_replay(run, desk),
}


def answer(request: Mapping[str, object]) -> dict[str, Plain]:
    """Return the answer to a request.

    Parameters
    ----------
    request : mapping
        ``ask`` (a name of ``_ANSWERS``), ``pack``, ``layers``, and what is asked.

    Returns
    -------
    dict
        As the function of the request says; ``errors`` where the pack or the input is at fault.
    """
    layers = request["layers"]
    folders = [str(name) for name in layers] if isinstance(layers, list | tuple) else []
    asked = request.get("with")
    try:
        desk = open_desk(str(request["pack"]), folders)
    except KethopError as error:
        return {"errors": plain_errors([error]), "engine": __version__}
    given = {str(key): value for key, value in asked.items()} if isinstance(asked, Mapping) else {}
    return {**_ANSWERS[str(request["ask"])](desk, **given), "engine": __version__}


def main() -> None:
    """Answer until the asker closes the pipe. What a library prints goes to standard error, never between answers."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        for line in sys.stdin:
            out.write(json.dumps(answer(json.loads(line)), ensure_ascii=False) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
