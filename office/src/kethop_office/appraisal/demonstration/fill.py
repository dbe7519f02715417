"""Fill an empty office: people, parks, every fate once; the worker then tells the other cases while the office is in use."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from django.conf import settings
from django.db import transaction

from kethop_office.accounts import jobs
from kethop_office.accounts.actions.job_runs import mark_interrupted
from kethop_office.accounts.jobs import JobProgress
from kethop_office.accounts.models import User
from kethop_office.appraisal.demonstration.fates import EACH_ONCE, fate_of
from kethop_office.appraisal.demonstration.people import ACCOUNTS, PROVINCE, People, find_people, make_people
from kethop_office.appraisal.demonstration.places import take_places
from kethop_office.appraisal.demonstration.telling import SEED, Telling
from kethop_office.common import clock
from kethop_office.common.demonstration import Mark, read_mark, write_mark
from kethop_office.registry.demonstration import add_parks

__all__ = ["NEXT_CASE", "Made", "fill", "make", "tell_next"]

NEXT_CASE = "appraisal.demonstrate"
PARKS = 160
DAYS = 240
PAUSE = 0.05
"""Seconds between two acts of the worker, so that on SQLite whoever signs in meanwhile comes to write."""
_SHOWN = 10
Say = Callable[[str], None]


@dataclass
class Made:
    """What came out: how many cases, and which stories an action refused to go on with."""

    people: People
    cases: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def fill(say: Say) -> None:
    """Fill the office if it is empty, and say one sign-in for each role. A fill that was broken off left nothing behind."""
    wanted = settings.KETHOP_DEMO_CASES
    if not User.objects.exists():
        mark = Mark(f"minh-hoa-{secrets.token_hex(4)}", 0, wanted)
        write_mark(mark)
        made = make(say, password=mark.password, count=min(wanted, EACH_ONCE))
        write_mark(replace(mark, made=made.cases))
    mark = read_mark()
    if mark.made < mark.wanted:
        left = mark.wanted - mark.made
        mark_interrupted()  # a worker that was killed left its case, which is told again
        say(f"Còn {left} hồ sơ được tạo dần khi văn phòng chạy · {left} more cases are made while the office runs")
        _order(mark.made + 1)
    _say_sign_ins(say, mark.password)


def make(say: Say, *, password: str, count: int) -> Made:
    """Make people, parks and the first cases in one transaction, so that nothing half made is ever seen.

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
    with transaction.atomic():
        with clock.at(end - timedelta(days=DAYS)):
            people = make_people(password)
            parks = _parks(people)
        say(f"Đã tạo {len(people.users)} tài khoản · made {len(people.users)} accounts")
        say(f"Đã tạo {parks} khu, cụm công nghiệp · made {parks} parks and clusters")
        made = Made(people)
        telling = Telling(people, end)
        for number in telling.order(range(1, count + 1)):
            if code := telling.tell(number):
                made.refused.append((number, code))
            made.cases += 1
            if made.cases % _SHOWN == 0 or made.cases == count:
                say(f"Đã tạo {made.cases}/{count} hồ sơ · {made.cases} of {count} cases made")
    for number, code in made.refused:
        say(f"Dừng sớm · ended early: {number} {fate_of(number).stop}: {code}")
    return made


def tell_next(progress: JobProgress, number: int) -> dict[str, int | str]:
    """Tell one more case as a job of the worker, and order the one after it."""
    progress.stage("demonstration.case", number, read_mark().wanted)
    refused = Telling(find_people(), clock.now(), pause=PAUSE).tell(number)
    mark = replace(read_mark(), made=number)
    write_mark(mark)
    if mark.made < mark.wanted:
        _order(number + 1)
    return {"number": number, "refused": refused}


def _order(number: int) -> None:
    jobs.enqueue(NEXT_CASE, {"number": number}, actor=None, priority=jobs.PATIENT + 10)


def _parks(people: People) -> int:
    middles = [(place.code, place.name, place.shape.representative_point()) for place in take_places(PROVINCE)]
    places = [(code, name, round(point.x, 5), round(point.y, 5)) for code, name, point in middles]
    random = Random(SEED)  # noqa: S311 - the same examples each time, no secret
    return add_parks(people.by("steward"), places, province=PROVINCE, count=PARKS, random=random)


def _say_sign_ins(say: Say, password: str) -> None:
    say("")
    say(f"Mật khẩu chung của văn phòng minh họa · password of every account of this demonstration: {password}")
    for username, title, english, _, role in (("admin", "Quản trị", "Administrator", "", "admin"), *ACCOUNTS):
        say(f"  {username:<18} {title} · {english} ({role})")
