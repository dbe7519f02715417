"""Decision tables over columns: millions of rows a second, each with the rules that matched and why.

Whatever a rule says of a value is asked of the interpreter, once for each class of values that the table cannot tell apart.
So the answers are the interpreter's by construction; only which class a value belongs to is computed on whole columns.
"""

from kethop.rules.vectorised.compiling import VectorTable, compile_table
from kethop.rules.vectorised.decided import Decided, Outcome
from kethop.rules.vectorised.output_columns import OutputColumns
from kethop.rules.vectorised.rows import RowDecider

__all__ = ["Decided", "Outcome", "OutputColumns", "RowDecider", "VectorTable", "compile_table"]
