"""What the pack asks of a proposal, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from kethop_office.appraisal.bridge.desk import ask
from kethop_office.common.figures import number_text

__all__ = ["Choice", "PackQuestions", "Question", "pack_questions", "spoken", "system_name"]

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One fact that the file declares.

    Parameters
    ----------
    kind : str
        ``boolean``, ``number``, ``choice``, ``text`` or ``date``.
    how : str
        What to do when it is not known.
    topic : str
        Under which topic it is asked; empty for what only other facts need.
    """

    name: str
    label: str
    kind: str
    unit: str
    options: tuple[Choice, ...]
    how: str
    topic: str


@dataclass(frozen=True, slots=True)
class PackQuestions:
    """Everything that the form takes from the pack.

    Parameters
    ----------
    kinds : tuple of (value, label)
        Kinds of proposal.
    systems : tuple of (value, label)
        Coordinate systems that the site step offers.
    """

    kinds: tuple[Choice, ...]
    systems: tuple[Choice, ...]
    questions: tuple[Question, ...]


def pack_questions(kind: str = "") -> PackQuestions:
    """Return what is asked of one kind of proposal; of any when empty.

    Raises
    ------
    EngineEnded
        The engine does not answer.
    """
    said = ask("questions")
    asked = [item for item in said["questions"] if not kind or not item["asked_of"] or kind in item["asked_of"]]
    return PackQuestions(
        _options(said["kinds"]),
        tuple((item["crs"], system_name(item["crs"], item["zone"], item["meridian"])) for item in said["systems"]),
        tuple(_question(item) for item in asked),
    )


def spoken(text: Mapping[str, str] | None) -> str:
    """Return a text of the engine in the reader's language."""
    return text["en" if get_language() == "en" else "vi"] if text else ""


def system_name(crs: str, zone: int, meridian: float | None) -> str:
    """Return a coordinate system as drawings name it, such as "VN-2000 múi 3°, kinh tuyến trục 105°30′"."""
    if meridian is None:
        return gettext("WGS 84, độ (kinh độ, vĩ độ)") if crs != "EPSG:4756" else gettext("VN-2000, độ (kinh độ, vĩ độ)")
    degrees, minutes = int(meridian), round(meridian % 1 * 60)
    words = {"zone": number_text(zone), "meridian": f"{degrees}°{minutes:02d}′"}
    return gettext("VN-2000 múi %(zone)s°, kinh tuyến trục %(meridian)s") % words


def _options(items: Sequence[Mapping[str, Any]]) -> tuple[Choice, ...]:
    return tuple((item["value"], spoken(item["label"])) for item in items)


def _question(item: Mapping[str, Any]) -> Question:
    return Question(
        item["name"],
        spoken(item["label"]),
        item["type"],
        spoken(item["unit"]),
        _options(item["options"]),
        spoken(item["how"]),
        spoken(item["topic"]),
    )
