"""The forms of an office: plain values in, a paper out, set as PDF or Word like the report.

F1 asks a body, F2 urges it, F3 is its answer, F4 asks to complete a file, F5 is the table of opinions, F6 the report as the office
wrote it, F7 the submission, F8 the notice of the result, F9 the decision, F11 the annex of map and coordinates. All are in
Vietnamese.

References
----------
.. [1] Decree 30/2020/NĐ-CP, Appendix I and III.
"""

from kethop.reporting.letters.heading import Head
from kethop.reporting.letters.reading import AnyForm, form_of, paper_of

__all__ = ["AnyForm", "Head", "form_of", "paper_of"]
