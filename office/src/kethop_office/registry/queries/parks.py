"""Parks that an account may see: filters, pages, one park."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models.labels import LabelledQuerySet
from kethop_office.common.folding import tokens
from kethop_office.common.name_pages import name_page, read_place
from kethop_office.registry.models import IndustrialPark, ParkDoubt, ParkMerge, ParkVersion

__all__ = [
    "COUNTED",
    "PAGE",
    "ParkFilters",
    "ParkPage",
    "ParkView",
    "counted",
    "is_place",
    "open_merges",
    "park_page",
    "park_view",
    "parks_for",
    "parks_named",
    "selected_parks",
    "similar_parks",
    "visible_park",
]

PAGE = 50
COUNTED = 10_000
_SALT = "kethop.park.list"
_MOST_DOUBTS = 200


@dataclass(frozen=True, slots=True)
class ParkFilters:
    """What the list is narrowed to; empty for everything.

    Parameters
    ----------
    text : str
        Words of name, code or place, folded when compared.
    province, commune : str
        Codes of present units.
    doubts : bool
        Only parks with doubts that are not settled.
    """

    text: str = ""
    kind: str = ""
    province: str = ""
    commune: str = ""
    status: str = ""
    doubts: bool = False

    def plain(self) -> dict[str, str]:
        """Return what is set, as the query of an address has it."""
        return {name: "1" if value is True else value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class ParkPage:
    """A page of the list, with signed places of the pages before and after; empty where there is none."""

    parks: tuple[IndustrialPark, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ParkView:
    """What the page of a park shows beside its values."""

    park: IndustrialPark
    doubts: Sequence[ParkDoubt]
    notes: Sequence[ParkDoubt]
    versions: Sequence[ParkVersion]
    merges: Sequence[ParkMerge]
    similar: Sequence[IndustrialPark]


def parks_for(actor: Actor) -> LabelledQuerySet[IndustrialPark]:
    """Return the parks that an account may see, without those that stand for another."""
    return IndustrialPark.objects.visible_to(actor).filter(merged_into=None)


def selected_parks(actor: Actor, filters: ParkFilters) -> LabelledQuerySet[IndustrialPark]:
    """Return the parks that meet the filters."""
    parks = parks_for(actor)
    for word in tokens(filters.text):
        parks = parks.filter(folded__contains=f" {word}")
    exact = {"kind": filters.kind, "province": filters.province, "status": filters.status}
    parks = parks.filter(**{name: value for name, value in exact.items() if value})
    if filters.commune:
        parks = parks.filter(communes__contains=f" {filters.commune} ")
    if filters.doubts:
        parks = parks.filter(Exists(_open_doubts(actor).filter(park=OuterRef("pk"))))
    return parks


def park_page(parks: LabelledQuerySet[IndustrialPark], place: str = "", size: int = PAGE) -> ParkPage:
    """Return one page by name; ``place`` is ``before`` or ``after`` of another page."""
    return ParkPage(*name_page(parks, place, column="sort_name", salt=_SALT, size=size))


def is_place(place: str) -> bool:
    """Return whether a text is a place of another page."""
    return read_place(place, salt=_SALT) is not None


def counted(parks: LabelledQuerySet[IndustrialPark]) -> tuple[int, bool]:
    """Return how many there are, up to 10,000, and whether there are more."""
    number = parks.order_by().values("id")[: COUNTED + 1].count()
    return min(number, COUNTED), number > COUNTED


def visible_park(actor: Actor, key: UUID) -> IndustrialPark:
    """Return a park, also one that stands for another now.

    Raises
    ------
    IndustrialPark.DoesNotExist
        There is none for this account.
    """
    return IndustrialPark.objects.visible_to(actor).select_related("merged_into").get(pk=key)


def parks_named(actor: Actor, text: str, most: int = 10) -> list[IndustrialPark]:
    """Return the parks that a text names: the one with this key, else those with this code or this whole name, else by words."""
    parks = parks_for(actor).order_by("sort_name", "pk")
    try:
        return list(parks.filter(pk=UUID(text)))
    except ValueError:
        exact = list(parks.filter(Q(code=text) | Q(name__iexact=text))[:most])
    if exact or not tokens(text):
        return exact
    return list(selected_parks(actor, ParkFilters(text=text)).order_by("sort_name", "pk")[:most])


def park_view(actor: Actor, park: IndustrialPark) -> ParkView:
    """Return what the page of a park shows."""
    doubts = list(ParkDoubt.objects.visible_to(actor).filter(park=park).select_related("row__run", "settled_by"))
    doubts.sort(key=lambda one: (one.settled_at is not None, one.column, one.code))
    return ParkView(
        park,
        [one for one in doubts if not one.is_note][:_MOST_DOUBTS],
        [one for one in doubts if one.is_note][:_MOST_DOUBTS],
        list(ParkVersion.objects.visible_to(actor).filter(park=park).select_related("user").order_by("-number")[:20]),
        list(open_merges(actor).filter(Q(kept=park) | Q(dropped=park))),
        similar_parks(actor, park),
    )


def similar_parks(actor: Actor, park: IndustrialPark) -> list[IndustrialPark]:
    """Return other parks of the same label that have its name or its code."""
    same = Q(name_key=park.name_key, province=park.province)
    if park.code:
        same |= Q(code=park.code)
    parks = parks_for(actor).filter(same, level=park.level, compartment=park.compartment_id)
    return list(parks.exclude(pk=park.pk).order_by("sort_name", "pk")[:20])


def open_merges(actor: Actor) -> LabelledQuerySet[ParkMerge]:
    """Return the proposals to merge that wait for a second person."""
    rows = ParkMerge.objects.visible_to(actor).filter(state=ParkMerge.State.PROPOSED)
    return rows.select_related("kept", "dropped", "proposed_by").order_by("proposed_at", "pk")


def _open_doubts(actor: Actor) -> LabelledQuerySet[ParkDoubt]:
    return ParkDoubt.objects.visible_to(actor).filter(is_note=False, settled_at=None)
