"""The main job: a proposal, a pack and layers become findings and inquiries, kept as a run that can be replayed.

This use case reads no clock and opens no file of the user by itself: dates, bytes and stores are arguments.
"""

from kethop.appraisal.appraise import appraise
from kethop.appraisal.check import Check, CheckState, CheckValue
from kethop.appraisal.fact_book import Fact, FactBook
from kethop.appraisal.filing import Filing, filing_from_path
from kethop.appraisal.heights import Heights, ShieldInput
from kethop.appraisal.notes import note_texts
from kethop.appraisal.proposal import Proposal, SiteInput, read_proposal
from kethop.appraisal.reach import AskedPlace, LayerSeal, layer_seals, may_differ
from kethop.appraisal.recording import run_bytes
from kethop.appraisal.records import CitedProvision, Finding, Inquiry, PeriodStatement, ScreeningRun
from kethop.appraisal.replaying import Replay, StoredRun, read_run, replay
from kethop.appraisal.site_panel import SitePanel, SiteStatement, check_site
from kethop.appraisal.site_records import SurfaceRecord
from kethop.appraisal.siting import site_of
from kethop.appraisal.stored import run_of
from kethop.appraisal.template import proposal_template
from kethop.appraisal.unknown_reason import UnknownReason

__all__ = [
    "AskedPlace",
    "Check",
    "CheckState",
    "CheckValue",
    "CitedProvision",
    "Fact",
    "FactBook",
    "Filing",
    "Finding",
    "Heights",
    "Inquiry",
    "LayerSeal",
    "PeriodStatement",
    "Proposal",
    "Replay",
    "ScreeningRun",
    "ShieldInput",
    "SiteInput",
    "SitePanel",
    "SiteStatement",
    "StoredRun",
    "SurfaceRecord",
    "UnknownReason",
    "appraise",
    "check_site",
    "filing_from_path",
    "layer_seals",
    "may_differ",
    "note_texts",
    "proposal_template",
    "read_proposal",
    "read_run",
    "replay",
    "run_bytes",
    "run_of",
    "site_of",
]
