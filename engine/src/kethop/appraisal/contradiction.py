"""Compare what is declared with what can be measured; a contradiction makes the fact unknown."""

from decimal import Decimal

from kethop.appraisal.fact_book import Fact
from kethop.appraisal.measuring import measured
from kethop.appraisal.surroundings import Surroundings
from kethop.appraisal.unknown_reason import UnknownReason
from kethop.packs import FactDefinition, FactValue
from kethop.vocabulary import Language, Text

__all__ = ["declared_fact"]

TOLERANCE = Decimal("0.01")  # of the measured number: a drawn line and a stated length never agree to the metre


def declared_fact(name: str, definition: FactDefinition, value: FactValue, around: Surroundings) -> Fact:
    """Return a declared fact: known, not declared, or contradicted by its measure.

    Parameters
    ----------
    name, definition : str, FactDefinition
        The fact; ``checked_by`` names its measure.
    value : FactValue
        What the file says.
    around : Surroundings
        The site.
    """
    if value is None:
        return Fact(name, definition, None, UnknownReason.NOT_DECLARED)
    if definition.checked_by is not None:
        found, _, _ = measured(definition.checked_by, definition, around)
        if _contradicts(value, found):
            return Fact(name, definition, None, UnknownReason.CONTRADICTED, _both(name, definition, value, found))
    return Fact(name, definition, value)


def _contradicts(declared: FactValue, found: FactValue) -> bool:
    """Return whether a number is off by more than the tolerance, or a "no" meets a "yes"; what is unknown contradicts not."""
    if isinstance(declared, bool):
        return found is True and not declared
    if isinstance(declared, Decimal) and isinstance(found, Decimal):
        return abs(declared - found) > TOLERANCE * abs(found)
    return False


def _both(name: str, definition: FactDefinition, declared: FactValue, found: FactValue) -> Text:
    said, seen = Fact(name, definition, declared), Fact(name, definition, found)
    words = {language: (said.shown(language), seen.shown(language)) for language in Language}
    return Text(
        vi="khai {} / đo được {}".format(*words[Language.VI]),
        en="declared {} / measured {}".format(*words[Language.EN]),
    )
