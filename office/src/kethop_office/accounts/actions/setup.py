"""What an office has from its first day: the levels, and an administrator."""

from django.db import transaction

from kethop_office.accounts.models import ClassificationLevel, Membership, Office, Role, User
from kethop_office.audit.actions import record
from kethop_office.common import clock

__all__ = ["create_administrator", "create_levels"]

_LEVELS = (
    (0, "public", "Không mật", "Not secret"),
    (10, "internal", "Nội bộ", "Internal"),
    (20, "mat", "Mật", "Mật"),
    (30, "toi_mat", "Tối mật", "Tối mật"),
    (40, "tuyet_mat", "Tuyệt mật", "Tuyệt mật"),
)


def create_levels() -> int:
    """Create the five levels that are missing, and return how many were."""
    created = 0
    for rank, code, name_vi, name_en in _LEVELS:
        names = {"code": code, "name_vi": name_vi, "name_en": name_en}
        created += ClassificationLevel.objects.get_or_create(rank=rank, defaults=names)[1]
    return created


def create_administrator(username: str, password: str) -> User | None:
    """Create an administrator and the office it administers; None when the name is taken.

    Parameters
    ----------
    username : str
        Name to sign in with.
    password : str
        Shown once to whoever runs the command.
    """
    now = clock.now()
    with transaction.atomic():
        if User.objects.filter(username=username).exists():
            return None
        user = User(username=username, title="Quản trị", title_en="Administrator")
        user.set_password(password)
        user.full_clean()
        user.save()
        office, _ = Office.objects.get_or_create(
            body=Office.ADMINISTRATION,
            defaults={
                "kind": Office.Kind.AUTHORITY,
                "name_vi": "Bộ phận quản trị",
                "name_en": "Administration of this office",
                "short_vi": "Quản trị",
                "short_en": "Administration",
            },
        )
        Membership.objects.create(user=user, office=office, role=Role.ADMIN, starts=clock.today())
        record("account.created", actor=None, object_key=f"user:{user.pk}", at=now, detail={"role": Role.ADMIN.value})
    return user
