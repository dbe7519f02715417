"""A law that must always hold: not knowing something never makes an answer clear."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from kethop.packs import FactOrigin, FactValue, Pack, TopicAnswer, decide_topic
from kethop.vocabulary import Outcome

# Every threshold of the template pack, its neighbours, and values far from them.
VALUES: Mapping[str, st.SearchStrategy[FactValue]] = {
    "law_date": st.sampled_from(
        [date(*day) for day in ((2019, 12, 31), (2020, 1, 1), (2021, 2, 28), (2021, 3, 1), (2026, 6, 30), (2026, 7, 1))]
    )
    | st.dates(date(2019, 1, 1), date(2028, 1, 1)),
    "kind": st.sampled_from(["plan", "works"]),
    "handles_fuel": st.booleans(),
    "worker_count": st.sampled_from([0, 49, 50, 51, 199, 200, 201, 10_000]).map(Decimal),
    "start_of_works": st.dates(date(2026, 12, 30), date(2027, 1, 3)),
    "night_works": st.booleans(),
    "site_area": st.sampled_from(["0.1", "4.99", "5", "19.99", "20", "400"]).map(Decimal),
    "height": st.sampled_from(["0", "29.99", "30", "44.99", "45", "300"]).map(Decimal),
    "province_count": st.sampled_from([1, 2]).map(Decimal),
    "in_protected_zone": st.booleans(),
    "distance_to_zone": st.sampled_from(["0", "499.99", "500", "500.01", "90000"]).map(Decimal),
    "in_quiet_zone": st.booleans(),
}
ASKED = sorted(VALUES.keys() - {"law_date"})
WithDerived = Callable[[Pack, Mapping[str, FactValue]], dict[str, FactValue]]


def _is_clear(answer: TopicAnswer) -> bool:
    return bool(answer.rows) and all(row.is_certain and row.outcome is Outcome.CLEAR for row in answer.rows)


def _without(facts: Mapping[str, FactValue], hidden: set[str]) -> dict[str, FactValue]:
    return {name: None if name in hidden else value for name, value in facts.items()}


def test_the_values_cover_the_facts_of_the_pack(template: Pack) -> None:
    derived = {name for name, fact in template.facts.items() if fact.origin is FactOrigin.DERIVED}
    assert VALUES.keys() | derived == template.facts.keys()


@given(facts=st.fixed_dictionaries(VALUES), hidden=st.sets(st.sampled_from(ASKED)))
def test_hiding_facts_never_makes_a_topic_clear(
    template: Pack, with_derived: WithDerived, facts: dict[str, FactValue], hidden: set[str]
) -> None:
    known = with_derived(template, facts)
    less = with_derived(template, _without(facts, hidden))
    for topic in template.manifest.topics:
        if not _is_clear(decide_topic(template, topic.id, known)):
            assert not _is_clear(decide_topic(template, topic.id, less)), topic.id


@given(facts=st.fixed_dictionaries(VALUES), hidden=st.sets(st.sampled_from(ASKED), min_size=1))
def test_hiding_facts_never_changes_a_derived_value_into_another(
    template: Pack, with_derived: WithDerived, facts: dict[str, FactValue], hidden: set[str]
) -> None:
    less = with_derived(template, _without(facts, hidden))["size_group"]
    assume(less is not None)
    assert less == with_derived(template, facts)["size_group"]


@given(facts=st.fixed_dictionaries(VALUES), hidden=st.sets(st.sampled_from(ASKED), min_size=1))
def test_what_is_asked_when_facts_are_hidden_includes_what_is_asked_when_they_are_known(
    template: Pack, with_derived: WithDerived, facts: dict[str, FactValue], hidden: set[str]
) -> None:
    known = with_derived(template, facts)
    less = with_derived(template, _without(facts, hidden))
    for topic in template.manifest.topics:
        asked = {row.body for row in decide_topic(template, topic.id, known).rows if row.body}
        assert asked <= {row.body for row in decide_topic(template, topic.id, less).rows}, topic.id


@given(facts=st.fixed_dictionaries(VALUES))
def test_the_same_facts_give_the_same_answer(
    template: Pack, with_derived: WithDerived, facts: dict[str, FactValue]
) -> None:
    for topic in template.manifest.topics:
        known = with_derived(template, facts)
        assert decide_topic(template, topic.id, known) == decide_topic(template, topic.id, known)
