"""An office that is killed in the middle of acts, and what must be found of it afterwards.

The parent loads the office once and forks a child for each round: the child does acts through the office's own actions and prints
each one that was acknowledged; the parent ends it with SIGKILL at a random moment, opens the database anew and looks.
"""

import contextlib
import json
import os
import random
import secrets
import signal
import sqlite3
import sys
import time
from pathlib import Path

__all__ = ["Findings", "Rounds"]

LEAST, MOST = 0.0, 0.25  # seconds between the first acknowledged act of a round and its end


class Findings(dict[str, int]):
    """How much of each kind was found: all but ``kills``, ``acts`` and ``orphans`` must be 0."""

    @property
    def faults(self) -> dict[str, int]:
        return {name: number for name, number in self.items() if number and name not in {"kills", "acts", "orphans"}}


class Rounds:
    """Rounds of killing in one folder, whose office was made before."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._chance = chance
        self._acknowledged: dict[str, int] = {}
        self._idle = 0

    def run(self, number: int) -> Findings:
        for _ in range(number):
            self._round()
        return self._look(number)

    def _round(self) -> None:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _work(writer)
        os.close(writer)
        with os.fdopen(reader, encoding="ascii") as told:
            lines = [told.readline()]
            time.sleep(self._chance.uniform(LEAST, MOST))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            lines += told.readlines()
        self._idle += not lines[0].endswith("\n")
        for line in lines:
            if line.endswith("\n"):  # half a line was not acknowledged
                draft, version = line.split()
                self._acknowledged[draft] = int(version)

    def _look(self, kills: int) -> Findings:
        from django.db import connection  # noqa: PLC0415 - the office is loaded by now

        from kethop_office.accounts.models import User  # noqa: PLC0415
        from kethop_office.appraisal.models import ProposalDraft  # noqa: PLC0415
        from kethop_office.audit.models import AuditEvent  # noqa: PLC0415
        from kethop_office.audit.queries import verify  # noqa: PLC0415
        from kethop_office.common.files import read_blob  # noqa: PLC0415
        from kethop_office.common.models import Blob  # noqa: PLC0415

        found = Findings(
            kills=kills, acts=0, lost=0, half=0, breaks=0, damaged=0, missing=0, orphans=0, idle=self._idle
        )
        with contextlib.closing(sqlite3.connect(self._folder / "office.sqlite3")) as plain:
            found["damaged"] = plain.execute("PRAGMA quick_check").fetchall() != [("ok",)]
        found["breaks"] = verify().broken_seq is not None
        told: dict[str, list[int]] = {}
        for key, body in (
            AuditEvent.objects.filter(object_key__startswith="draft:").order_by("seq").values_list("object_key", "body")
        ):
            told.setdefault(key.removeprefix("draft:"), []).append(json.loads(body)["detail"]["version"])
        drafts = {str(draft.pk): draft for draft in ProposalDraft.objects.select_related("site_file")}
        for key in drafts.keys() | told.keys():
            draft, versions = drafts.get(key), told.get(key, [])
            whole = draft is not None and versions == list(range(versions[0], draft.version + 1)) if versions else False
            found["half"] += not whole
            found["acts"] += len(versions)
        for key, version in self._acknowledged.items():
            found["lost"] += key not in drafts or drafts[key].version < version
        for blob in Blob.objects.all():
            try:
                read_blob(blob)
            except OSError:
                found["missing"] += 1
        kept = {row.sha256 for row in Blob.objects.all()}
        files = [path for path in (self._folder / "files").rglob("*") if path.is_file()]
        found["orphans"] = sum(path.name not in kept for path in files)
        assert User.objects.exists()
        connection.close()
        return found


def _work(writer: int) -> None:
    """Do acts until the end comes: begin a draft, then deliver its site anew again and again, each time a new file."""
    from kethop_office.accounts.models import Office, User  # noqa: PLC0415 - loaded before the fork
    from kethop_office.accounts.queries import actor_of  # noqa: PLC0415
    from kethop_office.appraisal.actions.drafts import attach_site, start_draft  # noqa: PLC0415

    try:
        actor = actor_of(User.objects.get(username="proponent.1"))
        draft = start_draft(actor, office=Office.objects.get(pk=next(iter(actor.offices))))
        os.write(writer, f"{draft.pk} {draft.version}\n".encode())
        while True:
            draft = attach_site(actor, draft, secrets.token_bytes(3000), name="site.csv", version=draft.version)
            os.write(writer, f"{draft.pk} {draft.version}\n".encode())
    finally:
        os._exit(70)  # a child never goes back into the parent's code


def make_office(folder: Path) -> None:
    """Make an office with one proponent, as ``init`` does."""
    from datetime import date  # noqa: PLC0415

    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from kethop_office.accounts.models import Membership, Office, Role, User  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    office = Office.objects.create(
        kind="proponent", name_vi="Công ty Ví dụ", name_en="Example", short_vi="CTVD", short_en="EX", province="25"
    )
    user = User.objects.create(username="proponent.1", title="Chủ đầu tư 1")
    Membership.objects.create(user=user, office=office, role=Role.PROPONENT, starts=date(2026, 1, 1))
    connection.close()


def main() -> None:
    """Run so many rounds, some at a time, and print what was found after each: a run that is broken off has told what it had."""
    import django  # noqa: PLC0415 - the settings come from the environment of this process

    django.setup()
    folder, number, seed = Path(os.environ["KETHOP_DATA_DIR"]), int(sys.argv[1]), sys.argv[2]
    make_office(folder)
    rounds = Rounds(folder, random.Random(seed))  # noqa: S311 - when to kill is no secret
    done = 0
    while done < number:
        step = min(50, number - done)
        found = rounds.run(step)
        done += step
        found["kills"] = done
        print(json.dumps(found), flush=True)  # noqa: T201 - to who started it
        if found.faults:
            sys.exit(1)


if __name__ == "__main__":
    main()
