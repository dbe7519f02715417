"""Every fact of a case with its value, or with the reason why it is not known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kethop.appraisal.unknown_reason import UnknownReason
from kethop.packs import FactDefinition, FactType, FactValue
from kethop.vocabulary import Language, Quantity, Text, format_date, format_quantity

__all__ = ["NOTHING", "Fact", "FactBook"]

NOTHING = Text(vi="–", en="–")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the case.

    Parameters
    ----------
    name : str
        Its name in the pack.
    definition : FactDefinition
        What it is.
    value : FactValue
        The value; None when unknown.
    reason : UnknownReason or None
        Why it is unknown; None when it is known.
    detail : Text
        What the reason is about: a layer, the facts that are missing.
    depends_on : tuple of str
        Unknown facts that leave a derived one open.
    """

    name: str
    definition: FactDefinition
    value: FactValue
    reason: UnknownReason | None = None
    detail: Text = NOTHING
    depends_on: tuple[str, ...] = ()

    def shown(self, language: Language) -> str:
        """Return the value as an officer reads it; "not known" when there is none."""
        vietnamese = language is Language.VI
        value, fact = self.value, self.definition
        if value is None:
            return "chưa biết" if vietnamese else "not known"
        if isinstance(value, bool):
            return ("có" if value else "không") if vietnamese else ("yes" if value else "no")
        if isinstance(value, Decimal) and fact.unit is not None:
            return format_quantity(Quantity(value=value, unit=fact.unit), language)
        if isinstance(value, date):
            return format_date(value, language)
        if fact.type is FactType.CHOICE and fact.options and str(value) in fact.options:
            return fact.options[str(value)].in_language(language)
        return str(value)


@dataclass
class FactBook:
    """The facts of a case, by name."""

    facts: dict[str, Fact] = field(default_factory=dict)

    def add(self, fact: Fact) -> None:
        """Enter a fact; a name is entered once."""
        self.facts[fact.name] = fact

    def __getitem__(self, name: str) -> Fact:
        return self.facts[name]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def values(self) -> Mapping[str, FactValue]:
        """Return the values as tables take them."""
        return {name: fact.value for name, fact in self.facts.items()}

    def fill(self, template: Text, *, unknown: Text | None = None) -> Text:
        """Return a sentence with ``{fact}`` replaced by the values; ``unknown`` stands for those that have none."""
        vi, en = (
            _Shown(self.facts, language, unknown.in_language(language) if unknown else None) for language in Language
        )
        return Text(vi=template.vi.format_map(vi), en=template.en.format_map(en))


class _Shown(dict[str, str]):
    """Values in words, made when a sentence asks for them."""

    def __init__(self, facts: Mapping[str, Fact], language: Language, unknown: str | None) -> None:
        super().__init__()
        self._facts, self._language, self._unknown = facts, language, unknown

    def __missing__(self, name: str) -> str:
        fact = self._facts[name]
        return self._unknown if self._unknown and fact.value is None else fact.shown(self._language)
