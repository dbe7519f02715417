"""The proposal file that the form writes says to the engine exactly what was entered."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kethop.appraisal import read_proposal
from kethop_office.appraisal.bridge.proposals import proposal_bytes

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
# What a person types: any letter, sign and quote, but no control characters, which the form strips.
WORDS = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=60).filter(
    lambda text: text.strip() == text
)
NUMBERS = st.decimals(0, 1000, places=2)
NAMES = st.from_regex(r"[a-z][a-z_]{2,12}", fullmatch=True).filter(lambda name: name != "kind")
FACTS = st.dictionaries(NAMES, st.one_of(st.booleans(), WORDS, NUMBERS.map(lambda number: f"{number:f}")), max_size=8)


@given(WORDS, WORDS, DAYS, FACTS)
def test_every_text_and_fact_comes_back_as_it_was_entered(title, proponent, day, facts):
    answers = {"kind": {"kind": "project"}, "details": {"title": title, "proponent": proponent, "facts": facts}}
    proposal, _ = read_proposal(proposal_bytes(answers, pack="vn", submitted=day, site_name=""), source="form")
    assert (proposal.title, proposal.proponent, proposal.submitted) == (title, proponent, day)
    assert proposal.site is None
    assert proposal.facts == {"kind": "project", **facts}


@given(st.lists(WORDS, max_size=4), st.decimals("0.01", 99_999, places=2), st.booleans(), NUMBERS, NUMBERS)
def test_the_site_and_the_heights_come_back_as_they_were_entered(communes, area, repair, height, longitude):
    site = {"way": "table", "crs": "EPSG:9209", "column_order": "x-east", "area_ha": f"{area:f}", "repair": repair}
    shield = {"name": "ống khói", "longitude": f"{longitude % 180:f}", "latitude": "21.5", "top_elevation": "80"}
    answers = {
        "kind": {"kind": "plan"},
        "details": {"title": "A", "proponent": "B", "communes": communes},
        "site": site,
        "heights": {"height": f"{height:f}", "shields": [shield]},
    }
    data = proposal_bytes(answers, pack="vn", submitted=date(2026, 1, 1), site_name="-")
    proposal, _ = read_proposal(data, source="form")
    assert proposal.site is not None
    assert (proposal.site.file, proposal.site.area_ha, proposal.site.repair) == ("-", area, repair)
    assert proposal.site.communes == tuple(communes)
    assert proposal.heights.height == height
    assert proposal.heights.shields[0].at == (longitude % 180, Decimal("21.5"))


def test_units_stand_in_place_of_a_file():
    answers = {
        "kind": {"kind": "plan"},
        "details": {"title": "A", "proponent": "B"},
        "site": {"way": "units", "units": ["01"]},
    }
    data = proposal_bytes(answers, pack="vn", submitted=date(2026, 1, 1), site_name="")
    proposal, _ = read_proposal(data, source="form")
    assert proposal.site is not None
    assert proposal.site.units == ("01",)
