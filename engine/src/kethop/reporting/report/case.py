"""What the parts of a report share: the run, its filing, the office's settings, the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kethop.appraisal import Filing, ScreeningRun, run_bytes
from kethop.documents import sha256_hex
from kethop.packs import Pack
from kethop.reporting.report.labels import label
from kethop.reporting.report.paper_dates import day_on_paper
from kethop.reporting.report.settings import ReportSettings
from kethop.spatial import LayerStore
from kethop.vocabulary import ClassificationLevel, Language, Outcome, Text, format_number

__all__ = ["Case", "lower_first", "upper_first"]


_COMMON_NOUNS = {
    Language.VI: ("Cơ quan ", "Chủ đầu tư", "Ban quản lý khu", "Đồn biên phòng"),
    Language.EN: (
        "Lead ", "Investment registration", "Local ", "Building-permit", "Proponent", "Border post", "Industrial-zone",
        "State appraisal",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One run to be printed.

    Parameters
    ----------
    run : ScreeningRun
        The run; what the report says comes from it.
    filing : Filing
        Proposal and site as filed.
    settings : ReportSettings
        The office's own part.
    language : Language
        Language of the report.
    pack : Pack or None
        The pack that was used, when it is at hand with the same hash: it names facts, subjects of instruments and layers.
    layers : LayerStore or None
        Layers at hand; one that is not the run's own, by its hash, is not used.
    is_reproduced : bool
        Whether the run was made just now, or a replay gave it again; a report of any other one says so and stays a draft.
    """

    run: ScreeningRun
    filing: Filing
    settings: ReportSettings
    language: Language
    pack: Pack | None = None
    layers: LayerStore | None = None
    is_reproduced: bool = False

    def say(self, text: Text) -> str:
        """Return a text in the language of the report."""
        return text.in_language(self.language)

    def label(self, word: str, **fields: str | int) -> str:
        """Return a label with its fields."""
        return label(word, self.language).format_map(fields) if fields else label(word, self.language)

    def day(self, day: date) -> str:
        """Return a day as documents write it."""
        return day_on_paper(day, self.language)

    def number(self, value: Decimal | int, decimals: int = 2) -> str:
        """Return a number as the language writes it."""
        return format_number(value, self.language, decimals=decimals)

    def body(self, label: Text) -> str:
        """Return a body's name for the middle of a sentence: "cơ quan …" is a common noun, "Bộ …" a name."""
        text = self.say(label)
        return lower_first(text) if text.startswith(_COMMON_NOUNS[self.language]) else text

    def counts(self) -> Mapping[str, int]:
        """Return the number of findings by outcome, under the outcome's name."""
        return {str(name): sum(item.outcome is name for item in self.run.findings) for name in Outcome}

    def layer_name(self, layer: str) -> str:
        """Return how a layer is called, by its sidecar, else by the pack; its id where the pack is not at hand."""
        sidecar = self.layers.sidecar(layer) if self.layers and self.is_own_layer(layer) else None
        if sidecar:
            return self.say(sidecar.label)
        named = self.pack.manifest.layers.get(layer) if self.pack else None
        return self.say(named) if named else f"“{layer}”"

    def is_own_layer(self, layer: str) -> bool:
        """Return whether the layer at hand is, byte for byte, the one that the run was judged by."""
        used = next((item for item in self.run.layers if item.id == layer), None)
        has_hash = used is not None and used.sha256 is not None
        return has_hash and self.layers is not None and used is not None and self.layers.sha256(layer) == used.sha256

    def may_be_drawn(self, layer: str) -> bool:
        """Return whether a layer is the run's own and open: nothing else is ever drawn."""
        used = next((item for item in self.run.layers if item.id == layer), None)
        is_open = used is not None and used.classification is ClassificationLevel.OPEN
        return is_open and self.is_own_layer(layer)

    def run_sha256(self) -> str:
        """Return the hash of the run's canonical bytes, the name by which it is known."""
        return sha256_hex(run_bytes(self.run))


def lower_first(text: str) -> str:
    """Return a text with its first letter small, for the middle of a sentence; one that begins with an acronym stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Return a text with its first letter large, for the start of a sentence."""
    return text[:1].upper() + text[1:]
