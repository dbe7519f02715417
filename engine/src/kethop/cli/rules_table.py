"""``kethop rules decide --table``: decide every row of a file."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
import numpy as np
import pyarrow as pa
from rich.console import Console
from rich.progress import Progress

from kethop.cli.tables_in import open_rows
from kethop.cli.tables_out import writing_rows
from kethop.errors import Place, RuleError
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
    undetermined: int = 0
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
            self.undetermined += count if outcome.is_undetermined else 0
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
    for path, code in ((table, "tables.format_unread"), (out, "tables.format_unwritten")):
        if path.suffix.lower() not in FORMATS:
            raise RuleError(code, place=Place(str(path)), suffix=path.suffix)
    decider = RowDecider(model, decision) if row_by_row else compile_table(model, decision)
    columns = OutputColumns.of_table(decider) if isinstance(decider, VectorTable) else _text_columns(decider)
    count = _Count()
    rows = open_rows(table, input_types(model, decider.decision))
    _check_names(rows.names, columns, table)
    progress = Progress(console=Console(stderr=True), transient=True)
    with progress, writing_rows(out) as write, _placed(table, count, language):
        task = progress.add_task(table.name, total=rows.total)
        for filed, batch in rows.batches:
            decided = decider.decide(batch)
            schema = pa.schema([*filed.schema, *columns.schema])
            write(pa.RecordBatch.from_arrays([*filed.columns, *columns.arrays(decided)], schema=schema))
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


@contextmanager
def _placed(table: Path, count: _Count, language: Language) -> Iterator[None]:
    """Have an error that names a row of a batch name the table and the row in it."""
    try:
        yield
    except RuleError as error:
        row = error.fields.get("row")
        if not isinstance(row, int):
            raise RuleError(error.code, place=error.place or Place(str(table)), **error.fields) from None
        source = f"{table}, {error.place}" if error.place else str(table)
        place = Place(source, None, f"{_words(language)['row']} {count.rows + row}")
        raise RuleError(error.code, place=place, **{**error.fields, "row": count.rows + row}) from None


def _words(language: Language) -> Mapping[str, str]:
    return _EN if language is Language.EN else _VI


def _print(count: _Count, out: Path, language: Language) -> None:
    words = _words(language)
    lines = [
        ("rows", count.rows),
        ("unmatched", count.unmatched),
        ("null", count.null),
        ("undetermined", count.undetermined),
    ]
    lines += [("violating", count.violating)]
    for name, number in lines:
        click.echo(f"{words[name]}: {number}")
    for text, number in sorted(count.violations.items()):
        click.echo(f"  {text}: {number} ({words['first']} {count.first[text]})")
    click.echo(f"{words['written']} {out}")


_VI = {
    "row": "dòng",
    "rows": "số dòng",
    "unmatched": "không khớp quy tắc nào",
    "null": "kết quả rỗng",
    "undetermined": "chưa chắc, còn quy tắc có thể khớp vì thiếu dữ liệu",
    "violating": "có vi phạm, không nên tin kết quả",
    "first": "đầu tiên ở dòng",
    "written": "đã ghi",
}
_EN = {
    "row": "row",
    "rows": "rows",
    "unmatched": "matched no rule",
    "null": "answer is null",
    "undetermined": "undetermined, more rules might match as data is missing",
    "violating": "violations, answer not to be trusted",
    "first": "first in row",
    "written": "written to",
}
