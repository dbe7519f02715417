"""A loaded pack, frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kethop.calendars import DayCalendar
from kethop.packs.bodies import Body
from kethop.packs.facts import FactDefinition
from kethop.packs.law import Instrument, Source
from kethop.packs.manifest import PackManifest
from kethop.rules import DmnModel
from kethop.vocabulary import LegalReference, Text

__all__ = ["Pack"]


@dataclass(frozen=True)
class Pack:
    """A jurisdiction as data.

    Parameters
    ----------
    manifest : PackManifest
        Identity and topics.
    folder : Path
        Where it was opened; ``folder / "layers"`` holds its layers.
    sha256 : str
        Hash over every file but the layers' data, which have hashes of their own.
    instruments, sources, facts, bodies, messages : Mapping
        By id.
    decisions : Mapping of str to DmnModel
        By file stem; the decision in it has the same name.
    calendar : DayCalendar
        Working days.
    """

    manifest: PackManifest
    folder: Path
    sha256: str
    instruments: Mapping[str, Instrument]
    sources: Mapping[str, Source]
    facts: Mapping[str, FactDefinition]
    bodies: Mapping[str, Body]
    messages: Mapping[str, Text]
    decisions: Mapping[str, DmnModel]
    calendar: DayCalendar

    def reference(self, key: str) -> LegalReference:
        """Return the provision cited as ``<instrument>#<provision>``.

        Raises
        ------
        KeyError
            The pack has no such provision.
        """
        instrument, _, provision = key.partition("#")
        return self.instruments[instrument].reference(provision, self.manifest.country)

    def references(self, keys: str | None) -> tuple[LegalReference, ...]:
        """Return the provisions of an annotation: keys parted by ``;``; none for an empty one."""
        return tuple(self.reference(key.strip()) for key in (keys or "").split(";") if key.strip())
