"""Passwords that are refused beside short and common ones: those made of the office's own words, and those known elsewhere."""

import hashlib
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kethop_office.accounts.models import User
from kethop_office.accounts.queries.people import offices
from kethop_office.common.folding import tokens

__all__ = ["Foreseeable", "KnownElsewhere", "OfficeWords", "is_listed"]

_SHORTEST = 5
_HASH_LETTERS = 40


class OfficeWords:
    """Refuses a password in which a word of this office stands: its own name, the node's, and those of its offices."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django's signature
        """Refuse such a password."""
        plain = "".join(tokens(password))
        for word in sorted(_words()):
            if word in plain:
                raise ValidationError(_("Mật khẩu chứa tên cơ quan hoặc tên hệ thống. Chọn từ khác."), code="office")

    def get_help_text(self) -> str:
        """Say the rule."""
        return gettext("Không chứa tên cơ quan, tên hệ thống.")


class Foreseeable:
    """Refuses a password in which each sign follows from the one before, such as 123456789012 or aaaaaaaaaaaa."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django's signature
        """Refuse such a password."""
        steps = {(ord(after) - ord(before)) % 10 for before, after in pairwise(password)}
        if len(steps) < 2:
            raise ValidationError(_("Mật khẩu quá dễ đoán. Dùng nhiều từ khác nhau."), code="foreseeable")

    def get_help_text(self) -> str:
        """Say the rule."""
        return gettext("Không phải một dãy liền nhau hay một ký tự lặp lại.")


class KnownElsewhere:
    """Refuses a password that is in the list of the administrator, of those that became known elsewhere."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django's signature
        """Refuse such a password."""
        path = settings.KETHOP_BREACHED_PASSWORDS
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()  # as such lists are made
        if path is not None and is_listed(path, digest):
            raise ValidationError(_("Mật khẩu này đã bị lộ ở nơi khác. Chọn mật khẩu khác."), code="breached")

    def get_help_text(self) -> str:
        """Say the rule."""
        return gettext("Không có trong danh sách mật khẩu đã bị lộ.")


def is_listed(path: Path, digest: str) -> bool:
    """Return whether a hash begins a line of a file whose lines are in order; the file may be larger than memory."""
    wanted = digest.upper().encode()
    with path.open("rb") as file:
        low, high = 0, path.stat().st_size
        while low < high:  # the line, if it is there, begins in low … high
            middle = (low + high) // 2
            file.seek(max(middle - 1, 0))
            if middle:
                file.readline()
            found = file.readline()[:_HASH_LETTERS].upper()
            if found == wanted:
                return True
            if not found or found > wanted:
                high = middle
            else:
                low = file.tell()
    return False


def _words() -> set[str]:
    names = ["Kết hợp", settings.KETHOP_NODE]
    for office in offices():
        names += [office.name_vi, office.name_en, office.short_vi, office.short_en]
    joined = ("".join(tokens(name)) for name in names)
    return {word for word in joined if len(word) >= _SHORTEST}
