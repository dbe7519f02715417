"""The filter itself with one of its conditions taken away, made from its source."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator

from kethop_office.accounts.models import labels

__all__ = ["conditions"]


def conditions() -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield ``visible_to`` without each of its conditions, and with one side alone of each choice, with what is left out."""
    source = textwrap.dedent(inspect.getsource(labels.LabelledQuerySet.visible_to))
    for number in range(len(list(_changes(ast.parse(source))))):
        tree = ast.parse(source)
        name, change = list(_changes(tree))[number]
        change()
        space = dict(vars(labels))
        exec(compile(ast.fix_missing_locations(tree), labels.__file__, "exec"), space)  # noqa: S102 - the office's own source
        yield name, space["visible_to"]


def _changes(tree: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "filter"):
            continue
        for number, given in enumerate(call.args):
            yield ast.unparse(given), lambda call=call, number=number: call.args.pop(number)
            if isinstance(given, ast.BinOp):
                for gone, kept in ((given.left, given.right), (given.right, given.left)):
                    yield (
                        ast.unparse(gone),
                        lambda call=call, number=number, kept=kept: call.args.__setitem__(number, kept),
                    )
        for number, given in enumerate(call.keywords):
            yield ast.unparse(given), lambda call=call, number=number: call.keywords.pop(number)
