"""How much a filing holds already: what quotas are counted against."""

from django.db.models import Sum

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import ProposalDraft, Submission, SubmissionFile
from kethop_office.appraisal.queries.drafts import documents

__all__ = ["bytes_in_drafts", "bytes_of_filing"]


def bytes_of_filing(draft: ProposalDraft) -> int:
    """Return the bytes of a draft's files, with those filed before in its case."""
    if draft.case_id is None:
        return _held(draft)
    filed = SubmissionFile.objects.filter(submission__case=draft.case_id).aggregate(sum=Sum("blob__size"))["sum"] or 0
    sites = Submission.objects.filter(case=draft.case_id).aggregate(sum=Sum("site__size"))["sum"] or 0
    return _held(draft) + int(filed) + int(sites)


def bytes_in_drafts(actor: Actor) -> int:
    """Return the bytes of all files that the actor keeps in drafts not sent, those put away included."""
    drafts = ProposalDraft.objects.filter(user=actor.user_id, sent_at=None).select_related("site_file")
    return sum(_held(draft) for draft in drafts.only("answers", "site_file__size"))


def _held(draft: ProposalDraft) -> int:
    site = draft.site_file.size if draft.site_file is not None else 0
    return site + sum(int(item["size"]) for item in documents(draft))
