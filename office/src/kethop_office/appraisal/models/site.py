"""The site of a case as it is drawn: made once for each content, never edited."""

from django.db import models
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["SiteDrawing"]


class SiteDrawing(Labelled):
    """A site as the worker read and measured it.

    Parameters
    ----------
    content : str
        SHA-256 of the proposal, the site file and the settings: equal content is drawn once.
    submission : Submission
        Which filing it shows.
    shape : bytes
        Well-known binary in WGS 84 degrees, longitude first.
    facts : dict
        Plain facts of the page: ``crs``, ``grid``, ``operation``, ``area_m2``, ``length_m``, ``corners``, ``notes``,
        ``units``, ``relations``, ``profile``.
    picture_vi, picture_en, sheet_vi, sheet_en, profile_vi, profile_en : Blob or None
        SVG: overview, sheet at a round scale, height profile.
    """

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="drawings")
    submission = models.ForeignKey("appraisal.Submission", models.CASCADE, related_name="drawings")
    run = models.ForeignKey("appraisal.ScreeningRun", models.SET_NULL, null=True, blank=True, related_name="drawings")
    content = models.CharField(max_length=64, db_index=True)
    shape = models.BinaryField(null=True, blank=True)
    dimension = models.PositiveSmallIntegerField(null=True, blank=True)
    facts = models.JSONField(default=dict)
    picture_vi = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    picture_en = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    sheet_vi = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    sheet_en = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    profile_vi = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    profile_en = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["submission", "content"], name="site_drawing_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.content[:12]}"
