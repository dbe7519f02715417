"""Keep the site of a proposal as it was delivered, and look at it."""

from collections.abc import Mapping
from typing import Any

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions.drafts import attach_site, save_answers
from kethop_office.appraisal.bridge.desk import EngineEnded
from kethop_office.appraisal.models import ProposalDraft
from kethop_office.appraisal.queries.panels import Panel, site_panel

__all__ = ["keep_site"]

_WITHOUT_FILE = frozenset({"none", "units", "park"})


def keep_site(
    actor: Actor,
    draft: ProposalDraft,
    answers: Mapping[str, Any],
    *,
    delivered: tuple[bytes, str] | None,
    version: int,
) -> tuple[ProposalDraft, Panel | None]:
    """Keep the answers of the site step with what was delivered, and whether it is in order.

    Parameters
    ----------
    delivered : (bytes, str) or None
        A file with its name, a table as ``-``; None where nothing came: then a file that is there stays, unless the way of
        the site has none.

    Returns
    -------
    draft : ProposalDraft
        ``answers["site"]["is_in_order"]`` says whether it may be sent.
    panel : Panel or None
        What was checked; None where the engine did not answer, and the site is then not in order.

    Raises
    ------
    Refused
        As for ``attach_site``.
    """
    way, read = answers["way"], draft.version
    if delivered is not None:
        draft = attach_site(actor, draft, delivered[0], name=delivered[1], version=version)
    elif way in _WITHOUT_FILE and draft.site_file is not None:
        draft = attach_site(actor, draft, None, name="", version=version)
    draft = save_answers(actor, draft, "site", answers, version=version if draft.version == read else draft.version)
    try:
        panel = site_panel(actor, draft, answers, None)
    except EngineEnded:
        panel = None
    is_in_order = draft.site_file is None and way in _WITHOUT_FILE
    is_in_order = is_in_order or (panel is not None and panel.is_in_order)
    site = {**answers, "is_in_order": is_in_order}
    return save_answers(actor, draft, "site", site, version=draft.version), panel
