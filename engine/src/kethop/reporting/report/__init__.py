"""The report that an office can sign: PDF and Word, laid out as the rules for documents prescribe."""

from kethop.reporting.report.case import Case
from kethop.reporting.report.compose import compose
from kethop.reporting.report.pdf import pdf_of
from kethop.reporting.report.settings import ReportSettings, read_settings, settings_template
from kethop.reporting.report.word import word_of

__all__ = ["Case", "ReportSettings", "compose", "pdf_of", "read_settings", "settings_template", "word_of"]
