"""Parks, layers, units of the territory, the work list and the account."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import Http404
from ninja import Query, Router
from pydantic import Field

from kethop_office.accounts.queries.people import office_names
from kethop_office.accounts.queries.tasks import tasks_of
from kethop_office.api.door import ProgramRequest
from kethop_office.api.problems import Stop
from kethop_office.api.service import answers
from kethop_office.api.shapes.registers import (
    LayerOut,
    MeOut,
    OfficeRole,
    ParkOut,
    ParksOut,
    TaskOut,
    UnitLineageOut,
    UnitsOut,
    layer_out,
    lineage_out,
    park_out,
    task_out,
    units_out,
)
from kethop_office.api.shapes.texts import PLAIN, Name, Short
from kethop_office.registry.models import IndustrialPark, Layer
from kethop_office.registry.queries.layers import layer_rows, visible_layer
from kethop_office.registry.queries.parks import (
    ParkFilters,
    counted,
    is_place,
    park_page,
    selected_parks,
    visible_park,
)
from kethop_office.territory.models import Unit
from kethop_office.territory.queries import lineage_of, resolve, unit_with_key

__all__ = ["router"]

router = Router()


@router.get("/me", response=answers(MeOut), tags=["account"])
def read_me(request: ProgramRequest) -> MeOut:
    """Read whose password this is, what it may do and in which offices."""
    made = request.app_password
    names = office_names(request.actor.offices)
    roles = sorted((names[office], office, role) for office, role in request.actor.roles)
    return MeOut(
        username=made.user.username,
        title=made.user.shown_title,
        scope=made.scope,
        ends_on=made.ends_on,
        roles=[OfficeRole(office=office, name=name, role=role) for name, office, role in roles],
    )


@router.get("/tasks", response=answers(list[TaskOut]), tags=["account"])
def list_tasks(request: ProgramRequest) -> list[TaskOut]:
    """List the work of this account by its last day, at most 1,000 lines."""
    rows = sorted(tasks_of(request.actor), key=lambda row: (row.due_on or date.max, row.reference, str(row.verb)))
    return [task_out(row) for row in rows[:1_000]]


@router.get("/parks", response=answers(ParksOut), tags=["registry"])
def list_parks(  # noqa: PLR0913 - its filters
    request: ProgramRequest,
    *,
    text: Name = "",
    kind: Short = "",
    province: Annotated[str, Query(max_length=60, pattern=PLAIN, description="Code of a present province.")] = "",
    commune: Annotated[str, Query(max_length=60, pattern=PLAIN, description="Code of a present commune.")] = "",
    status: Short = "",
    page: Annotated[str, Query(max_length=2000)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ParksOut:
    """List parks, clusters and zones of the register by name."""
    if page and not is_place(page):
        raise Stop(422, "api.page")
    parks = selected_parks(request.actor, ParkFilters(text, kind, province, commune, status))
    found = park_page(parks, page, limit)
    number, is_more = counted(parks)
    return ParksOut(
        items=[park_out(park) for park in found.parks],
        count=number,
        is_more_than_count=is_more,
        next=found.after,
        previous=found.before,
    )


@router.get("/parks/{key}", response=answers(ParkOut), tags=["registry"])
def read_park(request: ProgramRequest, key: UUID) -> ParkOut:
    """Read one park."""
    try:
        return park_out(visible_park(request.actor, key))
    except IndustrialPark.DoesNotExist as error:
        raise Http404 from error


@router.get("/layers", response=answers(list[LayerOut]), tags=["registry"])
def list_layers(request: ProgramRequest) -> list[LayerOut]:
    """List the layers in use, those that need care first."""
    return [layer_out(row) for row in layer_rows(request.actor)]


@router.get("/layers/{key}", response=answers(LayerOut), tags=["registry"])
def read_layer(request: ProgramRequest, key: UUID) -> LayerOut:
    """Read what is known of one layer."""
    try:
        return layer_out(visible_layer(request.actor, key)[0])
    except Layer.DoesNotExist as error:
        raise Http404 from error


@router.get("/units", response=answers(UnitsOut), tags=["territory"])
def find_units(
    request: ProgramRequest,  # noqa: ARG001 - ninja gives it by this name
    text: Annotated[
        str,
        Query(
            min_length=1,
            max_length=100,
            pattern=PLAIN,
            description="Code or name, old or present; after a comma where it lies.",
        ),
    ],
    on: Annotated[date | None, Query(description="The day whose units are wanted.")] = None,
    level: Annotated[str, Query(max_length=60, pattern=PLAIN, description="`province`, `district` or `commune`.")] = "",
) -> UnitsOut:
    """Find what a code or name of a place stands for: every reading, at most 100."""
    return units_out(resolve(text, on=on, level=level))


@router.get("/units/{key}", response=answers(UnitLineageOut), tags=["territory"])
def read_unit(
    request: ProgramRequest,  # noqa: ARG001 - ninja gives it by this name
    key: Annotated[str, Field(max_length=24, pattern=r"^[a-z0-9:]+$")],
) -> UnitLineageOut:
    """Read one unit with what it was made of and what it became."""
    try:
        return lineage_out(lineage_of(unit_with_key(key)))
    except Unit.DoesNotExist as error:
        raise Http404 from error
