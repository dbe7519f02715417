"""``kethop rules``: decide with a DMN file."""

import json
import sys
from collections.abc import Sequence
from decimal import Decimal, DecimalException
from pathlib import Path

import click

from kethop.cli.language import language_option
from kethop.errors import DmnError, DocumentError, Place, RuleError
from kethop.rules import decide, json_text, read_dmn, to_plain
from kethop.rules.feel.numbers import CONTEXT
from kethop.rules.plain import whole_text
from kethop.vocabulary import Language

__all__ = ["rules"]


@click.group(short_help="Bảng quyết định DMN · DMN rules")
def rules() -> None:
    """Quy tắc quyết định trong tệp DMN · Decision rules in DMN files."""


@rules.command("decide")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--decision", required=True, help="Name or id of the decision.")
@click.option("--input", "given", default="{}", help="JSON object, - for standard input, or @file.json.")
@click.option("--trace", is_flag=True, help="Add why: every rule, cell and legal reference.")
@click.option("--table", type=click.Path(path_type=Path), help="Decide every row of a .parquet or .csv file.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the rows go with answer, rules and violations.")
@click.option("--row-by-row", is_flag=True, help="Use the interpreter for each row: slow, but for every decision.")
@language_option
def decide_command(  # noqa: PLR0913 - one argument an option
    file: Path,
    decision: str,
    given: str,
    *,
    trace: bool,
    table: Path | None,
    out: Path | None,
    row_by_row: bool,
    language: Language,
) -> None:
    """Tính một quyết định của FILE, in giá trị dạng JSON; với --table, tính mọi dòng của một bảng.

    Decide one decision of FILE and print its value as JSON; with --table, decide every row of a file.

    Exit code 1: an expression had no value (faults) or a rule was violated, so the answer is not to be trusted.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise DmnError("dmn.unreadable", place=Place(str(file)), reason=type(error).__name__) from None
    model = read_dmn(data, source=str(file))
    if table is not None or out is not None or row_by_row:
        if table is None or out is None or trace or given != "{}":
            raise RuleError("tables.option_missing")
        _keep_files((file, table), out)
        from kethop.cli.rules_table import decide_table  # noqa: PLC0415 - Arrow is loaded for tables only

        raise SystemExit(
            0 if decide_table(model, decision, table, out, row_by_row=row_by_row, language=language) else 1
        )
    result = decide(model, decision, _inputs(given))
    plain: dict[str, object] = {
        "decision": decision,
        "value": to_plain(result.value),
        "is_undetermined": result.is_undetermined,
        "faults": [fault.to_plain() for fault in result.faults],
        "violations": [violation.to_plain() for violation in result.violations],
    }
    if trace:
        plain["trace"] = result.trace.to_plain()
    click.echo(json_text(plain))
    raise SystemExit(1 if result.faults or result.violations else 0)


def _keep_files(read: Sequence[Path], out: Path) -> None:
    """Refuse to write over a file that is read, by whatever name."""
    for path in read:
        if path.exists() and out.exists() and path.samefile(out):
            raise RuleError("tables.out_is_input", place=Place(str(out)), name=str(path))


def _inputs(given: str) -> dict[str, object]:
    """Return the inputs of a JSON text, its numbers as decimals."""
    text, source = _text(given)
    try:
        inputs = json.loads(
            text, parse_float=_number, parse_int=_number, parse_constant=_no_constant, object_pairs_hook=_unique
        )
    except json.JSONDecodeError as error:
        raise DocumentError("document.not_json", place=Place(source, error.lineno), problem=error.msg) from None
    except RuleError as error:
        raise RuleError("rules.value_unreadable", place=Place(source), kind=error.fields["kind"]) from None
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


def _number(text: str) -> Decimal:
    try:
        return CONTEXT.plus(Decimal(text))
    except DecimalException:
        raise RuleError("rules.value_unreadable", kind=text[:80]) from None


class _KeyTwiceError(ValueError):
    """A JSON object names a key twice."""


def _whole(value: object) -> None:
    """Refuse half a surrogate pair in a text or in the texts of a list; objects have been through :func:`_unique`."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            whole_text(item)
        elif isinstance(item, list):
            _whole(item)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        whole_text(key)
        _whole(value)
        if key in found:
            raise _KeyTwiceError(key)
        found[key] = value
    return found


def _no_constant(name: str) -> None:
    raise json.JSONDecodeError(f"{name} is no number of JSON", name, 0)
