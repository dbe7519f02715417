"""What the search of every page finds: cases that the reader may know of, by their words."""

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.queries.case_list.filters import CaseFilters
from kethop_office.appraisal.queries.case_list.selecting import selected_cases
from kethop_office.appraisal.queries.shell import case_path, title_of
from kethop_office.appraisal.queries.standing import reader_of

__all__ = ["MOST_FOUND", "found_by_words"]

MOST_FOUND = 8
_FEWEST_SIGNS = 2


def found_by_words(actor: Actor, text: str) -> list[tuple[str, str]]:
    """Return name and address of the newest cases that hold every word of a text; none for fewer than two signs."""
    if len("".join(text.split())) < _FEWEST_SIGNS:
        return []
    cases = selected_cases(reader_of(actor), CaseFilters(text=text[:200]))
    return [
        (f"{case.reference} · {title_of(case)}", case_path(case))
        for case in cases.order_by("-filed_on", "-id")[:MOST_FOUND]
    ]
