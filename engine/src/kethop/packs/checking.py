"""Does a pack hold together? Every problem, with file and line.

The rules, numbered as in docs/reference/pack-format.md:

1. the engine is the one that the pack needs;
2. instruments: sources exist, provisions lie within their instrument's days, successors are known or named by symbol;
3. facts: one is the day of the law; surfaces and derived decisions are there; every fact is asked or shown somewhere; every
   layer that is asked has a name, and every name a layer that is asked;
4. sentences name facts only; bodies' other names have sources; every sentence and every body is used;
5. topics: each has a table, each table a topic or a derived fact;
6. tables: inputs are facts with the right type, outputs and annotations are the known ones (``table_checks``);
7. rows: cells hold known words, cite provisions, and do not apply outside the days of what they cite (``row_checks``);
8. cases: each table has them, they agree, and every threshold is tested below, at and above (``case_checks``).
"""

import string
from collections.abc import Iterator

from pydantic import ValidationError

from kethop import __version__
from kethop.errors import CollectedError, KethopError, PackError, Place
from kethop.packs.case_checks import case_checks
from kethop.packs.facts import SURFACE_MEASURES, FactOrigin
from kethop.packs.law import Instrument
from kethop.packs.pack import Pack
from kethop.packs.problem_lines import with_lines
from kethop.packs.row_checks import row_checks
from kethop.packs.table_checks import table_checks, table_of

__all__ = ["check_pack"]


def check_pack(pack: Pack) -> tuple[KethopError, ...]:
    """Return every problem of a loaded pack; none when it holds together.

    Parameters
    ----------
    pack : Pack
        A pack whose files could all be read.

    Returns
    -------
    tuple of KethopError
        ``PackError`` with a place, in the order of the rules above.
    """
    problems: list[KethopError] = [
        *_engine(pack),
        *_law(pack),
        *_facts(pack),
        *_layers(pack),
        *_sentences(pack),
        *_bodies(pack),
        *_topics(pack),
    ]
    if not problems:
        problems += [*table_checks(pack)]
    if not problems:
        problems += [*row_checks(pack), *_unused(pack)]
    if not problems:
        try:
            problems += case_checks(pack)
        except CollectedError as error:
            problems += error.errors
        except KethopError as error:
            problems.append(error)
    return with_lines(pack.folder, problems)


def _place(pack: Pack, name: str, path: str = "") -> Place:
    return Place(f"{pack.folder.name}/{name}", path=path)


def _engine(pack: Pack) -> Iterator[PackError]:
    running = ".".join(__version__.split(".")[:2])
    if pack.manifest.requires_engine != running:
        wanted = pack.manifest.requires_engine
        yield PackError("pack.engine_version", place=_place(pack, "pack.yaml"), wanted=wanted, running=running)


def _law(pack: Pack) -> Iterator[PackError]:
    symbols = {instrument.symbol for instrument in pack.instruments.values()}
    for name, instrument in pack.instruments.items():
        place = _place(pack, f"law/{name}.yaml")
        if not instrument.dates_trust.is_usable:
            yield PackError("pack.dates_not_read", place=place, trust=instrument.dates_trust)
        for source in sorted({instrument.dates_source, *(item.source for item in instrument.provisions.values())}):
            if source not in pack.sources:
                yield PackError("pack.source_unknown", place=place, source=source)
        for later in (*instrument.amended_by, *instrument.succeeded_by):
            if later not in pack.instruments and later not in symbols and "/" not in later:
                yield PackError("pack.instrument_unknown", place=place, instrument=later)
        yield from _provisions(pack, name, instrument)


def _provisions(pack: Pack, name: str, instrument: Instrument) -> Iterator[PackError]:
    for key, provision in instrument.provisions.items():
        place = _place(pack, f"law/{name}.yaml", f"provisions.{key}")
        if provision.period and not provision.period.within(instrument.period):
            yield PackError("pack.provision_outside_instrument", place=place, provision=key)
        try:
            instrument.reference(key, pack.manifest.country)
        except ValidationError as error:
            yield PackError("pack.provision_wrong", place=place, provision=key, problem=error.errors()[0]["msg"])


