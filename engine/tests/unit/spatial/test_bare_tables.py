"""Pasted tables without a header: how their columns are parted, and which is north."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kethop.errors import SiteError
from kethop.spatial import PASTED, ColumnOrder, Outline, read_outline

CORNERS = [(2346300.5, 553400.25), (2346900.5, 553400.25), (2346900.5, 554000.25)]


def paste(text: str, **options: str) -> Outline:
    return read_outline(text.encode(), name=PASTED, **options)  # type: ignore[arg-type]  # a word for the column order


def numbers(outline: Outline) -> list[tuple[float, float]]:
    return [(point.northing, point.easting) for path in outline.paths for point in path.points]


def written(number: float, group: str, mark: str) -> str:
    return f"{number:,.2f}".replace(".", "|").replace(",", group).replace("|", mark)


def rows(part: str, group: str, mark: str, names: tuple[str, ...]) -> str:
    pairs = [[written(number, group, mark) for number in pair] for pair in CORNERS]
    return "\n".join(
        part.join([*name, *pair]) for name, pair in zip([[name] for name in names] or [[]] * 3, pairs, strict=True)
    )


@pytest.mark.parametrize("names", [(), ("1", "2", "3"), ("M1", "M2", "M3")])
@pytest.mark.parametrize(
    ("group", "mark"), [("", ","), ("", "."), (".", ","), (",", "."), (" ", ","), (" ", "."), ("\u00a0", ",")]
)
@pytest.mark.parametrize("part", ["\t", ";", "|", "   ", " "])
def test_every_notation_parted_in_every_way(part: str, group: str, mark: str, names: tuple[str, ...]) -> None:
    outline = paste(rows(part, group, mark, names))
    assert numbers(outline) == CORNERS
    assert [point.name for point in outline.paths[0].points] == list(names or ("1", "2", "3"))
    assert "site.header_assumed" in [note.code for note in outline.notes]


def test_commas_part_columns_where_nothing_else_can() -> None:
    assert numbers(paste(rows(",", "", ".", ("1", "2", "3")))) == CORNERS
    assert numbers(paste(rows(", ", "", ".", ()))) == CORNERS
    with pytest.raises(SiteError) as caught:
        paste(rows(",", "", ",", ("1", "2", "3")))
    assert caught.value.code == "site.header_missing"


def test_margins_of_a_spreadsheet_are_no_columns() -> None:
    lines = rows("\t", ".", ",", ("1", "2", "3")).splitlines()
    assert numbers(paste("\n".join(f"\t{line}\t" for line in lines))) == CORNERS
    two = paste("\n".join([*lines, "\t\t", *(line.replace("2.346", "2.348") for line in lines)]))
    assert [len(path.points) for path in two.paths] == [3, 3]


def test_words_that_can_be_dealt_out_in_two_ways_are_refused() -> None:
    with pytest.raises(SiteError) as caught:
        paste("1 346 300 553 400\n2 346 900 553 400\n3 346 900 554 000")
    assert caught.value.code == "site.columns_unclear"
    assert caught.value.fields["row"] == 1
    with pytest.raises(SiteError) as caught:
        paste("a b c d\ne f g h")
    assert caught.value.code == "site.header_missing"


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize("order", list(ColumnOrder))
@pytest.mark.parametrize("letters", [("B", "Đ"), ("N", "E"), ("", "E"), ("B", "")])
def test_letters_in_the_cells_say_which_column_is_north(
    letters: tuple[str, str], order: ColumnOrder, *, is_turned: bool
) -> None:
    lines = [[f"{letters[0]} {north}", f"{letters[1]} {east}"] for north, east in CORNERS]
    text = "\n".join("\t".join(line[::-1] if is_turned else line) for line in lines)
    outline = paste(text, column_order=order)
    assert numbers(outline) == CORNERS
    assert outline.column_order is None
    assert "site.header_by_directions" in [note.code for note in outline.notes]


def test_letters_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(SiteError) as caught:
        paste("\n".join(f"B {north}\tB {east}" for north, east in CORNERS))
    assert caught.value.code == "site.axis_letter"


def outcome(text: str) -> list[tuple[float, float]] | str:
    try:
        return numbers(paste(text))
    except SiteError as fault:
        return fault.code


@given(st.lists(st.tuples(st.integers(10**6, 2_600_000), st.integers(3 * 10**5, 7 * 10**5)), min_size=3, max_size=8))
def test_grouped_words_are_read_as_written_or_refused(corners: list[tuple[int, int]]) -> None:
    pairs = [(north + 0.25, east + 0.5) for north, east in corners]
    for names, part in itertools.product((False, True), (" ", "\t")):
        text = "\n".join(
            part.join([*([str(n)] if names else []), *(written(number, " ", ",") for number in pair)])
            for n, pair in enumerate(pairs, 1)
        )
        repeated = pairs[:-1] if pairs[0] == pairs[-1] else pairs
        assert outcome(text) in ([repeated] if part == "\t" else [repeated, "site.columns_unclear"])
