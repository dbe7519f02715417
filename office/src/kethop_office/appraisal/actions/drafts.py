"""Write a proposal step by step; nobody but its author sees it until it is sent."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.appraisal.models import Case, ProposalDraft, Submission
from kethop_office.appraisal.queries.cases import is_lead, is_proponent
from kethop_office.appraisal.queries.drafts import documents
from kethop_office.appraisal.queries.stored import bytes_in_drafts, bytes_of_filing
from kethop_office.audit.actions import record
from kethop_office.common import arriving
from kethop_office.common.files import store_bytes
from kethop_office.common.refusal import Refused

__all__ = [
    "STEPS",
    "add_document",
    "attach_site",
    "continue_case",
    "copy_case",
    "delete_draft",
    "remove_document",
    "restore_document",
    "restore_draft",
    "save_answers",
    "start_draft",
]

STEPS = ("kind", "details", "site", "heights", "files")
MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_FILES = 100
TABLE = "-"
"""Name of a site that was typed as a table."""
_FILERS = (Role.PROPONENT, Role.OFFICER, Role.CLERK)
_NOT_COPIED = ("files",)

Answers = Mapping[str, Any]


def start_draft(actor: Actor, *, office: Office, answers: Answers | None = None) -> ProposalDraft:
    """Begin a proposal in an office of the actor: a proponent's own, or the authority's for a file on paper.

    Raises
    ------
    Refused
        ``draft.not_allowed``.
    """
    if not actor.has_any(_FILERS, office.pk):
        raise Refused("draft.not_allowed")
    return _created(actor, office=office, case=None, answers=answers or {})


def continue_case(actor: Actor, case: Case) -> ProposalDraft:
    """Begin the next submission of a case: what was asked for, or an amendment. A draft that is there is taken up.

    Raises
    ------
    Refused
        ``draft.not_allowed``, ``case.closed``.
    """
    if not (is_proponent(actor, case) or (is_lead(actor, case) and actor.has_any(_FILERS, case.lead_office_id))):
        raise Refused("draft.not_allowed")
    if not case.is_open:
        raise Refused("case.closed", reference=case.reference)
    known = ProposalDraft.objects.visible_to(actor).filter(user=actor.user_id, case=case, sent_at=None, deleted_at=None)
    if (draft := known.first()) is not None:
        return draft
    last = case.submissions.order_by("-number").first()
    office = case.proponent if case.proponent and is_proponent(actor, case) else case.lead_office
    draft = _created(actor, office=office, case=case, answers=last.answers if last else {})
    return _with_site(draft, last)


def copy_case(actor: Actor, case: Case, *, office: Office) -> ProposalDraft:
    """Begin a new proposal with the answers of a case that the actor filed or leads; documents are not copied.

    Raises
    ------
    Refused
        ``draft.not_allowed``.
    """
    if not (is_proponent(actor, case) or is_lead(actor, case)) or not actor.has_any(_FILERS, office.pk):
        raise Refused("draft.not_allowed")
    last = case.submissions.order_by("-number").first()
    answers = {key: value for key, value in (last.answers if last else {}).items() if key not in _NOT_COPIED}
    if "kind" in answers:
        answers["kind"] = {key: value for key, value in answers["kind"].items() if key != "amendment_of"}
    return _with_site(_created(actor, office=office, case=None, answers=answers), last)


def _created(actor: Actor, *, office: Office, case: Case | None, answers: Answers) -> ProposalDraft:
    with transaction.atomic():
        draft = ProposalDraft.objects.create(
            user_id=actor.user_id,
            office=office,
            case=case,
            answers=dict(answers),
            saved_at=actor.at,
            level=case.level if case else 0,
            compartment_id=case.compartment_id if case else None,
        )
        _record("draft.started", draft, actor)
    return draft


def _with_site(draft: ProposalDraft, last: Submission | None) -> ProposalDraft:
    if last is not None and last.site is not None:
        draft.site_file, draft.site_name = last.site, last.site_name
        draft.save(update_fields=["site_file", "site_name"])
    return draft


def save_answers(actor: Actor, draft: ProposalDraft, step: str, answers: Answers, *, version: int) -> ProposalDraft:
    """Keep what was entered in one step.

    Raises
    ------
    Refused
        ``draft.not_yours``, ``draft.sent``, ``draft.changed``.
    """
    if step not in STEPS:
        raise ValueError(step)
    with transaction.atomic():
        own = _locked(actor, draft, version)
        own.answers = {**own.answers, step: dict(answers)}
        return _saved("draft.saved", own, actor)


def attach_site(actor: Actor, draft: ProposalDraft, data: bytes | None, *, name: str, version: int) -> ProposalDraft:
    """Keep the site as delivered; None takes it out.

    Raises
    ------
    Refused
        As for ``save_answers``; ``file.too_large`` (``name``, ``megabytes``, ``limit``), ``file.kind``, ``file.malware``,
        ``file.not_scanned``, ``file.case_full``, ``file.account_full``.
    """
    _refuse_large(data or b"", name)
    if data is not None and name != TABLE:
        arriving.refuse_name(name, arriving.SITE)
        arriving.refuse_malware(data, name)
    with transaction.atomic():
        own = _locked(actor, draft, version)
        if data is not None:
            _refuse_full(actor, own, len(data))
        own.site_file = store_bytes(data) if data is not None else None
        own.site_name = (name if name == TABLE else arriving.safe_name(name)) if data is not None else ""
        return _saved("draft.saved", own, actor)


def add_document(  # noqa: PLR0913 - what a document is
    actor: Actor, draft: ProposalDraft, data: bytes, *, name: str, media_type: str, component: str, version: int
) -> ProposalDraft:
    """Add a document to the file.

    Raises
    ------
    Refused
        As for ``attach_site``; ``file.empty``, ``file.too_many``, and what ``arriving.arrived`` refuses.
    """
    _refuse_large(data, name)
    if not data:
        raise Refused("file.empty", name=name)
    kept = arriving.arrived(data, name, arriving.DOCUMENT, declared=media_type)
    with transaction.atomic():
        own = _locked(actor, draft, version)
        items = documents(own)
        if len(items) >= MAX_FILES:
            raise Refused("file.too_many", limit=MAX_FILES)
        _refuse_full(actor, own, len(data))
        blob = store_bytes(data)
        item = {
            "sha256": blob.sha256,
            "size": blob.size,
            "name": kept.name,
            "media_type": kept.media_type,
            "component": component,
        }
        own.answers = {**own.answers, "files": {"items": [*items, item]}}
        return _saved("draft.saved", own, actor)


def remove_document(actor: Actor, draft: ProposalDraft, sha256: str, *, version: int) -> ProposalDraft:
    """Take a document out; it can be put back until another is taken out.

    Raises
    ------
    Refused
        As for ``save_answers``; ``file.unknown``.
    """
    with transaction.atomic():
        own = _locked(actor, draft, version)
        items = documents(own)
        place = next((index for index, item in enumerate(items) if item["sha256"] == sha256), None)
        if place is None:
            raise Refused("file.unknown")
        removed = items.pop(place)
        own.answers = {**own.answers, "files": {"items": items, "removed": removed, "place": place}}
        return _saved("draft.saved", own, actor)


def restore_document(actor: Actor, draft: ProposalDraft, *, version: int) -> ProposalDraft:
    """Put back the document that was taken out last.

    Raises
    ------
    Refused
        As for ``save_answers``; ``file.unknown``.
    """
    with transaction.atomic():
        own = _locked(actor, draft, version)
        kept = own.answers.get("files", {})
        if "removed" not in kept:
            raise Refused("file.unknown")
        items = documents(own)
        items.insert(kept["place"], kept["removed"])
        own.answers = {**own.answers, "files": {"items": items}}
        return _saved("draft.saved", own, actor)


def delete_draft(actor: Actor, draft: ProposalDraft) -> ProposalDraft:
    """Put a draft away; ``restore_draft`` takes it back.

    Raises
    ------
    Refused
        ``draft.not_yours``, ``draft.sent``.
    """
    with transaction.atomic():
        own = _locked(actor, draft, None)
        own.deleted_at = actor.at
        return _saved("draft.deleted", own, actor)


def restore_draft(actor: Actor, draft: ProposalDraft) -> ProposalDraft:
    """Take back a draft that was put away.

    Raises
    ------
    Refused
        ``draft.not_yours``, ``draft.sent``.
    """
    with transaction.atomic():
        own = _locked(actor, draft, None)
        own.deleted_at = None
        return _saved("draft.restored", own, actor)


def _refuse_large(data: bytes, name: str) -> None:
    if len(data) > MAX_FILE_BYTES:
        raise Refused("file.too_large", name=name, megabytes=len(data) // 2**20, limit=MAX_FILE_BYTES // 2**20)


def _refuse_full(actor: Actor, draft: ProposalDraft, size: int) -> None:
    """Refuse what goes beyond the room of a case, or of what one account has not sent yet."""
    held, most = bytes_of_filing(draft) + size, settings.KETHOP_CASE_BYTES
    if held > most:
        raise Refused("file.case_full", megabytes=-(-held // 1_000_000), limit=most // 1_000_000)
    held, most = bytes_in_drafts(actor) + size, settings.KETHOP_ACCOUNT_BYTES
    if held > most:
        raise Refused("file.account_full", megabytes=-(-held // 1_000_000), limit=most // 1_000_000)


def _locked(actor: Actor, draft: ProposalDraft, version: int | None) -> ProposalDraft:
    own = ProposalDraft.objects.select_for_update().get(pk=draft.pk)
    if own.user_id != actor.user_id:
        raise Refused("draft.not_yours")
    if own.sent_at is not None:
        raise Refused("draft.sent")
    if version is not None and own.version != version:
        raise Refused("draft.changed")
    return own


def _saved(act: str, draft: ProposalDraft, actor: Actor) -> ProposalDraft:
    draft.version += 1
    draft.saved_at = actor.at
    draft.save()
    _record(act, draft, actor)
    return draft


def _record(act: str, draft: ProposalDraft, actor: Actor) -> None:
    record(
        act,
        actor=actor.user_id,
        object_key=f"draft:{draft.pk}",
        at=actor.at,
        level=draft.level,
        compartment=draft.compartment_id,
        detail={"version": draft.version},
    )
