"""What differs between two contents, item by item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Change", "differences"]


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is no longer the same.

    Parameters
    ----------
    group : str
        Part of the content, such as ``conditions``.
    key : str
        Item of the part; empty for a part that is one item.
    field : str
        Value of the item; empty where the whole item was added or taken out.
    before, now : object
        Values; None where there was, or is, none.
    """

    group: str
    key: str
    field: str
    before: object
    now: object

    @property
    def is_added(self) -> bool:
        """Whether the whole item is new."""
        return not self.field and self.before is None

    @property
    def is_gone(self) -> bool:
        """Whether the whole item is no longer there."""
        return not self.field and self.now is None


_SINGLE = ("case", "file", "run", "recommendation")
_KEYED = ("findings", "inquiries", "opinions", "conditions", "sections")


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the changes from one content to another, in the order of the report.

    Two contents without a change between them have the same hash, and the other way round.
    """
    found: list[Change] = []
    if before.get("format") != now.get("format"):
        found.append(Change("format", "", "format", before.get("format"), now.get("format")))
    for group in _SINGLE:
        found += _item(group, "", before.get(group), now.get(group))
    for group in _KEYED:
        old, new = before.get(group) or {}, now.get(group) or {}
        for key in [*old, *(key for key in new if key not in old)]:
            found += _item(group, key, old.get(key), new.get(key))
    return tuple(found)


def _item(group: str, key: str, before: Any, now: Any) -> Iterator[Change]:  # noqa: ANN401 - values of JSON
    if before == now:
        return
    if not isinstance(before, Mapping) or not isinstance(now, Mapping):
        yield Change(group, key, "", before, now)
        return
    for field in sorted({*before, *now}):
        if before.get(field) != now.get(field) or (field in before) != (field in now):
            yield Change(group, key, field, before.get(field), now.get(field))
