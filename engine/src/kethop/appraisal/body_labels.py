"""How the bodies of a case are called: everywhere by the same name."""

from collections.abc import Sequence

from kethop.appraisal.places import ProvinceName
from kethop.packs import Pack
from kethop.vocabulary import Text

__all__ = ["body_label", "body_labels", "places_of"]


def places_of(pack: Pack, body: str, provinces: Sequence[ProvinceName]) -> list[ProvinceName | None]:
    """Return the provinces in which a body is asked: each for a provincial one; None where it is not one province."""
    if pack.bodies[body].is_per_province and provinces:
        return list(provinces)
    return [provinces[0] if len(provinces) == 1 else None]


def body_labels(pack: Pack, body: str, provinces: Sequence[ProvinceName]) -> tuple[Text, ...]:
    """Return the names of a body in the provinces of a site."""
    return tuple(body_label(pack, body, place) for place in places_of(pack, body, provinces))


def body_label(pack: Pack, body: str, place: ProvinceName | None) -> Text:
    """Return the name of a body in a province, by its variant there where it has one."""
    label = pack.bodies[body].label_in(place.code if place else None)
    if place is None:
        return Text(
            vi=label.vi.replace("{province}", "(chưa xác định tỉnh)"),
            en=label.en.replace("{province}", "(province not determined)"),
        )
    vietnamese = place.name.vi[:1].lower() + place.name.vi[1:]  # "tỉnh …", "thành phố …" inside a name
    return Text(vi=label.vi.replace("{province}", vietnamese), en=label.en.replace("{province}", place.name.en))
