"""Who asks: an account of each role, who has not signed in, and programs."""

from datetime import date

from django.test import Client
from sessions_at import works_at

from kethop_office.accounts import sessions
from kethop_office.accounts.models import AppPassword, Clearance, Membership, Office, User
from kethop_office.accounts.queries.app_passwords import hash_of

__all__ = ["PROGRAMS", "READERS", "SESSIONS", "Readers"]

MORE = {"steward": "steward", "rule_officer": "rule_officer", "upper": "upper", "auditor": "auditor"}
SESSIONS = (
    "officer",
    "reviewer",
    "approver1",
    "approver2",
    "clerk",
    "proponent",
    "command",
    "command_head",
    "police",
    *MORE,
    "stranger",
    "admin",
    "",
)
"""Every role, an officer of an office that has nothing to do with any case, and who has not signed in."""
PROGRAMS = ("program:officer", "program:command", "program:proponent", "program:stranger")
READERS = SESSIONS + PROGRAMS
UNCLEARED = {"", "admin"}
"""An administrator holds no clearance."""
DAYS = {"starts": date(2026, 1, 1), "ends": date(2027, 1, 1)}


class Readers:
    """Clients of the readers, at a level."""

    def __init__(self, desk) -> None:
        self.users = dict(desk.users)
        far = Office.objects.create(kind="authority", name_vi="Sở Xa", name_en="Far", short_vi="Sở Xa", short_en="Far")
        for name, role in [*MORE.items(), ("stranger", "officer")]:
            user = User.objects.create_user(username=name.replace("_", "-"), title=f"Tài khoản {name}")
            office = {"stranger": far, "upper": desk.region}.get(name, desk.lead)
            Membership.objects.create(user=user, office=office, role=role, starts=date(2026, 1, 1))
            self.users[name] = user
        for name in PROGRAMS:
            user = self.users[name.removeprefix("program:")]
            AppPassword.objects.create(
                user=user,
                name=name,
                scope="write",
                secret_hash=hash_of(f"kethop_{name}"),
                made_at=desk.now,
                ends_on=date(2027, 1, 1),
            )

    def at(self, rank: int, names=READERS) -> dict[str, Client]:
        """Clear accounts for a level, and return their clients, working at it."""
        clients = {}
        for name in names:
            user = self.users.get(name.removeprefix("program:"))
            if rank and name not in UNCLEARED:
                Clearance.objects.create(user=user, rank=rank, decision="QĐ ví dụ", **DAYS)
            clients[name] = self._client(name, user, rank)
        return clients

    @staticmethod
    def _client(name: str, user: User | None, rank: int) -> Client:
        if name.startswith("program:"):
            return Client(headers={"authorization": f"Bearer kethop_{name}"})
        client = Client()
        if user is not None:
            client.force_login(user)
            session = client.session
            sessions.begin(session)
            session.save()
            works_at(client, 0 if name in UNCLEARED else rank)
        return client
