"""The page of a comparison: the lines of one kind and state, and several of them noted at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.appraisal.actions.rescreening.noting import note_lines
from kethop_office.appraisal.forms.rescreening import NoteLinesForm
from kethop_office.appraisal.models import RescreenedCase, RescreenedPark, RescreenedRow, Rescreening
from kethop_office.appraisal.queries.rescreening import pages as read
from kethop_office.appraisal.queries.rescreening.words import ChangeLine, change_lines, why_unasked
from kethop_office.appraisal.queries.rescreening.work import may_settle
from kethop_office.appraisal.views.consultation_frame import done, try_on
from kethop_office.appraisal.views.rescreening import about
from kethop_office.common.figures import number_text
from kethop_office.common.name_pages import NamePage
from kethop_office.registry.views.common import found

__all__ = ["comparison", "note"]

_KINDS = {"cases": gettext_lazy("Hồ sơ"), "parks": gettext_lazy("Khu công nghiệp")}
_SHOWN = ("changed", "unasked", "waiting", "same", "far")

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines that a page shows: of which kind, in which state, and which of them the reader may settle."""

    kind: str
    state: str
    at: str
    counts: Counts
    page: NamePage[RescreenedCase] | NamePage[RescreenedPark]
    open_lines: Mapping[str, RescreenedCase | RescreenedPark]

    def query(self, at: str) -> str:
        """Return the address of the same part at another place of its list."""
        return f"?of={self.kind}&state={self.state}&at={at}"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line; ``box`` is the number of its checkbox, None where the reader may not settle it."""

    one: RescreenedCase | RescreenedPark
    name: str
    changes: list[ChangeLine]
    why: str
    box: int | None
    is_chosen: bool


@require_safe
@role_required(*read.READERS)
def comparison(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show one comparison: progress, and the lines of one kind and state; at first those that there are."""
    row = found(read.visible_rescreening, request.actor, key)
    part = _part(request, row, request.GET)
    return _page(request, row, part, NoteLinesForm(lines=part.open_lines))


@require_POST
@role_required(*read.READERS)
def note(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Note of the lines that are chosen on a page that what was found of them stands, and why."""
    row = found(read.visible_rescreening, request.actor, key)
    part = _part(request, row, request.POST)
    form, status = NoteLinesForm(request.POST, lines=part.open_lines), 400
    if form.is_valid():
        chosen = [part.open_lines[one] for one in form.cleaned_data["lines"]]
        status = try_on(form, lambda: note_lines(request.actor, chosen, form.cleaned_data["reason"]))
        if not status:
            words = ngettext("Đã ghi nhận %(number)s dòng.", "Đã ghi nhận %(number)s dòng.", len(chosen))
            path = reverse("appraisal:rescreening", args=[row.pk])
            return done(request, words % {"number": number_text(len(chosen))}, f"{path}{part.query(part.at)}#lines")
    return _page(request, row, part, form, status)


def _page(
    request: SignedInRequest, row: Rescreening, part: _Part, form: NoteLinesForm, status: int = 200
) -> HttpResponse:
    context = {
        **about(request, row),
        "part": part,
        "choices": _choices(part.counts),
        "lines": _lines(part, form),
        "form": form,
        "other": _other(request, row),
        "before": part.query(part.page.before) if part.page.before else "",
        "after": part.query(part.page.after) if part.page.after else "",
        "page_level": max([row.level, *(one.level for one in part.page.rows)]),
    }
    return render(request, "appraisal/rescreening/show.html", context, status=status)


def _part(request: SignedInRequest, row: Rescreening, given: QueryDict) -> _Part:
    counts, at = read.counts_of(request.actor, row), given.get("at", "")
    kind, state = _chosen(counts, given)
    page: NamePage[RescreenedCase] | NamePage[RescreenedPark]
    if kind == "parks":
        page = read.row_page(read.parks_of(request.actor, row).filter(state=state).select_related("park"), at)
    else:
        page = read.row_page(read.cases_of(request.actor, row).filter(state=state).select_related("case"), at)
    mine = {str(one.pk): one for one in page.rows if may_settle(request.actor, one)}
    return _Part(kind, state, at, counts, page, mine)


def _chosen(counts: Counts, given: QueryDict) -> tuple[str, str]:
    """Return the kind and state that are asked for; of what is not asked for, the first that has lines."""
    kinds = [kind for kind in _KINDS if kind == given.get("of")] or list(_KINDS)
    states = [state for state in _SHOWN if state == given.get("state")] or list(_SHOWN)
    parts = [(kind, state) for state in states for kind in kinds]
    return next((part for part in parts if counts[part[0]].get(part[1])), parts[0])


def _choices(counts: Counts) -> list[dict[str, object]]:
    """Return each kind and state with how many lines the reader may know of."""
    words = dict(RescreenedRow.State.choices)
    return [
        {
            "kind": kind,
            "heading": heading,
            "states": [
                {"state": state, "word": words[RescreenedRow.State(state)], "number": counts[kind].get(state, 0)}
                for state in _SHOWN
            ],
        }
        for kind, heading in _KINDS.items()
    ]


def _lines(part: _Part, form: NoteLinesForm) -> list[_Line]:
    boxes = {key: number for number, key in enumerate(part.open_lines)}
    chosen = set(form["lines"].value() or ())
    return [
        _Line(
            one=one,
            name=one.park.name if isinstance(one, RescreenedPark) else one.case.reference,
            changes=change_lines(one),
            why=why_unasked(one) if one.code else "",
            box=boxes.get(str(one.pk)),
            is_chosen=str(one.pk) in chosen,
        )
        for one in part.page.rows
    ]


def _other(request: SignedInRequest, row: Rescreening) -> Rescreening | None:
    """Return the comparison of the same version on the other side of the change, as far as the reader may know of it."""
    if row.draft is None:
        return None
    phases = Rescreening.Phase
    return read.latest(request.actor, row.draft, phases.AFTER if row.phase == phases.BEFORE else phases.BEFORE)
