"""What one answer of the engine says otherwise than another: findings, and whom to ask in which role by which day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

__all__ = ["answer_changes", "kept_answer"]

Plain = Mapping[str, Any]
_SAID = ("role", "last_day", "ask_by", "is_certain")


def kept_answer(answer: Plain) -> dict[str, Any]:
    """Return of an answer what a later one is compared with."""
    return {
        "findings": [
            {name: item[name] for name in ("id", "topic", "topic_label", "outcome", "text")}
            for item in answer["findings"]
        ],
        "inquiries": [
            {name: item[name] for name in ("body", "body_label", "asker_label", *_SAID)} for item in answer["inquiries"]
        ],
    }


def answer_changes(before: Plain, now: Plain) -> list[dict[str, Any]]:
    """Return every difference between two answers; none means that they say the same.

    Parameters
    ----------
    before, now : mapping
        ``findings`` and ``inquiries``, as a run of the engine has them.

    Returns
    -------
    list of dict
        ``kind`` (``finding`` or ``inquiry``), ``label`` (topic or body), ``before`` and ``now``: for a finding outcome and text,
        for an inquiry role, last days and whether it is certain; None where there is none.
    """
    return [*_findings(before["findings"], now["findings"]), *_inquiries(before["inquiries"], now["inquiries"])]


def _findings(before: Sequence[Plain], now: Sequence[Plain]) -> Iterator[dict[str, Any]]:
    old, new = ({item["id"]: item for item in rows} for rows in (before, now))
    for key in [key for key in new if key in old]:
        if (old[key]["outcome"], old[key]["text"]) != (new[key]["outcome"], new[key]["text"]):
            yield _finding(old[key], new[key])
    gone = _by_topic(item for key, item in old.items() if key not in new)
    come = _by_topic(item for key, item in new.items() if key not in old)
    for topic in dict.fromkeys([*come, *gone]):
        yield from _of_topic(gone.get(topic, []), come.get(topic, []))


def _of_topic(gone: list[Plain], come: list[Plain]) -> Iterator[dict[str, Any]]:
    """Yield one line where a topic that had one other answer has another value now, else what came and what went."""
    if len(gone) == len(come) == 1 and gone[0]["outcome"] != come[0]["outcome"]:
        yield _finding(gone[0], come[0])
        return
    for item in come:
        yield _finding(None, item)
    for item in gone:
        yield _finding(item, None)


def _finding(old: Plain | None, new: Plain | None) -> dict[str, Any]:
    shown = new or old or {}
    sides = [{"outcome": item["outcome"], "text": dict(item["text"])} if item else None for item in (old, new)]
    return {"kind": "finding", "label": dict(shown["topic_label"]), "before": sides[0], "now": sides[1]}


def _inquiries(before: Sequence[Plain], now: Sequence[Plain]) -> Iterator[dict[str, Any]]:
    old, new = _by_body(before), _by_body(now)
    for body in dict.fromkeys([*new, *old]):
        was, asked = old.get(body, []), new.get(body, [])
        gone, come = _beyond(was, asked), _beyond(asked, was)
        for first, second in zip_longest(gone, come):
            yield _inquiry(first, second)


def _beyond(items: Sequence[Plain], others: Sequence[Plain]) -> list[Plain]:
    """Return the items that have no equal among the others, each of which stands for one."""
    left = [_said(other) for other in others]
    found = []
    for item in items:
        if _said(item) in left:
            left.remove(_said(item))
        else:
            found.append(item)
    return found


def _inquiry(old: Plain | None, new: Plain | None) -> dict[str, Any]:
    shown = new or old or {}
    sides = [{name: item[name] for name in _SAID} if item else None for item in (old, new)]
    return {"kind": "inquiry", "label": dict(shown["body_label"]), "before": sides[0], "now": sides[1]}


def _said(item: Plain) -> tuple[Any, ...]:
    asker = item["asker_label"]
    return (*(item[name] for name in _SAID), asker["vi"] if asker else "")


def _by_topic(items: Iterable[Plain]) -> dict[str, list[Plain]]:
    found: dict[str, list[Plain]] = {}
    for item in items:
        found.setdefault(item["topic"], []).append(item)
    return found


def _by_body(items: Iterable[Plain]) -> dict[tuple[str, str], list[Plain]]:
    found: dict[tuple[str, str], list[Plain]] = {}
    for item in items:
        found.setdefault((item["body"], item["body_label"]["vi"]), []).append(item)
    return found
