"""The words that every room shares: legal references, periods, quantities, bilingual text, levels, outcomes.

Values only: nothing here reads a file, knows a jurisdiction or decides anything.
"""

from kethop.vocabulary.classification import ClassificationLevel
from kethop.vocabulary.finding import Outcome, Role, Silence
from kethop.vocabulary.formatting import format_date, format_number, format_quantity
from kethop.vocabulary.instrument_kind import InstrumentKind
from kethop.vocabulary.legal_reference import LegalReference
from kethop.vocabulary.period import Period
from kethop.vocabulary.quantity import Quantity, Unit
from kethop.vocabulary.text import Language, Text
from kethop.vocabulary.trust import TrustMark

__all__ = [
    "ClassificationLevel",
    "InstrumentKind",
    "Language",
    "LegalReference",
    "Outcome",
    "Period",
    "Quantity",
    "Role",
    "Silence",
    "Text",
    "TrustMark",
    "Unit",
    "format_date",
    "format_number",
    "format_quantity",
]
