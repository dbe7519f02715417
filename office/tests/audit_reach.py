"""Which functions of the office lead to an event, read from the source: a graph of who calls whom."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import kethop_office

__all__ = ["Reach", "public_actions", "reach"]

ROOT = Path(kethop_office.__file__).parent
RECORD = "kethop_office.audit.actions.recording.record"


@dataclass
class Reach:
    """Functions by dotted name.

    Parameters
    ----------
    calls : dict
        What each names, of the office's own.
    public : set
        Functions that a module of actions offers.
    """

    calls: dict[str, set[str]] = field(default_factory=dict)
    public: set[str] = field(default_factory=set)

    def telling(self, without: str = "") -> set[str]:
        """Return what leads to ``record``; without a function's own call of it where one is named."""
        callers: dict[str, set[str]] = {}
        for caller, named in self.calls.items():
            for name in named:
                if (caller, name) != (without, RECORD):
                    callers.setdefault(name, set()).add(caller)
        found, front = set(), [RECORD]
        while front:
            for caller in callers.get(front.pop(), ()):
                if caller not in found:
                    found.add(caller)
                    front.append(caller)
        return found


def reach() -> Reach:
    """Read every module of the office."""
    modules = {_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py")}
    imports = {name: dict(_imports(tree)) for name, tree in modules.items()}
    graph = Reach()
    for name, tree in modules.items():
        own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                graph.calls[f"{name}.{node.name}"] = set(_named(node, name, own, imports))
        if ".actions" in name:
            offered = _offered(tree)
            functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
            graph.public |= {f"{name}.{one}" for one in functions & offered}
    return graph


def public_actions() -> set[str]:
    """Return the functions that modules of actions offer."""
    return reach().public


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _offered(tree: ast.Module) -> set[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def _imports(tree: ast.AST) -> Iterable[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kethop_office"):
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _named(node: ast.AST, module: str, own: set[str], imports: dict[str, dict[str, str]]) -> Iterable[str]:
    known = imports[module]
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and part.id in own:
            yield f"{module}.{part.id}"
        elif isinstance(part, ast.Name) and part.id in known:
            yield _origin(known[part.id], imports)
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id in known:
            yield _origin(f"{known[part.value.id]}.{part.attr}", imports)


def _origin(name: str, imports: dict[str, dict[str, str]]) -> str:
    """Follow a name to where it is defined, through packages that hand it on."""
    for _ in range(5):
        module, _, last = name.rpartition(".")
        onward = imports.get(module, {}).get(last)
        if onward is None:
            return name
        name = onward
    return name
