"""Decide rows with pySFeel: reads a table and rows as JSON from the first argument, a count of rows a line, answers as JSON.

pySFeel evaluates single expressions. The table around it is the plainest there is: rules from the top, cells from the left,
stop at the first cell that does not hold, answer the first rule whose cells all hold.
"""

import json
import sys
import time

import pySFeel


def main() -> None:
    """Answer each line of the standard input."""
    with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123 - runs on any Python, alone
        given = json.load(file)
    parser = pySFeel.SFeelParser()
    cells = [[None if cell == "-" else cell for cell in rule] for rule in given["feel"]]
    print("ready", flush=True)
    for line in sys.stdin:
        rows = given["rows"][: int(line)]
        start = time.perf_counter()
        rules = [decided(parser, cells, given["names"], row) for row in rows]
        print(json.dumps({"seconds": time.perf_counter() - start, "rules": rules}), flush=True)


def decided(parser: object, cells: list[list[str]], names: list[str], row: list[object]) -> int:
    """Return the number of the first rule that holds; 0 for none."""
    for name, value in zip(names, row, strict=True):
        parser.sFeelParse(f"{name} <- {literal(name, value)}")
    for number, rule in enumerate(cells, start=1):
        if all(cell is None or holds(parser, name, cell) for name, cell in zip(names, rule, strict=True)):
            return number
    return 0


def holds(parser: object, name: str, cell: str) -> bool:
    """Return whether a cell holds of the value of a name."""
    text = (
        f"{name} {cell}" if cell.startswith((">", "<")) else f"{name} in {cell}" if ".." in cell else f"{name} = {cell}"
    )
    status, value = parser.sFeelParse(text)
    if "errors" in status:
        raise ValueError(status)
    return value is True


def literal(name: str, value: object) -> str:
    """Return a value as FEEL text."""
    if name == "day":
        return f'@"{value}"'
    return json.dumps(value)


if __name__ == "__main__":
    main()
