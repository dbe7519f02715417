"""Decision rules: DMN files read, their FEEL evaluated, and every answer explained.

This layer turns bytes and values into values. It opens no file, reaches no network, reads no clock and no environment; it
knows nothing of packs, places, calendars or cases. An answer that DMN cannot give is null with a diagnostic, never a guess;
only a file that is broken or hostile, a text that does not parse, or an evaluation beyond what is followed, raises.
"""

from kethop.rules.cut_points import unary_cut_points
from kethop.rules.decisions import DecisionResult, decide, decide_service
from kethop.rules.dmn.expressions import DecisionTable, InputClause, OutputClause, TableRule
from kethop.rules.dmn.model import Decision, DmnModel, InputData
from kethop.rules.dmn.reading import imported_namespaces, read_dmn
from kethop.rules.dmn.xml import parse_xml
from kethop.rules.expressions import evaluate
from kethop.rules.feel.evaluation import Evaluation
from kethop.rules.feel.faults import Diagnostic
from kethop.rules.feel.names import Names
from kethop.rules.feel.parsing import parse_expression, parse_unary_tests
from kethop.rules.feel.values import Value
from kethop.rules.plain import from_plain, json_text, to_plain
from kethop.rules.preparation import find_faults
from kethop.rules.trace import CellTrace, ClauseTrace, DecisionTrace, RuleStatus, RuleTrace, TableTrace

__all__ = [
    "CellTrace",
    "ClauseTrace",
    "Decision",
    "DecisionResult",
    "DecisionTable",
    "DecisionTrace",
    "Diagnostic",
    "DmnModel",
    "Evaluation",
    "InputClause",
    "InputData",
    "Names",
    "OutputClause",
    "RuleStatus",
    "RuleTrace",
    "TableRule",
    "TableTrace",
    "Value",
    "decide",
    "decide_service",
    "evaluate",
    "find_faults",
    "from_plain",
    "imported_namespaces",
    "json_text",
    "parse_expression",
    "parse_unary_tests",
    "parse_xml",
    "read_dmn",
    "to_plain",
    "unary_cut_points",
]
