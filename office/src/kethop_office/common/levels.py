"""The classification levels: those of this node, and their words. English keeps the Vietnamese words of the law."""

from django.conf import settings
from django.utils.translation import pgettext_lazy

from kethop_office.common.words import Words

__all__ = ["LEVEL_WORDS", "highest_level", "holds_several", "labels", "level_word", "lowest_level", "nearest_level"]

LEVEL_WORDS: dict[int, Words] = {
    0: pgettext_lazy("level", "Không mật"),
    10: pgettext_lazy("level", "Nội bộ"),
    20: pgettext_lazy("level", "Mật"),
    30: pgettext_lazy("level", "Tối mật"),
    40: pgettext_lazy("level", "Tuyệt mật"),
}


def nearest_level(rank: int) -> int:
    """Return the level that marks a rank: its own, else the next one above; above all, the highest."""
    return min((level for level in LEVEL_WORDS if level >= rank), default=max(LEVEL_WORDS))


def level_word(rank: int) -> Words:
    """Return how a rank is called in the reader's language."""
    return LEVEL_WORDS[nearest_level(rank)]


def holds_several() -> bool:
    """Return whether this node holds records of more than one level."""
    return len(settings.KETHOP_LEVELS) > 1


def lowest_level() -> int:
    """Return the lowest rank that this node holds."""
    return int(min(settings.KETHOP_LEVELS))


def highest_level() -> int:
    """Return the highest rank that this node holds; a label above it is refused."""
    return int(max(settings.KETHOP_LEVELS))


def labels() -> list[int]:
    """Return the ranks that a record of this node may carry; a node of one level also keeps what is below it."""
    return (
        sorted(settings.KETHOP_LEVELS) if holds_several() else [rank for rank in LEVEL_WORDS if rank <= highest_level()]
    )
