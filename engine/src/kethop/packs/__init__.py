"""Load, check and pin a jurisdiction pack: law, facts, bodies, tables and calendar as data.

A pack holds no code. This layer opens a folder, lets each reader below do its part, and returns one frozen ``Pack``; it
knows no jurisdiction by name and decides one topic at a time, without maps and without wording.
"""

from kethop.packs.answers import Derivation, RowAnswer, TopicAnswer
from kethop.packs.bodies import Body, BodyVariant
from kethop.packs.checking import check_pack
from kethop.packs.deciding import decide_topic, missing_facts
from kethop.packs.deriving import derive_facts
from kethop.packs.facts import SURFACE_MEASURES, FactDefinition, FactOrigin, FactType, FactValue, Measure
from kethop.packs.law import Instrument, Provision
from kethop.packs.loading import load_pack
from kethop.packs.manifest import PackManifest, Topic
from kethop.packs.pack import Pack

__all__ = [
    "SURFACE_MEASURES",
    "Body",
    "BodyVariant",
    "Derivation",
    "FactDefinition",
    "FactOrigin",
    "FactType",
    "FactValue",
    "Instrument",
    "Measure",
    "Pack",
    "PackManifest",
    "Provision",
    "RowAnswer",
    "Topic",
    "TopicAnswer",
    "check_pack",
    "decide_topic",
    "derive_facts",
    "load_pack",
    "missing_facts",
]
