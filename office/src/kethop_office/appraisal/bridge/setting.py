"""Ask the engine to set a form; light, it loads nothing of the engine."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kethop_office.appraisal.bridge.desk import EngineEnded, ask

__all__ = ["PaperNotSet", "set_form"]

_SECONDS = 120


class PaperNotSet(Exception):  # noqa: N818 - tells what happened
    """The form was not set; ``code`` says why.

    Parameters
    ----------
    code : str
        Code of the engine's error, or ``engine.ended``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def set_form(form: Mapping[str, Any], *, run: Path | None = None) -> tuple[bytes, bytes]:
    """Return a form as PDF and as Word.

    Parameters
    ----------
    form : mapping
        As plain values.
    run : Path or None
        The stored run whose grounds and annexes belong to it.

    Raises
    ------
    PaperNotSet
        It could not be set.
    """
    with tempfile.TemporaryDirectory() as folder:
        pdf, docx = Path(folder) / "paper.pdf", Path(folder) / "paper.docx"
        try:
            said = ask(
                "paper",
                seconds=_SECONDS,
                form=dict(form),
                run=str(run) if run else None,
                pdf=str(pdf),
                docx=str(docx),
            )
        except EngineEnded as error:
            raise PaperNotSet("engine.ended") from error
        if said["errors"]:
            raise PaperNotSet(str(said["errors"][0]["code"]))
        return pdf.read_bytes(), docx.read_bytes()
