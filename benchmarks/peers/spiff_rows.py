"""Decide rows with SpiffWorkflow's DMN engine: as pysfeel_rows.py, with the same lines in and out.

Its cells are Python, so the table comes rewritten; its UNIQUE stops at the first rule that holds, which is FIRST.
"""

import datetime as dt
import json
import sys
import time
from types import SimpleNamespace

from lxml import etree
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.dmn.parser.DMNParser import DMNParser

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def main() -> None:
    """Answer each line of the standard input."""
    with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123 - runs on any Python, alone
        given = json.load(file)
    engine = DMNEngine(table(given["names"], given["python"]))
    scripts = PythonScriptEngine(TaskDataEnvironment({"date": dt.date}))
    workflow = SimpleNamespace(script_engine=scripts)
    rows = [dict(zip(given["names"], row, strict=True)) for row in given["rows"]]
    for row in rows:
        row["day"] = dt.date.fromisoformat(row["day"])
    print("ready", flush=True)
    for line in sys.stdin:
        tasks = [SimpleNamespace(data=dict(row), workflow=workflow) for row in rows[: int(line)]]
        start = time.perf_counter()
        found = [engine.decide(task) for task in tasks]
        seconds = time.perf_counter() - start
        print(
            json.dumps({"seconds": seconds, "rules": [rules[0].row_number if rules else 0 for rules in found]}),
            flush=True,
        )


def tag(name: str) -> str:
    """Return the name of a DMN element."""
    return f"{{{NAMESPACE}}}{name}"


def table(names: list[str], rules: list[list[str]]) -> object:
    """Return the table as SpiffWorkflow reads it from a DMN file."""
    root = etree.Element(tag("definitions"), nsmap={None: NAMESPACE})
    decision = etree.SubElement(root, tag("decision"), id="d", name="d")
    made = etree.SubElement(decision, tag("decisionTable"), id="t", hitPolicy="UNIQUE")
    for name in names:
        clause = etree.SubElement(made, tag("input"), id=f"i_{name}", label=name)
        text(etree.SubElement(clause, tag("inputExpression"), id=f"e_{name}", typeRef="string"), name)
    etree.SubElement(made, tag("output"), id="o", name="o", label="o", typeRef="number")
    for number, rule in enumerate(rules, start=1):
        row = etree.SubElement(made, tag("rule"), id=f"r{number}")
        for cell in rule:
            text(etree.SubElement(row, tag("inputEntry"), id="x"), cell)
        text(etree.SubElement(row, tag("outputEntry"), id="y"), str(number))
    parser = DMNParser(None, root, {"dmn": NAMESPACE})
    parser.parse()
    return parser.decision.decisionTables[0]


def text(element: object, value: str) -> None:
    """Put a text into an element."""
    etree.SubElement(element, tag("text")).text = value


if __name__ == "__main__":
    main()
