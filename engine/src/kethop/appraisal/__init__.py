"""The main job: a proposal, a pack and layers become findings and inquiries, kept as a run that can be replayed.

This use case reads no clock and opens no file of the user by itself: dates, bytes and stores are arguments.
"""

from kethop.appraisal.appraise import appraise
from kethop.appraisal.fact_book import Fact, FactBook, UnknownReason
from kethop.appraisal.proposal import Heights, Proposal, SiteInput, read_proposal
from kethop.appraisal.records import Finding, Inquiry, ScreeningRun
from kethop.appraisal.replaying import Replay, replay
from kethop.appraisal.template import proposal_template

__all__ = [
    "Fact",
    "FactBook",
    "Finding",
    "Heights",
    "Inquiry",
    "Proposal",
    "Replay",
    "ScreeningRun",
    "SiteInput",
    "UnknownReason",
    "appraise",
    "proposal_template",
    "read_proposal",
    "replay",
]
