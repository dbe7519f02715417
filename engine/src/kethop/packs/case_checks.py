"""Rule 8 of the pack check: worked cases exist, agree, and stand on both sides of every threshold of every act."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from kethop.errors import KethopError, PackError, Place
from kethop.packs.cases import CaseFile, case_facts, case_files, case_problems
from kethop.packs.facts import FactOrigin
from kethop.packs.pack import Pack
from kethop.packs.table_checks import table_of
from kethop.rules import DecisionTable, TableRule, evaluate, from_plain, parse_unary_tests, unary_cut_points

__all__ = ["case_checks"]


def case_checks(pack: Pack) -> Iterator[KethopError]:
    """Yield a problem for each table without cases, each case that differs and each threshold not tested."""
    files = case_files(pack)
    for name in sorted(files.keys() - pack.decisions.keys()):
        yield PackError("pack.cases_without_table", place=_place(pack, name), decision=name)
    for name in pack.decisions:
        file = files.get(name)
        if file is None or file.topic != name:
            yield PackError("pack.cases_missing", place=_place(pack, name), decision=name)
            continue
        yield from case_problems(pack, name, file)
        yield from _thresholds(pack, name, file)


def _place(pack: Pack, name: str) -> Place:
    return Place(f"{pack.folder.name}/cases/{name}.yaml")


def _thresholds(pack: Pack, name: str, file: CaseFile) -> Iterator[PackError]:
    table = table_of(pack, name)
    if table is None:
        return
    cases = [(case.law_date, case_facts(pack, case)) for case in file.cases]
    for column, clause in enumerate(table.inputs):
        for days, rules in _by_days(pack, table, column).items():
            cuts = {cut for text in {rule.inputs[column] for rule in rules} for cut in unary_cut_points(text)}
            held = _held(days, [day for day, _ in cases])
            values = [facts.get(clause.expression) for day, facts in cases if day in held]
            for cut in sorted(cuts, key=str):
                missing = _sides_missing(cut, values)
                if missing:
                    yield PackError(
                        "pack.threshold_untested",
                        place=_place(pack, name),
                        fact=clause.expression,
                        threshold=str(cut),
                        days=days,
                        missing=", ".join(missing),
                    )


def _by_days(pack: Pack, table: DecisionTable, column: int) -> dict[str, list[TableRule]]:
    """Return the rows by their days of law: a number of one act is not tested by a case under another."""
    origins = [pack.facts[clause.expression].origin for clause in table.inputs]
    law = origins.index(FactOrigin.LAW_DATE) if FactOrigin.LAW_DATE in origins else column
    rows: dict[str, list[TableRule]] = {}
    for rule in table.rules:
        rows.setdefault(rule.inputs[law] if law != column else "-", []).append(rule)
    return rows


def _held(cell: str, days: Iterable[date]) -> set[date]:
    """Return the days on which a cell holds."""
    tests = parse_unary_tests(cell)
    return {day for day in set(days) if evaluate(tests, {"?": from_plain(day)}).value is True}


def _sides_missing(cut: Decimal | date, values: Sequence[object]) -> list[str]:
    """Return which of below, at, above no case stands on; a day needs before, and on or after."""
    if isinstance(cut, Decimal):
        numbers = [value for value in values if isinstance(value, Decimal)]
        sides = {
            "below": any(value < cut for value in numbers),
            "at": cut in numbers,
            "above": any(value > cut for value in numbers),
        }
    else:
        days = [value for value in values if isinstance(value, date)]
        sides = {"before": any(day < cut for day in days), "on or after": any(day >= cut for day in days)}
    return [side for side, is_tested in sides.items() if not is_tested]
