"""A number written in any notation is read as that number or refused, never as another."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kethop.spatial.sites.numbers import Axis, NumberError, read_number

MARKS = [
    ("", "."),
    ("", ","),
    (".", ","),
    (",", "."),
    (" ", "."),
    (" ", ","),
    ("\u00a0", ","),
    ("'", "."),
    ("\u2009", ","),
]
metres = st.decimals(min_value=0, max_value=9_999_999, places=3).map(lambda number: number.normalize())
FULL_WIDTH = str.maketrans("0123456789.,", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff0e\uff0c")


def outcome(text: str, **options: Any) -> Decimal | str:
    try:
        return read_number(text, **options)
    except NumberError as fault:
        return fault.code


def grouped(number: Decimal, group: str, mark: str) -> str:
    whole, _, fraction = format(number, "f").partition(".")
    parts = []
    while len(whole) > 3:
        whole, parts = whole[:-3], [whole[-3:], *parts]
    return group.join([whole, *parts]) + (mark + fraction if fraction else "")


@given(metres, st.sampled_from(MARKS), st.sampled_from(["", "-", "+"]), st.booleans(), st.sampled_from(["", " ", "\t"]))
def test_metres(number: Decimal, marks: tuple[str, str], sign: str, wide: bool, space: str) -> None:
    text = grouped(number, *marks)
    written = space + sign + (text.translate(FULL_WIDTH) if wide else text) + space
    found = outcome(written)
    if isinstance(found, str):
        assert found == "site.number_ambiguous"
        assert len(text) <= 7
        assert text.count(".") + text.count(",") == 1
    else:
        assert found == (-number if sign == "-" else number)


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 599_999), st.data())
def test_degrees_minutes_seconds(degrees: int, minutes: int, tenths: int, data: st.DataObject) -> None:
    seconds = f"{Decimal(tenths) / 10_000:f}"
    decimal = seconds if "." in seconds else f"{seconds}.0"
    written = data.draw(
        st.sampled_from(
            [
                f"{degrees}°{minutes}'{seconds}\"",
                f"{degrees}° {minutes}′ {seconds.replace('.', ',')}″",
                f"{degrees}º{minutes:02d}’{seconds}”",
                f"{degrees}°{minutes}'{seconds}''",
                f"{degrees} {minutes:02d} {decimal}",
                f"{degrees}o{minutes}'{seconds}\"",
                f"{degrees}-{minutes:02d}-{decimal}",
                f"{degrees}:{minutes:02d}:{decimal}",
            ]
        )
    )
    letter, axis, sign = data.draw(
        st.sampled_from(
            [
                ("", None, 1),
                ("N", Axis.NORTH, 1),
                ("B", Axis.NORTH, 1),
                ("S", Axis.NORTH, -1),
                ("Đ", Axis.EAST, 1),
                ("W", Axis.EAST, -1),
            ]
        )
    )
    written = data.draw(st.sampled_from([f"{letter}{written}", f"{written} {letter}", f"{written}{letter.lower()}"]))
    exact = degrees + Decimal(minutes) / 60 + Decimal(seconds) / 3600
    assert read_number(written, degrees=True, axis=axis) == sign * exact
    if axis is not None:
        other = Axis.EAST if axis is Axis.NORTH else Axis.NORTH
        assert outcome(written, degrees=True, axis=other) == "site.axis_letter"


@given(st.text(alphabet="0123456789.,' -+°′″oNSEWBĐ²①٣\u00a0\uff12", max_size=14), st.booleans())
def test_anything_is_a_number_or_one_of_our_errors(text: str, degrees: bool) -> None:
    found = outcome(text, degrees=degrees)
    if isinstance(found, str):
        return
    assert found.is_finite()
    assert not set("²①٣") & set(text)
    digits = "".join(sign for sign in text.replace("\uff12", "2") if sign.isdigit())
    if not degrees:
        assert int("".join(sign for sign in format(abs(found), "f") if sign.isdigit())) == int(digits)
