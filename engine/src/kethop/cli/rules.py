"""``kethop rules``: decide with a DMN file."""

import json
import sys
from decimal import Decimal
from pathlib import Path

import click

from kethop.errors import DmnError, DocumentError, Place
from kethop.rules import decide, json_text, read_dmn, to_plain

__all__ = ["rules"]


@click.group(short_help="Bảng quyết định DMN · DMN rules")
def rules() -> None:
    """Quy tắc quyết định trong tệp DMN · Decision rules in DMN files."""


@rules.command("decide")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--decision", required=True, help="Name or id of the decision.")
@click.option("--input", "given", default="{}", help="JSON object, - for standard input, or @file.json.")
@click.option("--trace", is_flag=True, help="Add why: every rule, cell and legal reference.")
def decide_command(file: Path, decision: str, given: str, *, trace: bool) -> None:
    """Tính một quyết định của FILE, in giá trị dạng JSON · Decide one decision of FILE and print its value as JSON."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise DmnError("dmn.unreadable", place=Place(str(file)), reason=type(error).__name__) from None
    model = read_dmn(data, source=str(file))
    result = decide(model, decision, _inputs(given))
    plain: dict[str, object] = {
        "decision": decision,
        "value": to_plain(result.value),
        "violations": [violation.to_plain() for violation in result.violations],
    }
    if trace:
        plain["trace"] = result.trace.to_plain()
    click.echo(json_text(plain))


def _inputs(given: str) -> dict[str, object]:
    """Return the inputs of a JSON text, its numbers as decimals."""
    text, source = _text(given)
    try:
        inputs = json.loads(
            text, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_constant, object_pairs_hook=_unique
        )
    except json.JSONDecodeError as error:
        raise DocumentError("document.not_json", place=Place(source, error.lineno), problem=error.msg) from None
    except _KeyTwiceError as error:
        raise DocumentError("document.duplicate_key", place=Place(source), key=str(error)[:200]) from None
    except RecursionError:
        raise DocumentError("document.too_deep", place=Place(source)) from None
    if not isinstance(inputs, dict):
        raise DocumentError("document.not_an_object", place=Place(source))
    return inputs


def _text(given: str) -> tuple[str, str]:
    try:
        if given == "-":
            return sys.stdin.buffer.read().decode("utf-8"), "-"
        if given.startswith("@"):
            return Path(given[1:]).read_bytes().decode("utf-8-sig"), given[1:]
    except UnicodeDecodeError:
        raise DocumentError("document.not_utf8", place=Place(given)) from None
    except OSError as error:
        raise DocumentError("document.unreadable", place=Place(given), reason=type(error).__name__) from None
    return given, "--input"


class _KeyTwiceError(ValueError):
    """A JSON object names a key twice."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _KeyTwiceError(key)
        found[key] = value
    return found


def _no_constant(name: str) -> None:
    raise json.JSONDecodeError(f"{name} is no number of JSON", name, 0)
