"""``kethop rules decide --table``: decide every row of a file."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import click
import numpy as np
import pyarrow as pa
from rich.console import Console
from rich.progress import Progress

from kethop.cli.tables_in import open_rows
from kethop.cli.tables_out import writing_rows
from kethop.errors import DocumentError, Place, RuleError
from kethop.rules import DmnModel
from kethop.rules.vectorised import Decided, OutputColumns, RowDecider, VectorTable, compile_table
from kethop.rules.vectorised.output_columns import violation_text
from kethop.rules.vectorised.texts import input_types
from kethop.vocabulary import Language

__all__ = ["decide_table"]

FORMATS = (".parquet", ".csv")


@dataclass(slots=True)
class _Count:
    """What the rows came to."""

    rows: int = 0
    unmatched: int = 0
    possible: int = 0
    null: int = 0
    violating: int = 0
    violations: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    def add(self, decided: Decided) -> None:
        """Count a batch."""
        counts = np.bincount(decided.numbers, minlength=0)
        for number in np.flatnonzero(counts).tolist():
            count = int(counts[number])
            outcome = decided.outcomes[number]
            self.unmatched += 0 if outcome.matched else count
            self.possible += count if outcome.possible else 0
            self.null += count if outcome.value is None else 0
            self.violating += count if outcome.violations else 0
            for text in {violation_text(violation) for violation in outcome.violations}:
                self.violations[text] += count
                row = self.rows + int(np.argmax(decided.numbers == number)) + 1
                self.first[text] = min(self.first.get(text, row), row)
        self.rows += len(decided.numbers)


def decide_table(
    model: DmnModel, decision: str, table: Path, out: Path, *, row_by_row: bool, language: Language
) -> bool:
    """Decide every row of ``table`` into ``out`` and print what they came to; return whether none violates anything.

    Raises
    ------
    KethopError
        A table that cannot be read, decided or written; nothing is left behind.
    """
    for path in (table, out):
        if path.suffix.lower() not in FORMATS:
            raise DocumentError("document.not_a_table", place=Place(str(path)), reason=path.suffix)
    decider = RowDecider(model, decision) if row_by_row else compile_table(model, decision)
    columns = OutputColumns.of_table(decider) if isinstance(decider, VectorTable) else _text_columns(decider)
    count = _Count()
    rows = open_rows(table, input_types(model, decider.decision))
    _check_names(rows.names, columns, table)
    with Progress(console=Console(stderr=True), transient=True) as progress, writing_rows(out) as write:
        task = progress.add_task(table.name, total=rows.total)
        for batch in rows.batches:
            decided = _decided(decider, batch, count.rows, table)
            schema = pa.schema([*batch.schema, *columns.schema])
            write(pa.RecordBatch.from_arrays([*batch.columns, *columns.arrays(decided)], schema=schema))
            count.add(decided)
            progress.advance(task, batch.num_rows)
    _print(count, out, language)
    return not count.violating


def _text_columns(decider: RowDecider) -> OutputColumns:
    table = decider.decision.table
    return OutputColumns.of_text(decider.decision.variable, [rule.id for rule in table.rules] if table else ())


def _check_names(names: tuple[str, ...], columns: OutputColumns, table: Path) -> None:
    taken = set(names) & set(columns.schema.names)
    if taken:
        raise RuleError("tables.name_taken", place=Place(str(table)), name=", ".join(sorted(taken))[:200])


def _decided(decider: VectorTable | RowDecider, batch: pa.RecordBatch, before: int, table: Path) -> Decided:
    """Return the outcomes of a batch; an error that names a row of the batch names the row of the file."""
    try:
        return decider.decide(batch)
    except RuleError as error:
        row = error.fields.get("row")
        place = Place(str(table), None, f"row {before + row}") if isinstance(row, int) else error.place
        raise RuleError(error.code, place=place or Place(str(table)), **error.fields) from None


def _print(count: _Count, out: Path, language: Language) -> None:
    words = _EN if language is Language.EN else _VI
    lines = [("rows", count.rows), ("unmatched", count.unmatched), ("null", count.null), ("possible", count.possible)]
    lines += [("violating", count.violating)]
    for name, number in lines:
        click.echo(f"{words[name]}: {number}")
    for text, number in sorted(count.violations.items()):
        click.echo(f"  {text}: {number} ({words['first']} {count.first[text]})")
    click.echo(f"{words['written']} {out}")


_VI = {
    "rows": "số dòng",
    "unmatched": "không khớp quy tắc nào",
    "null": "kết quả rỗng",
    "possible": "còn quy tắc có thể khớp vì thiếu dữ liệu",
    "violating": "có vi phạm, không nên tin kết quả",
    "first": "đầu tiên ở dòng",
    "written": "đã ghi",
}
_EN = {
    "rows": "rows",
    "unmatched": "matched no rule",
    "null": "answer is null",
    "possible": "more rules might match, data is missing",
    "violating": "violations, answer not to be trusted",
    "first": "first in row",
    "written": "written to",
}
