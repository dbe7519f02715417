"""Where this room stands in the head of every page, and its work."""

from django.utils.translation import gettext_lazy as _

from kethop_office.accounts import jobs
from kethop_office.accounts.models import Role
from kethop_office.common import navigation
from kethop_office.common.registrations import register_setup

__all__ = ["register"]

LAYER_READERS = [role for role in Role.values if role != Role.PROPONENT]


def register() -> None:
    """Register places, jobs and the step of ``init``."""
    navigation.register_place("registry:parks", _("Khu công nghiệp"), order=50)
    navigation.register_place("registry:layers", _("Các lớp dữ liệu"), roles=LAYER_READERS, order=60)
    jobs.register("registry.read_parks", "kethop_office.registry.actions.import_reading.read_parks")
    jobs.register("registry.check_parks", "kethop_office.registry.actions.import_reading.check_parks")
    jobs.register("registry.take_parks", "kethop_office.registry.actions.taking_in.take_parks")
    jobs.register("registry.read_layers", "kethop_office.registry.actions.layers.read_layers")
    jobs.register("registry.check_layer", "kethop_office.registry.actions.publishing.check_layer")
    jobs.register("registry.publish_layer", "kethop_office.registry.actions.publishing.publish_layer")
    register_setup("registry", "kethop_office.registry.setup.read_layers_now", order=60)
