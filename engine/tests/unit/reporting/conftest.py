"""Every error code that the engine can give, with the fields that each place passes: read from the source, not run."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import kethop
from kethop import errors

ROOMS = (
    "calendar", "covering", "demo", "dmn", "document", "heights", "intake", "layer", "output", "pack", "proposal", "replay", "report",
    "radio", "rules", "runways", "screen", "screening", "site", "tables",
)  # fmt: skip
CODE = re.compile(rf"(?:{'|'.join(ROOMS)})\.(?!yaml$|json$|dmn$|md$)[a-z][a-z_0-9]*")
MAKERS = frozenset(errors.__all__) | {"Diagnostic", "fault"}
# `NumberError` has a code only; the corner table raises it again as a SiteError with the fields.
RAISED_AGAIN = {"NumberError": "spatial/sites/cells.py"}


@dataclass
class Origin:
    """Where a code comes from: places that pass it with fields, or places of which one passes it from a variable."""

    direct: list[frozenset[str]] = field(default_factory=list)
    one_of: list[frozenset[str]] = field(default_factory=list)

    def offers(self, names: set[str]) -> bool:
        """Return whether every place passes these fields."""
        one = any(names <= fields for fields in self.one_of) if self.one_of and not self.direct else True
        return one and all(names <= fields for fields in self.direct) and (not names or bool(self.direct + self.one_of))


@dataclass
class _Module:
    direct: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    loose: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    variable: list[frozenset[str]] = field(default_factory=list)
    again: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture(scope="session")
def source_codes() -> Mapping[str, Origin]:
    """Return each code with where it comes from; notes of a result, which look alike, are left out."""
    root = Path(kethop.__file__).parent
    modules = {path.relative_to(root).as_posix(): _read(path) for path in sorted(root.rglob("*.py"))}
    notes = set().union(*(module.notes for module in modules.values()))
    found: dict[str, Origin] = {}
    for module in modules.values():
        for code, fields in module.direct:
            found.setdefault(code, Origin()).direct.append(fields)
        for code in module.loose - notes:
            found.setdefault(code, Origin()).one_of.extend(module.variable)
        for place, code in module.again:
            found.setdefault(code, Origin()).one_of.extend(modules[place].variable)
    return found


def _read(path: Path) -> _Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module = _Module()
    taken: set[ast.AST] = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        code, fields = _code(call.args[0]), _fields(call, tree)
        if code and name == "note":
            module.notes.add(code)
        elif code and name in RAISED_AGAIN:
            module.again.append((RAISED_AGAIN[name], code))
        elif code and name in MAKERS and fields is not None:
            module.direct.append((code, fields))
        else:
            if name in MAKERS and fields is not None:
                module.variable.append(fields)
            continue
        taken.add(call.args[0])
    module.loose = {code for node in ast.walk(tree) if node not in taken and (code := _code(node))}
    return module


def _code(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
        return node.value
    return None


def _fields(call: ast.Call, tree: ast.AST) -> frozenset[str] | None:
    """Return the names that a call passes; None where they cannot be read from it."""
    found: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg is None or keyword.arg == "fields":
            literal = _literal(keyword.value, tree)
            if literal is None:
                return None
            found |= literal
        elif keyword.arg != "place":
            found.add(keyword.arg)
    return frozenset(found)


def _literal(value: ast.expr, tree: ast.AST) -> set[str] | None:
    """Return the keys of a dict written out, or assigned to that name somewhere in the module."""
    if isinstance(value, ast.Dict):
        return {str(key.value) for key in value.keys if isinstance(key, ast.Constant)} if all(value.keys) else None
    if isinstance(value, ast.Name):
        return next(iter(_assigned(value.id, tree)), None)
    return None


def _assigned(name: str, tree: ast.AST) -> Iterator[set[str]]:
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        is_named = any(isinstance(target, ast.Name) and target.id == name for target in targets)
        if is_named and isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            yield {str(key.value) for key in node.value.keys if isinstance(key, ast.Constant)}