def _facts(pack: Pack) -> Iterator[PackError]:
    place = _place(pack, "facts.yaml")
    days = [name for name, fact in pack.facts.items() if fact.origin is FactOrigin.LAW_DATE]
    if len(days) != 1:
        yield PackError("pack.law_date_fact", place=place, count=len(days))
    for name, fact in pack.facts.items():
        if fact.decision is not None and fact.decision not in pack.decisions:
            path = _place(pack, "facts.yaml", name)
            yield PackError("pack.decision_missing", place=path, decision=fact.decision)
        if fact.measure in SURFACE_MEASURES and pack.manifest.surfaces is None:
            yield PackError("pack.surfaces_missing", place=_place(pack, "facts.yaml", name), fact=name)


def _layers(pack: Pack) -> Iterator[PackError]:
    settings = pack.manifest
    asked = {settings.map.provinces, settings.map.communes}
    asked |= {fact.layer for fact in pack.facts.values() if fact.layer is not None}
    asked |= {settings.surfaces.layer} if settings.surfaces else set()
    for layer in sorted(asked - settings.layers.keys()):
        yield PackError("pack.layer_unnamed", place=_place(pack, "pack.yaml", "layers"), layer=layer)
    for layer in sorted(settings.layers.keys() - asked):
        yield PackError("pack.layer_unused", place=_place(pack, "pack.yaml", f"layers.{layer}"), layer=layer)


def _sentences(pack: Pack) -> Iterator[PackError]:
    for slug, text in pack.messages.items():
        for wording in (text.vi, text.en):
            try:
                fields = {field for _, field, _, _ in string.Formatter().parse(wording) if field is not None}
            except ValueError as error:
                place = _place(pack, "messages.yaml", slug)
                yield PackError("pack.message_braces", place=place, message=slug, problem=str(error))
                continue
            for field in sorted(fields - pack.facts.keys()):
                place = _place(pack, "messages.yaml", slug)
                yield PackError("pack.message_fact_unknown", place=place, message=slug, fact=field)


def _bodies(pack: Pack) -> Iterator[PackError]:
    for slug, body in pack.bodies.items():
        for variant in body.variants:
            if variant.source not in pack.sources:
                yield PackError("pack.source_unknown", place=_place(pack, "bodies.yaml", slug), source=variant.source)


def _topics(pack: Pack) -> Iterator[PackError]:
    topics = [topic.id for topic in pack.manifest.topics]
    derived = {fact.decision for fact in pack.facts.values() if fact.origin is FactOrigin.DERIVED}
    for topic in dict.fromkeys(topics):
        if topics.count(topic) > 1:
            yield PackError("pack.topic_twice", place=_place(pack, "pack.yaml"), topic=topic)
        if topic not in pack.decisions:
            yield PackError("pack.decision_missing", place=_place(pack, "pack.yaml"), decision=topic)
    for name in pack.decisions:
        if name not in topics and name not in derived:
            yield PackError("pack.decision_unused", place=_place(pack, f"decisions/{name}.dmn"), decision=name)


def _unused(pack: Pack) -> Iterator[PackError]:
    """Name sentences, bodies and facts that no table uses: dead data is a misspelt name or a forgotten row."""
    tables = [table for table in (table_of(pack, name) for name in pack.decisions) if table]
    cells = {text.strip().strip('"') for table in tables for rule in table.rules for text in rule.outputs}
    asked = {clause.expression for table in tables for clause in table.inputs}
    shown = {
        field
        for text in pack.messages.values()
        for _, field, _, _ in string.Formatter().parse(text.vi + text.en)
        if field is not None
    }
    for slug in sorted(pack.messages.keys() - cells):
        yield PackError("pack.message_unused", place=_place(pack, "messages.yaml", slug), message=slug)
    for slug in sorted(pack.bodies.keys() - cells):
        yield PackError("pack.body_unused", place=_place(pack, "bodies.yaml", slug), body=slug)
    for name in sorted(pack.facts.keys() - asked - shown):
        yield PackError("pack.fact_unused", place=_place(pack, "facts.yaml", name), fact=name)
