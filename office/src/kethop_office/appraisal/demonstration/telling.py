"""Tell the story of one invented case from its filing to its end, each act at its own moment of the past."""

import time
from datetime import datetime, timedelta
from datetime import time as time_of_day
from random import Random

from django.utils import timezone

from kethop_office.appraisal.actions.tick import every_day
from kethop_office.appraisal.demonstration.answering import Answering
from kethop_office.appraisal.demonstration.consulting import Fate
from kethop_office.appraisal.demonstration.fates import fate_of
from kethop_office.appraisal.demonstration.people import PROVINCE, People
from kethop_office.appraisal.demonstration.places import Place, site_file, take_places
from kethop_office.appraisal.demonstration.proposals import PLANS, PROJECTS, SHARES, answers_of
from kethop_office.appraisal.demonstration.stories import Story
from kethop_office.appraisal.models import Case
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = ["SEED", "Telling"]

SEED = 20261123
COAST = "22"  # one case lies by the sea, where the law lets silence count as agreement
_OPENS = time_of_day(8, 0)
_SATURDAY = 5
_LOOK = timedelta(days=7)


class Telling:
    """Those who act, the places, and the moment that is today.

    Parameters
    ----------
    people : People
        Offices and accounts.
    end : datetime
        No act happens after it.
    pause : float
        Seconds between two acts, in which others may write.
    """

    def __init__(self, people: People, end: datetime, *, pause: float = 0) -> None:
        self._people, self._end, self._pause = people, end, pause
        self._places = take_places(PROVINCE)

    def order(self, numbers: range) -> list[int]:
        """Return numbers of cases in the order of their filing."""
        return sorted(numbers, key=lambda number: (self._filed(number, fate_of(number)), number))

    def tell(self, number: int) -> str:
        """Tell a case; return the code of a refusal that ended it early, or nothing.

        What an action refuses leaves no trace of that action; the case stays as it was before.
        """
        fate = fate_of(number)
        moment = self._filed(number, fate)
        random = Random(f"{SEED}-{number}-way")  # noqa: S311 - the same examples each time, no secret
        story = self._story(number, fate, random)
        acts, look = story.tell(), moment + _LOOK
        while moment < self._end:
            look = self._days(story, look, moment)
            with clock.at(moment):
                try:
                    wait = next(acts, None)
                except Refused as refusal:
                    return refusal.code
            time.sleep(self._pause)
            if not wait:
                break
            moment = _at_work(moment + timedelta(days=wait, minutes=random.randrange(0, 90)))
        self._days(story, look, self._end)
        return ""

    @staticmethod
    def _days(story: Story, look: datetime, until: datetime) -> datetime:
        """Let the days pass for the case: what comes near, what is late, what silence means."""
        while look <= until:
            with clock.at(look):
                every_day(story.desk.case)
            look += _LOOK
        return look

    def _filed(self, number: int, fate: Fate) -> datetime:
        random = Random(f"{SEED}-{number}-day")  # noqa: S311 - as above
        return _at_work(self._end - timedelta(days=random.uniform(*fate.age) + 0.4), back=True)

    def _story(self, number: int, fate: Fate, random: Random) -> Story:
        lead, filer = ("bql", "stc", "stc")[number % 3], ("proponent", "proponent.2")[number % 2]
        desk = Answering(self._people, lead=lead, filer=filer, number=number, random=random)
        place = self._place(number, random)
        proposal = PLANS[number % len(PLANS)] if number % 11 == 0 else PROJECTS[number % len(PROJECTS)]
        if "shares" in fate.turns:
            place = next(item for item in take_places(COAST) if item.name.endswith("Hạ Long"))
            proposal = SHARES
        office = self._people.offices["wave" if filer == "proponent" else "tea"]
        answers = answers_of(
            proposal, place, number=number, lead=str(desk.lead.pk), proponent=office.name_vi, random=random
        )
        site = None
        if proposal.shape != "units":
            site = site_file(place, proposal.shape, random.uniform(*proposal.hectares), random)
        if fate.stop == "broken":
            site, answers["site"] = b"{}", {"way": "file"}
        earlier = Case.objects.filter(lead_office=desk.lead, proponent=office).order_by("-created_at")
        other = earlier.first() if "linked" in fate.turns else None
        return Story(desk, fate, answers=answers, site=site, other=other)

    def _place(self, number: int, random: Random) -> Place:
        """Return a commune: every eighth case lies beside Nội Bài."""
        return self._places[number // 8 % 6] if number % 8 == 0 else random.choice(self._places)


def _at_work(moment: datetime, *, back: bool = False) -> datetime:
    """Return a moment of a working day that is not far from another."""
    local = timezone.localtime(moment)
    while local.weekday() >= _SATURDAY:
        local += timedelta(days=-1 if back else 1)
    if not _OPENS.hour <= local.hour < _OPENS.hour + 9:
        local = local.replace(hour=_OPENS.hour + local.minute % 8)
    return local
