"""The rows of a case, in the order of its way through the office."""

from kethop_office.appraisal.models.approval import Approval, ApprovalLevel, CaseDecision, Recommendation, Review
from kethop_office.appraisal.models.case import Case, CaseEvent, CaseLink, CaseUnit, ReferenceSeries
from kethop_office.appraisal.models.case_import import CaseImport, CaseImportDoubt, CaseImportRow
from kethop_office.appraisal.models.case_word import CaseWord
from kethop_office.appraisal.models.clock import Extension, LocalPeriod, Suspension
from kethop_office.appraisal.models.condition import DecisionCondition, ModelCondition
from kethop_office.appraisal.models.consultation import Inquiry, InquiryRemoval, Response, ResponseFile
from kethop_office.appraisal.models.letter import Letter
from kethop_office.appraisal.models.map_shape import MapShape
from kethop_office.appraisal.models.pack_seen import PackSeen
from kethop_office.appraisal.models.report import OpinionTreatment, ReportSection, ReportVersion
from kethop_office.appraisal.models.rescreening import (
    ParkScreening,
    RescreenedCase,
    RescreenedPark,
    RescreenedRow,
    Rescreening,
)
from kethop_office.appraisal.models.retention import CaseArchive, Destruction, RetentionPeriod
from kethop_office.appraisal.models.screening import Finding, FindingOverride, ScreeningRun
from kethop_office.appraisal.models.site import SiteDrawing
from kethop_office.appraisal.models.submission import (
    CompletionRequest,
    ProposalDraft,
    Submission,
    SubmissionFile,
    ValidatedSubmission,
)
from kethop_office.appraisal.models.view import SavedView

__all__ = [
    "Approval",
    "ApprovalLevel",
    "Case",
    "CaseArchive",
    "CaseDecision",
    "CaseEvent",
    "CaseImport",
    "CaseImportDoubt",
    "CaseImportRow",
    "CaseLink",
    "CaseUnit",
    "CaseWord",
    "CompletionRequest",
    "DecisionCondition",
    "Destruction",
    "Extension",
    "Finding",
    "FindingOverride",
    "Inquiry",
    "InquiryRemoval",
    "Letter",
    "LocalPeriod",
    "MapShape",
    "ModelCondition",
    "OpinionTreatment",
    "PackSeen",
    "ParkScreening",
    "ProposalDraft",
    "Recommendation",
    "ReferenceSeries",
    "ReportSection",
    "ReportVersion",
    "RescreenedCase",
    "RescreenedPark",
    "RescreenedRow",
    "Rescreening",
    "Response",
    "ResponseFile",
    "RetentionPeriod",
    "Review",
    "SavedView",
    "ScreeningRun",
    "SiteDrawing",
    "Submission",
    "SubmissionFile",
    "Suspension",
    "ValidatedSubmission",
]
