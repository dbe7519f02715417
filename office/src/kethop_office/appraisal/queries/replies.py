"""Whether a reply may be written, and whether it is fit to leave."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kethop_office.appraisal.models import Inquiry, Response
from kethop_office.appraisal.models.condition import Trigger
from kethop_office.appraisal.queries.inquiries import final_reply
from kethop_office.appraisal.release_check import count_coordinates, level_words
from kethop_office.common.refusal import Refused

__all__ = ["may_be_answered", "outcome_words", "outgoing_texts", "refuse_unfit", "warnings_of"]

Outcome = Response.Outcome
_NEEDS_TEXT = {Outcome.OBJECTION, Outcome.NOT_INVOLVED, Outcome.HOLDING}
_OF_CONCURRENCE: dict[str, str | Promise] = {
    Outcome.NO_OBJECTION: _("chấp thuận"),
    Outcome.CONDITIONS: _("chấp thuận kèm điều kiện"),
    Outcome.OBJECTION: _("không chấp thuận"),
}


def outcome_words(role: str, outcome: str, *, is_deemed: bool = False) -> str:
    """Return the words of an outcome: a body with the power to agree agrees, one that is consulted is of an opinion."""
    if is_deemed:
        return str(Inquiry.State.DEEMED.label)
    if role == Inquiry.Role.CONCURRENCE and outcome in _OF_CONCURRENCE:
        return str(_OF_CONCURRENCE[outcome])
    return str(Outcome(outcome).label) if outcome else ""


def may_be_answered(inquiry: Inquiry) -> bool:
    """Return whether a reply may still be sent: late ones too, but not beside an opinion that stands."""
    if inquiry.role == Inquiry.Role.NOTIFY:
        return False
    if inquiry.state in {Inquiry.State.SENT, Inquiry.State.PAUSED}:
        return True
    if inquiry.state == Inquiry.State.ANSWERED:
        return final_reply(inquiry) is None
    late = {Inquiry.State.STEPPED_IN, Inquiry.State.DEEMED}
    sent = [row for row in inquiry.responses.all() if row.state == Response.State.SENT and not row.is_deemed]
    return inquiry.state in late and all(row.outcome == Outcome.HOLDING for row in sent)


def outgoing_texts(response: Response) -> list[str]:
    """Return everything of a reply that leaves the consulted office."""
    conditions = [
        str(item.get(name) or "")
        for item in response.drafted_conditions
        for name in ("text", "legal_basis", "evidence")
    ]
    return [response.text, *(str(item) for item in response.asked_items), *conditions]


def warnings_of(response: Response) -> tuple[int, list[str]]:
    """Return how many coordinates and which level words the wording holds that is to leave."""
    texts = outgoing_texts(response)
    return count_coordinates(texts), level_words(texts)


def refuse_unfit(response: Response, today: date, *, is_leaving: bool = True) -> None:
    """Refuse a reply that says too little, or holds what may not leave the office that wrote it.

    Raises
    ------
    Refused
        ``response.no_outcome``, ``response.no_text``, ``response.no_promise``, ``response.no_items``,
        ``response.no_condition``, ``response.condition_unfit``, ``response.has_coordinates``,
        ``response.has_level_words``.
    """
    outcome = response.outcome
    if outcome not in Outcome.values:
        raise Refused("response.no_outcome")
    if outcome in _NEEDS_TEXT and not response.text.strip():
        raise Refused("response.no_text")
    if outcome == Outcome.HOLDING and (response.promised_on is None or response.promised_on <= today):
        raise Refused("response.no_promise", today=today.isoformat())
    if outcome == Outcome.MORE_INFORMATION and not response.asked_items:
        raise Refused("response.no_items")
    _refuse_unfit_conditions(response)
    coordinates, words = warnings_of(response) if is_leaving else (0, [])
    if coordinates:
        raise Refused("response.has_coordinates", count=coordinates)
    if words:
        raise Refused("response.has_level_words", words=", ".join(words))


def _refuse_unfit_conditions(response: Response) -> None:
    wants = response.outcome == Outcome.CONDITIONS
    if wants != bool(response.drafted_conditions):
        raise Refused("response.no_condition")
    for number, item in enumerate(response.drafted_conditions, 1):
        if not str(item.get("text") or "").strip() or item.get("trigger") not in Trigger.values:
            raise Refused("response.condition_unfit", number=number)
