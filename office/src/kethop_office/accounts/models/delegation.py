"""Who signs for whom, until when."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.common.models import Keyed

__all__ = ["Delegation"]


class Delegation(Keyed):
    """A dated delegation to sign.

    Parameters
    ----------
    capacity : str
        ``KT.``, ``TL.`` or ``TUQ.``, printed before the title.
    office : Office
        Where it holds.
    starts, ends : date
        First and last day.
    document : str
        The paper that says so, with number and date.
    """

    class Capacity(models.TextChoices):
        DEPUTY = "KT.", _("ký thay (KT.)")
        BY_ORDER = "TL.", _("thừa lệnh (TL.)")
        BY_PROXY = "TUQ.", _("thừa ủy quyền (TUQ.)")

    giver = models.ForeignKey("accounts.User", models.PROTECT, related_name="delegations_given")
    holder = models.ForeignKey("accounts.User", models.PROTECT, related_name="delegations_held")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="delegations")
    capacity = models.CharField(max_length=4, choices=Capacity.choices)
    starts = models.DateField()
    ends = models.DateField()
    document = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.capacity} {self.giver} → {self.holder}"
