"""Fill an empty office: people, parks, then every case's story, act after act in the order of time."""

import heapq
import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kethop_office.accounts.models import User
from kethop_office.appraisal.actions.tick import every_day
from kethop_office.appraisal.demonstration.answering import Answering
from kethop_office.appraisal.demonstration.fates import fates
from kethop_office.appraisal.demonstration.people import ACCOUNTS, PROVINCE, People, make_people
from kethop_office.appraisal.demonstration.places import Place, site_file, take_places
from kethop_office.appraisal.demonstration.proposals import PLANS, PROJECTS, SHARES, answers_of
from kethop_office.appraisal.demonstration.stories import Fate, Story
from kethop_office.appraisal.models import Case
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.registry.demonstration import add_parks

__all__ = ["Made", "fill", "make"]

SEED = 20261123
COAST = "22"  # one case lies by the sea, where the law lets silence count as agreement
PARKS = 160
DAYS = 240
_OPENS = time(8, 0)
_SATURDAY = 5
_TICK_DAYS = 7
_SHOWN = 20
Say = Callable[[str], None]


@dataclass
class Made:
    """What came out: how many cases, and which stories an action refused to go on with."""

    people: People
    cases: int = 0
    refused: list[tuple[Fate, str]] = field(default_factory=list)


def fill(say: Say) -> None:
    """Fill the office if it is empty, and say one sign-in for each role. A fill that was broken off left nothing behind."""
    mark = Path(settings.KETHOP_DATA) / "demonstration"
    if not User.objects.exists():
        password = f"minh-hoa-{secrets.token_hex(4)}"
        mark.touch(mode=0o600)
        mark.chmod(0o600)
        mark.write_text(json.dumps({"password": password}), encoding="utf-8")
        make(say, password=password, count=settings.KETHOP_DEMO_CASES)
    told = json.loads(mark.read_text(encoding="utf-8") or "{}")
    _say_sign_ins(say, told.get("password", "?"))


def make(say: Say, *, password: str, count: int, seed: int = SEED) -> Made:
    """Make everything in one transaction, so that nothing half made is ever seen.

    Parameters
    ----------
    say : callable
        Is given a line for whoever waits.
    password : str
        Of every account.
    count : int
        How many cases.
    """
    end = clock.now()
    start = _at_work(end - timedelta(days=DAYS))
    with transaction.atomic():
        with clock.at(start):
            people = make_people(password)
            parks = _parks(people, count, seed)
        say(f"Đã tạo {len(people.users)} tài khoản · made {len(people.users)} accounts")
        say(f"Đã tạo {parks} khu, cụm công nghiệp · made {parks} parks and clusters")
        made = Made(people)
        _tell_all(made, say, count=count, seed=seed, end=end)
    return made


def _parks(people: People, count: int, seed: int) -> int:
    middles = [(place.code, place.name, place.shape.representative_point()) for place in take_places(PROVINCE)]
    places = [(code, name, round(point.x, 5), round(point.y, 5)) for code, name, point in middles]
    wanted = min(PARKS, count * 2)
    random = Random(seed)  # noqa: S311 - the same examples each time, no secret
    return add_parks(people.by("steward"), places, province=PROVINCE, count=wanted, random=random)


@dataclass(order=True)
class _Turn:
    at: datetime
    number: int
    fate: Fate = field(compare=False)
    acts: Iterator[float] = field(compare=False)


def _tell_all(made: Made, say: Say, *, count: int, seed: int, end: datetime) -> None:
    random = Random(seed)  # noqa: S311 - the same examples each time, no secret
    queue = list(_stories(made.people, count, random, end))
    heapq.heapify(queue)
    tick = queue[0].at if queue else end
    ended = 0
    while queue:
        turn = heapq.heappop(queue)
        while tick <= turn.at:
            with clock.at(tick):
                every_day()
            tick += timedelta(days=_TICK_DAYS)
        wait = _act(made, turn)
        following = _at_work(turn.at + timedelta(days=wait, minutes=random.randrange(0, 90))) if wait else None
        if following is not None and following < end:
            turn.at = following
            heapq.heappush(queue, turn)
            continue
        ended += 1
        if ended % _SHOWN == 0 or ended == count:
            say(f"Đã tạo {ended}/{count} hồ sơ · {ended} of {count} cases made")
    every_day()
    for fate, code in made.refused:
        say(f"Dừng sớm · ended early: {fate.stop} {sorted(fate.turns)}: {code}")
    made.cases = Case.objects.count()


def _act(made: Made, turn: _Turn) -> float | None:
    """Do the next act of a story; one that an action refuses ends there, with everything of the act undone."""
    try:
        with clock.at(turn.at), transaction.atomic():
            return next(turn.acts, None)
    except Refused as refusal:
        made.refused.append((turn.fate, refusal.code))
        return None


def _stories(people: People, count: int, random: Random, end: datetime) -> Iterator[_Turn]:
    places, coast = take_places(PROVINCE), take_places(COAST)
    others: list[Case] = []
    for number, fate in enumerate(fates(count), 1):
        lead, filer = ("bql", "stc", "stc")[number % 3], ("proponent", "proponent.2")[number % 2]
        desk = Answering(people, lead=lead, filer=filer, number=number, random=random)
        place = _place(places, number, random)
        proposal = PLANS[number % len(PLANS)] if number % 11 == 0 else PROJECTS[number % len(PROJECTS)]
        if "shares" in fate.turns:
            place, proposal = next(item for item in coast if item.name.endswith("Hạ Long")), SHARES
        office = people.offices["wave" if filer == "proponent" else "tea"]
        answers = answers_of(
            proposal, place, number=number, lead=str(desk.lead.pk), proponent=office.name_vi, random=random
        )
        site = None
        if proposal.shape != "units":
            site = site_file(place, proposal.shape, random.uniform(*proposal.hectares), random)
        if fate.stop == "broken":
            site, answers["site"] = b"{}", {"way": "file"}
        story = Story(desk, fate, answers, site, others)
        days = random.uniform(*fate.age) + 0.4
        yield _Turn(_at_work(end - timedelta(days=days), back=True), number, fate, story.tell())


def _place(places: list[Place], number: int, random: Random) -> Place:
    """Return a commune: every eighth case lies beside Nội Bài."""
    return places[number // 8 % 6] if number % 8 == 0 else random.choice(places)


def _at_work(moment: datetime, *, back: bool = False) -> datetime:
    """Return a moment of a working day that is not far from another."""
    local = timezone.localtime(moment)
    while local.weekday() >= _SATURDAY:
        local += timedelta(days=-1 if back else 1)
    if not _OPENS.hour <= local.hour < _OPENS.hour + 9:
        local = local.replace(hour=_OPENS.hour + local.minute % 8)
    return local


def _say_sign_ins(say: Say, password: str) -> None:
    say("")
    say(f"Mật khẩu chung của văn phòng minh họa · password of every account of this demonstration: {password}")
    for username, title, english, _, role in (("admin", "Quản trị", "Administrator", "", "admin"), *ACCOUNTS):
        say(f"  {username:<18} {title} · {english} ({role})")
