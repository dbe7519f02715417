"""The use case: one filing, one pack, one store of layers, one day of law."""

from collections.abc import Sequence
from datetime import date

from kethop import __version__
from kethop.appraisal.contradiction import declared_fact
from kethop.appraisal.declared import declared_facts
from kethop.appraisal.fact_book import NOTHING, Fact, FactBook
from kethop.appraisal.filing import Filing
from kethop.appraisal.finding import RowsOfFinding, findings_of
from kethop.appraisal.height import measure_height
from kethop.appraisal.inquiry import inquiries_of
from kethop.appraisal.measuring import measure_facts
from kethop.appraisal.places import ProvinceName, find_places
from kethop.appraisal.recording import layer_uses, plain_facts, plain_traces, site_record
from kethop.appraisal.records import PackUse, ScreeningRun
from kethop.appraisal.siting import located_site
from kethop.appraisal.surroundings import Surroundings
from kethop.appraisal.unknown_reason import UnknownReason
from kethop.appraisal.unknowns import unknown_facts, unknown_rules
from kethop.packs import Derivation, FactOrigin, FactValue, Pack, TopicAnswer, decide_topic, derive_facts
from kethop.spatial import LayerStore
from kethop.vocabulary import Outcome, Text

__all__ = ["appraise"]

_ORDER = (Outcome.HIT, Outcome.UNKNOWN, Outcome.CLEAR)


def appraise(filing: Filing, *, pack: Pack, layers: LayerStore, as_of: date | None = None) -> ScreeningRun:
    """Return what a proposal touches, whom to ask by which day, and what is not known.

    Parameters
    ----------
    filing : Filing
        Proposal and site as filed.
    pack : Pack
        The jurisdiction.
    layers : LayerStore
        Layers that the reader may know of.
    as_of : date or None
        Judge as if submitted on this day; the day of submission when None.

    Returns
    -------
    ScreeningRun
        Findings (hits first), inquiries, what is unknown, and everything needed for a replay. The same arguments give
        the same value.

    Raises
    ------
    KethopError
        The filing contradicts itself or the pack, or its site cannot be read. A layer that cannot be read is no error:
        what depends on it is unknown.
    """
    proposal = filing.proposal
    law_date = as_of or proposal.submitted
    asked_on = proposal.asked_on if proposal.asked_on and proposal.asked_on >= law_date else law_date
    declared = declared_facts(proposal, pack, filing.document)
    units = proposal.site.units if proposal.site else ()
    located = located_site(filing, pack, layers, law_date)
    site = located.site if located else None
    places = find_places(site, units, pack, layers, law_date) if site else None
    height = measure_height(proposal, site, pack, layers, law_date) if site else None
    around = Surroundings(proposal, site, places, height, layers, law_date, pack.manifest.layers)
    book = FactBook()
    _enter_declared(pack, declared, around, book)
    measure_facts(pack, around, book)
    derivations = derive_facts(pack, book.values())
    _enter_derived(pack, derivations, book)
    answers = [decide_topic(pack, topic.id, book.values()) for topic in pack.manifest.topics]
    provinces = places.provinces if places else ()
    found = _findings(pack, answers, book, height.topic_notes if height else (), provinces)
    inquiries = inquiries_of(pack, found, provinces, submitted=law_date, asked_on=asked_on)
    findings = sorted((item.finding for item in found), key=lambda item: _ORDER.index(item.outcome))
    return ScreeningRun(
        format="kethop-run/1",
        engine_version=__version__,
        law_date=law_date,
        asked_on=asked_on,
        is_asked_on_assumed=proposal.asked_on != asked_on,
        is_illustrative=proposal.is_illustrative,
        title=Text(vi=proposal.title, en=proposal.title_en or proposal.title),
        proponent=proposal.proponent,
        pack=PackUse(
            id=pack.manifest.id,
            version=pack.manifest.version,
            sha256=pack.sha256,
            is_illustrative=pack.manifest.is_illustrative,
        ),
        layers=layer_uses(around),
        site=site_record(located.site, places, located.checks(places)) if located and places else None,
        surfaces=height.records[0] if height else None,
        other_surfaces=height.records[1:] if height else (),
        findings=tuple(findings),
        inquiries=inquiries,
        unknown=(*unknown_facts(findings, book), *unknown_rules(findings, inquiries)),
        facts=plain_facts(book),
        input=filing.record(),
        trace=plain_traces(derivations, answers),
    )


def _enter_declared(pack: Pack, declared: dict[str, FactValue], around: Surroundings, book: FactBook) -> None:
    for name, fact in pack.facts.items():
        if fact.origin is FactOrigin.LAW_DATE:
            book.add(Fact(name, fact, around.on))
        elif fact.origin is FactOrigin.DECLARED:
            book.add(declared_fact(name, fact, declared.get(name), around))


def _enter_derived(pack: Pack, derivations: Sequence[Derivation], book: FactBook) -> None:
    for item in derivations:
        reason = UnknownReason.UNDETERMINED if item.value is None else None
        labels = [pack.facts[name].label for name in item.missing] or [NOTHING]
        detail = Text(vi=", ".join(label.vi for label in labels), en=", ".join(label.en for label in labels))
        book.add(Fact(item.fact, pack.facts[item.fact], item.value, reason, detail, item.missing))


def _findings(
    pack: Pack,
    answers: Sequence[TopicAnswer],
    book: FactBook,
    height_notes: Sequence[Text],
    provinces: Sequence[ProvinceName],
) -> list[RowsOfFinding]:
    found: list[RowsOfFinding] = []
    for topic, answer in zip(pack.manifest.topics, answers, strict=True):
        found += findings_of(pack, topic, answer, book, notes=height_notes, provinces=provinces)
    return found
