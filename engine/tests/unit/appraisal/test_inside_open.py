"""Below what was computed while other surfaces are open: the approval is needed, and nothing says that no surface is passed."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import StringIO

from rich.console import Console

from kethop.appraisal import Filing, ScreeningRun, appraise
from kethop.packs import Pack
from kethop.reporting import print_run
from kethop.spatial import LayerStore
from kethop.vocabulary import Language, Outcome


def lowered(filing: Filing) -> Filing:
    """The stack with its top at 40 m: 26.5 m below the old conical surface; Decree 222/2026 has nothing computable there."""
    heights = filing.proposal.heights.model_copy(
        update={"ground_elevation": Decimal(10), "height": Decimal(30), "top_elevation": Decimal(40)}
    )
    return replace(filing, proposal=filing.proposal.model_copy(update={"heights": heights}))


def run_of(example: Callable[[str], Filing], pack: Pack, layers: LayerStore) -> ScreeningRun:
    return appraise(lowered(example("stack")), pack=pack, layers=layers)


def test_inside_is_found_and_passing_is_not_denied(
    example: Callable[[str], Filing], vietnam: Pack, vietnam_layers: LayerStore
) -> None:
    run = run_of(example, vietnam, vietnam_layers)
    found = {item.message: item for item in run.findings if item.topic == "height_surfaces"}
    assert {name: item.outcome for name, item in found.items()} == {
        "surface_inside_open": Outcome.HIT,
        "surface_caav_open": Outcome.UNKNOWN,
    }
    for item in found.values():
        said = " ".join(text.en for text in item.notes)
        assert "Old ICAO surfaces (Annex 14): lowest elevation 66.52 m" in said
        assert "Decree 222/2026: no surface that can be computed lies over the site" in said
        assert "under Decree 222/2026 8 kinds of surfaces cannot be computed" in said
    (caav,) = [item for item in run.inquiries if item.body == "civil_aviation_authority"]
    assert (caav.is_certain, caav.period.days) == (False, 8)
    staff = [item for item in run.inquiries if item.body == "general_staff_operations" and item.is_certain]
    assert "height_surfaces.surface_inside_open" in {name for item in staff for name in item.findings}


def test_the_console_says_so_of_each_set(
    example: Callable[[str], Filing], vietnam: Pack, vietnam_layers: LayerStore
) -> None:
    run = run_of(example, vietnam, vietnam_layers)
    out = StringIO()
    print_run(run, Language.EN, Console(file=out, width=400))
    assert "• no surface that can be computed lies over the site; one that cannot be computed may" in out.getvalue()
    assert "whether the work passes a surface is not determined" in " ".join(out.getvalue().split())
