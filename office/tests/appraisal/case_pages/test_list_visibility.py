"""However a list is read, it holds what ``visible_to`` alone gives, and its count is theirs: random grants, all ways."""

from datetime import date, timedelta
from random import Random

import pytest

from kethop_office.accounts.models import AccessGrant, Clearance, Compartment
from kethop_office.appraisal.models import Case, CaseWord
from kethop_office.appraisal.queries.case_list import narrowing, paging, searching
from kethop_office.appraisal.queries.case_list.filters import CaseFilters
from kethop_office.appraisal.queries.case_list.paging import case_page, counted
from kethop_office.appraisal.queries.case_list.selecting import selected_cases
from kethop_office.appraisal.queries.standing import reader_of
from kethop_office.common import clock

CASES = 30
WAYS = {"named": (2_000, 20_000), "counted from the grants": (1, 20_000), "asked row by row": (1, 1)}
FILTERS = (
    CaseFilters(),
    CaseFilters(clock="paused"),
    CaseFilters(clock="late"),
    CaseFilters(unknown=True),
    CaseFilters(sector="4"),
    CaseFilters(office="own", officer="none"),
    CaseFilters(place="25"),
    CaseFilters(text="khu so"),
)


def _grants(random, compartments, offices, users):
    """Make grants of every kind: of offices and accounts, over, to come, revoked, several of one compartment."""
    now = clock.now()
    for compartment in compartments:
        for _number in range(random.choice((0, 1, 1, 2, 3))):
            to_account = random.random() < 0.2
            starts = now + timedelta(days=random.choice((-30, -30, -30, -1, 0, 1)))
            AccessGrant.objects.create(
                compartment=compartment,
                office=None if to_account else random.choice(offices),
                user=random.choice(users) if to_account else None,
                mode="read",
                starts=starts,
                ends=random.choice((now, now + timedelta(seconds=1), now + timedelta(days=90))),
                event="case.filed",
                revoked_at=now - timedelta(hours=1) if random.random() < 0.2 else None,
            )


@pytest.fixture
def readers(make, finance, request):
    """Fill a house at random and return its readers."""
    random = Random(request.param)  # noqa: S311 - a seed, no secret
    other = make.office("Sở Xây dựng")
    offices = [finance, other, make.office("Sở Công Thương")]
    users = [
        make.user("một sở", (finance, "officer")),
        make.user("hai sở", (finance, "officer"), (other, "approver")),
        make.user("không sở"),
        make.user("được đọc mật", (finance, "reviewer")),
    ]
    day = clock.today()
    Clearance.objects.create(
        user=users[3], rank=20, starts=date(2026, 1, 1), ends=day + timedelta(days=9), decision="1"
    )
    compartments = []
    for number in range(CASES):
        compartment = None if random.random() < 0.1 else Compartment.objects.create(kind="case")
        if compartment:
            compartments.append(compartment)
        case = make.case(
            random.choice(offices),
            f"Khu số{number}",
            level=random.choice((0, 0, 0, 20)),
            compartment=compartment,
            clock=random.choice(("running", "paused", "stopped")),
            sector=random.choice(("", "41", "42", "4a", "4A", "5", "14")),
            has_unknown=random.random() < 0.5,
            next_due_on=random.choice((None, day - timedelta(days=1), day)),
            officer=random.choice((None, users[0])),
        )
        assert case.compartment_id == (compartment.pk if compartment else None)
    AccessGrant.objects.filter(compartment__in=[one.pk for one in compartments]).delete()
    _grants(random, compartments, offices, users)
    return [reader_of(make.actor(user)) for user in users]


def _may_know(actor, case, grants):
    """Say it once more without the database."""
    live = (one for one in grants if one.starts <= actor.at < one.ends and one.revoked_at is None)
    held = {one.compartment_id for one in live if one.office_id in actor.offices or one.user_id == actor.user_id}
    return case.level <= actor.rank and (case.compartment_id is None or case.compartment_id in held)


@pytest.mark.parametrize("readers", range(3), indirect=True)
def test_every_way_gives_what_the_label_gives(readers, monkeypatch):
    grants, cases = list(AccessGrant.objects.all()), list(Case.objects.all())
    seen = set()
    for reader in readers:
        known = {case.pk for case in cases if _may_know(reader.actor, case, grants)}
        assert {case.pk for case in Case.objects.visible_to(reader.actor)} == known
        seen.add(len(known))
        for filters in FILTERS:
            answers = {}
            for way, (few, some) in WAYS.items():
                monkeypatch.setattr(narrowing, "FEW", few)
                monkeypatch.setattr(narrowing, "SOME", some)
                chosen = selected_cases(reader, filters)
                page = case_page(reader, chosen, sort="due", size=3)
                keys = {case.pk for case in chosen}
                assert counted(reader, chosen, page) == (len(keys), False), (way, filters)
                answers[way] = keys
            assert len(set(map(frozenset, answers.values()))) == 1, filters
            assert answers["named"] <= known, filters
            assert filters or answers["named"] == known
    assert len(seen) > 1


@pytest.mark.parametrize("readers", [5], indirect=True)
def test_a_count_beyond_its_limit_says_so_in_every_way(readers, monkeypatch):
    monkeypatch.setattr(paging, "COUNTED", 4)
    for few, some in WAYS.values():
        monkeypatch.setattr(narrowing, "FEW", few)
        monkeypatch.setattr(narrowing, "SOME", some)
        chosen = selected_cases(readers[1], CaseFilters())
        page = case_page(readers[1], chosen, sort="due", size=2)
        assert len(chosen) > 4
        assert counted(readers[1], chosen, page) == (4, True)


def test_a_branch_of_the_classification_is_read_by_its_index(make, finance, officer):
    for sector in ("42", "4210", "421", "43", "4", "142", "4a", "4A", ""):
        make.case(finance, f"Ngành số{sector}", sector=sector)
    reader = reader_of(make.actor(officer))

    def sectors(beginning):
        return {case.sector for case in selected_cases(reader, CaseFilters(sector=beginning))}

    assert sectors("42") == {"42", "421", "4210"}
    assert sectors("4a") == {"4a"}
    assert sectors("4%") == sectors("4_") == set()
    assert len(sectors("4")) == 7


def test_words_of_letters_are_all_found_where_one_case_holds_many_of_them(make, finance, officer, monkeypatch):
    monkeypatch.setattr(searching, "FEW", 5)
    cases = [make.case(finance, f"Khu số{number}") for number in range(3)]
    for case in cases:
        for number in range(4):
            CaseWord.objects.create(case=case, word=f"mangdien{number}", is_internal=True)
    reader = reader_of(make.actor(officer))
    assert selected_cases(reader, CaseFilters(text="mangdien")).count() == 3
    assert selected_cases(reader, CaseFilters(text="mangdien3")).count() == 3
