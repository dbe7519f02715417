"""The models of the DMN TCK's test cases, with those that they import."""

import posixpath
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from kethop.errors import DmnError, Place, RuleError
from kethop.rules.dmn.model import DmnModel
from kethop.rules.dmn.reading import imported_models, namespace_of, read_dmn
from kethop.rules.dmn.xml import Element, child, full_text

__all__ = ["import_paths", "model_of"]


def model_of(path: str, root: Element, files: Mapping[str, bytes]) -> DmnModel | RuleError:
    """Return the model that a file of test cases names, in the file's folder or below it; or why there is none.

    Parameters
    ----------
    path : str
        The file of test cases.
    root : Element
        Its root.
    files : mapping of str to bytes
        All files by path with ``/``.
    """
    name = child(root, "modelName")
    folder = PurePosixPath(path).parent
    wanted = str(folder / full_text(name).strip()) if name is not None else ""
    models = {other: data for other, data in files.items() if other.lower().endswith(".dmn")}
    near = {other for other in models if folder in PurePosixPath(other).parents}
    if wanted not in near:
        below = sorted(other for other in near if PurePosixPath(other).name == PurePosixPath(wanted).name)
        if len(below) != 1 or not wanted:
            return DmnError("dmn.model_missing", place=Place(path), model=wanted)
        wanted = below[0]
    try:
        return _read(wanted, models, near, ())
    except RuleError as error:
        return error


def _read(path: str, models: Mapping[str, bytes], near: Collection[str], open_paths: tuple[str, ...]) -> DmnModel:
    """Return a model with those that it imports: the file that an import names, else the nearest of its namespace."""
    open_paths = (*open_paths, path)
    imports: list[DmnModel] = []
    for namespace, location in imported_models(models[path], source=path):
        named = posixpath.normpath(posixpath.join(posixpath.dirname(path), location))
        found = sorted((other for other in near if other not in open_paths), key=lambda other: _distance(path, other))
        if named in models and named not in open_paths:
            found.insert(0, named)
        for other in found:
            if _namespace(models[other], other) == namespace:
                imports.append(_read(other, models, near, open_paths))
                break
    return read_dmn(models[path], source=path, imports=imports)


def _namespace(data: bytes, path: str) -> str | None:
    """Return the namespace of a model; None of a file that is none."""
    try:
        return namespace_of(data, source=path)
    except RuleError:
        return None


def _distance(path: str, other: str) -> tuple[int, str]:
    """Return how many folders lie between two files, and the other's name to tell files at one distance apart."""
    way = posixpath.relpath(posixpath.dirname(other) or ".", posixpath.dirname(path) or ".")
    return (0 if way == "." else way.count("/") + 1), other


def import_paths(model: DmnModel, namespace: str) -> list[tuple[str, ...]]:
    """Return the names of the imports that lead to each model of a namespace; the empty way to the model itself."""
    found: list[tuple[str, ...]] = [()] if model.namespace == namespace else []
    for name, other in model.imports:
        found += [(name, *way) if name else way for way in import_paths(other, namespace)]
    return found
