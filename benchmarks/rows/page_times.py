"""Ask for every page of the measurement, as each reader, through Django's client: times, answers, and which tables were read."""

import hashlib
import html
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

__all__ = ["LISTS", "SEARCHES", "Pages"]

LISTS: list[dict[str, str]] = [
    *({"sort": sort} for sort in ("due", "-due", "-filed", "filed", "reference", "name", "-area")),
    {"clock": "late"},
    {"clock": "paused", "sort": "name"},
    {"stage": "approval"},
    {"stage": "consultation", "kind": "plan", "sort": "-area"},
    {"place": "25"},
    {"place": "01234"},
    {"office": "own", "officer": "none"},
    {"unknown": "1"},
    {"sector": "42", "sort": "-filed"},
    {"stage": "approval", "place": "07", "officer": "me"},
    {"filed_from": "01/03/2026", "filed_to": "31/03/2026"},
    {"due_from": "23/11/2026", "due_to": "30/11/2026"},
]
SEARCHES = [
    "duong tinh",
    "khu cong nghiep",
    "KH-2026-000005",
    "cong ty thep 12",
    "uy lo 411",
    "xa so 1234",
    "dong van giai doan 3",
    "khong co gi",
    "c",
    "2026",
    "stc17",
]


class Pages:
    """The pages of each reader, and what asking for them took.

    Each pass asks for every page several times, page after page, so that a busy minute of the machine does not fall on one page
    alone. What a page takes in a pass is the median; the best of the passes is what it takes.
    """

    def __init__(self, readers: dict[str, Any]) -> None:
        self.clients: dict[str, Client] = {}
        self.paths: dict[tuple[str, str, str], str] = {}
        self.tables: dict[str, set[str]] = defaultdict(set)
        self.answers: dict[str, str] = {}
        self.times: dict[tuple[str, str, str], list[list[float]]] = defaultdict(list)
        self.costs: dict[tuple[str, str, str], list[list[float]]] = defaultdict(list)
        for name, user in readers.items():
            self.clients[name] = Client()
            self.clients[name].force_login(user)
            self._find_paths(name)

    def _find_paths(self, reader: str) -> None:
        for one in LISTS:
            self.paths["list", reader, urlencode(one)] = f"/case/?{urlencode(one)}"
        for text in SEARCHES:
            self.paths["search", reader, text] = f"/case/?{urlencode({'text': text})}"
        first = self.clients[reader].get("/case/").content.decode()
        if after := re.search(r'rel="next" href="([^"]+)"', first):
            self.paths["list", reader, "next page"] = html.unescape(after[1])
        for place, path in enumerate(re.findall(r'href="(/case/KH-\d{4}-\d+/)"', first)[:5]):
            self.paths["case", reader, str(place)] = path

    def warm(self) -> None:
        """Ask once for each page, not timed: keep its answer, and which tables it read."""
        for (kind, reader, name), path in self.paths.items():
            with _reading(self.tables[kind]):
                response = self.clients[reader].get(path)
            if response.status_code != 200:
                raise SystemExit(f"{path}: {response.status_code}")
            self.answers[f"{kind} {reader} {name}"] = _answer(response.content.decode())

    def ask(self, rounds: int) -> None:
        """Ask for each page ``rounds`` times."""
        for key, path in self.paths.items():
            took, cost = [], []
            for _round in range(rounds):
                begun, spent = time.perf_counter(), time.process_time()
                self.clients[key[1]].get(path)
                took.append((time.perf_counter() - begun) * 1000)
                cost.append((time.process_time() - spent) * 1000)
            self.times[key].append(took)
            self.costs[key].append(cost)

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each page: best of the medians, and every single time."""
        return [
            {
                "kind": kind,
                "reader": reader,
                "page": name,
                "best": min(map(median, passes)),
                "all": [value for one in passes for value in one],
                "cost": min(map(median, self.costs[kind, reader, name])),
            }
            for (kind, reader, name), passes in self.times.items()
        ]


@contextmanager
def _reading(tables: set[str]) -> Iterator[None]:
    """Note the tables that statements name."""

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401, FBT001 - Django's own
        tables.update(re.findall(r'(?:FROM|JOIN|INTO|UPDATE) "(\w+)"', sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def _answer(page: str) -> str:
    """Return a hash of what the page says: its cases in order, and its count."""
    said = re.findall(r'href="/case/(KH-\d{4}-\d+)/"', page) + re.findall(r'id="results-heading"[^>]*>([^<]*)', page)
    return hashlib.sha256("|".join(said).encode()).hexdigest()[:16]
