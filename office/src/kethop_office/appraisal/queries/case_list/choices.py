"""What the filters of the list offer: only what the reader may know of."""

from datetime import date

from django.db.models import Q
from django.utils.translation import get_language

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import ClassificationLevel, Membership, Office
from kethop_office.appraisal.queries.standing import CASEWORK, Reader

__all__ = ["body_choices", "level_choices", "office_choices", "officer_choices", "own_office_choices"]

Choices = list[tuple[str, str]]


def office_choices() -> Choices:
    """Return the offices that lead cases; which of them led a case the reader may not see is not told."""
    offices = Office.objects.filter(kind__in=("authority", "military", "police"), is_closed=False).order_by("name_vi")
    offices = offices.exclude(body=Office.ADMINISTRATION)
    is_english = get_language() == "en"
    return [(str(one.pk), one.name_en if is_english else one.name_vi) for one in offices]


def officer_choices(reader: Reader, on: date) -> Choices:
    """Return the accounts that do casework in the offices whose cases the reader carries."""
    held = Membership.objects.filter(Q(ends=None) | Q(ends__gte=on), office__in=reader.carried, starts__lte=on)
    found = held.filter(role__in=CASEWORK).order_by("user__title").values_list("user_id", "user__title").distinct()
    return [(str(key), title) for key, title in found]


def body_choices(reader: Reader) -> Choices:
    """Return the bodies that may be asked; empty for who carries no case."""
    if not reader.carried:
        return []
    offices = Office.objects.exclude(body__in=("", Office.ADMINISTRATION)).order_by("name_vi")
    names = {office.body: office.name_en if get_language() == "en" else office.name_vi for office in offices}
    return list(names.items())


def level_choices(reader: Reader) -> Choices:
    """Return the levels up to the reader's own."""
    levels = ClassificationLevel.objects.filter(rank__lte=reader.actor.rank).order_by("rank")
    return [(str(item.rank), item.name_en if get_language() == "en" else item.name_vi) for item in levels]


def own_office_choices(actor: Actor) -> Choices:
    """Return the offices of the account."""
    is_english = get_language() == "en"
    offices = Office.objects.filter(pk__in=actor.offices).order_by("name_vi")
    return [(str(one.pk), one.name_en if is_english else one.name_vi) for one in offices]
