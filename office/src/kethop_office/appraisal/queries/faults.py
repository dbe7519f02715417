"""What the engine finds wrong in a draft, and at which step it is put right."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kethop_office.appraisal.bridge.desk import ask
from kethop_office.appraisal.bridge.proposals import proposal_bytes
from kethop_office.appraisal.models import ProposalDraft
from kethop_office.appraisal.queries.questions import spoken
from kethop_office.common import clock

__all__ = ["Fault", "draft_faults"]

_STEPS = {"site": "site", "heights": "heights", "facts": "details", "title": "details", "proponent": "details"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what is wrong and what to do, and the step."""

    step: str
    text: str


def draft_faults(draft: ProposalDraft) -> tuple[Fault, ...]:
    """Return every fault that the engine finds in the proposal as it would be sent; none while it has no title yet.

    Raises
    ------
    EngineEnded
        The engine does not answer.
    """
    if not draft.answers.get("details", {}).get("title") or not draft.answers.get("kind", {}).get("kind"):
        return ()
    data = proposal_bytes(draft.answers, pack=settings.KETHOP_PACK, submitted=clock.today(), site_name=draft.site_name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "proposal.yaml"
        path.write_bytes(data)
        said = ask("faults", proposal=str(path))
    return tuple(
        Fault(
            _STEPS.get(item["path"].split(".")[0], "details"), f"{spoken(item['what'])} {spoken(item['cure'])}".strip()
        )
        for item in said["errors"]
    )
