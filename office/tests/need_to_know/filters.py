"""Every call of the filter of labels in the source, and the office with one of them taken away."""

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest import mock

from django.db import models

import kethop_office
from kethop_office.accounts.models.labels import LabelledQuerySet

__all__ = ["Site", "named", "sites", "watched", "without"]

HOME = Path(kethop_office.__file__).parent
FILTER = "visible_to"
Site = tuple[str, int]
"""File below the office's folder, and line: where rows are asked for as far as a reader may know of them."""


@cache
def sites() -> dict[Site, tuple[int, int]]:
    """Return every call of the filter in the source, with the first and last line that a frame may say it stands on."""
    found = {}
    for path in sorted(HOME.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == FILTER:
                line = node.func.end_lineno or node.lineno
                found[path.relative_to(HOME).as_posix(), line] = (node.lineno, node.end_lineno or node.lineno)
    return found


def named(site: Site) -> str:
    """Return a filter's name, which stays when lines move: file, function, and which call in it."""
    path, line = site
    tree = ast.parse((HOME / path).read_text(encoding="utf-8"))
    around = [
        one
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef) and one.lineno <= line <= (one.end_lineno or 0)
    ]
    inner = max(around, key=lambda one: one.lineno)
    lines = sorted(at for of, at in sites() if of == path and inner.lineno <= at <= (inner.end_lineno or 0))
    return f"{path} {inner.name} {lines.index(line) + 1}"


def _caller(known: dict[Site, tuple[int, int]]) -> Site | None:
    """Return which call of the source the filter is asked by; managers of the library stand between."""
    frame = sys._getframe(2)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(HOME):
            name = path.relative_to(HOME).as_posix()
            return next(
                (at for at, (first, last) in known.items() if at[0] == name and first <= frame.f_lineno <= last), None
            )
        frame = frame.f_back
    return None


@contextmanager
def watched(known: dict[Site, tuple[int, int]], on_call: Callable[[Site, type[models.Model]], bool]) -> Iterator[None]:
    """Tell of each call of a filter, with the model of its rows; one for which ``on_call`` says so filters nothing."""
    whole = LabelledQuerySet.visible_to

    def filtered(self, actor):
        at = _caller(known)
        return self.all() if at is not None and on_call(at, self.model) else whole(self, actor)

    with mock.patch.object(LabelledQuerySet, FILTER, filtered):
        yield


@contextmanager
def without(site: Site) -> Iterator[None]:
    """Take one filter away."""
    with watched({site: sites()[site]}, lambda _at, _model: True):
        yield
