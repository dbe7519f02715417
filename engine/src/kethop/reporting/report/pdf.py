"""Set a report as PDF/A-2a, tagged, with its fonts inside; and a drawing as a picture for Word."""

import json
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import typst

from kethop.reporting.report.blocks import Figure, Paper, plain
from kethop.reporting.report.line_breaks import with_line_breaks

__all__ = ["pdf_of", "picture_of"]

_PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt)
#set text(font: "Tinos", fallback: false)
#image(bytes(sys.inputs.svg), format: "svg", alt: "")
"""
_DOTS_PER_INCH = 220.0


def pdf_of(paper: Paper) -> bytes:
    """Return the report as PDF/A-2a; the same report gives the same bytes.

    The words come in as JSON and are never read as a program: the page setter may open its own folder only, has no
    packages, sees no fonts of the system, and refuses a character that the font lacks.
    """
    moment = datetime.fromisoformat(f"{paper.day}T00:00:00+00:00").astimezone(UTC)
    with as_file(files("kethop.reporting") / "report" / "template.typ") as path:
        compiler = _compiler(path)
        words = {"paper": json.dumps(with_line_breaks(plain(paper)), ensure_ascii=False)}
        made = compiler.compile(format="pdf", pdf_standards="a-2a", timestamp=moment, sys_inputs=words)
    return _one(made)


def picture_of(figure: Figure) -> bytes:
    """Return a drawing as PNG of 220 dots an inch."""
    with as_file(files("kethop.reporting") / "report" / "template.typ") as path:
        compiler = _compiler(path)
        made = compiler.compile(_PICTURE, format="png", ppi=_DOTS_PER_INCH, sys_inputs={"svg": figure.svg})
    return _one(made)


def _one(made: bytes | list[bytes] | None) -> bytes:
    if not isinstance(made, bytes):  # pragma: no cover - one PDF, or one page of a picture
        raise TypeError(type(made).__name__)
    return made


@cache
def _fonts() -> typst.Fonts:
    with as_file(files("kethop.reporting") / "fonts") as folder:
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(template, root=template.parent, font_paths=_fonts(), ignore_system_fonts=True)
