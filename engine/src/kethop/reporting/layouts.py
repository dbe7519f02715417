"""What was laid out, in words."""

from decimal import Decimal

from kethop.reporting.phrasing import one_line
from kethop.spatial.layout import Prepared
from kethop.vocabulary import Language, format_number

__all__ = ["describe_prepared"]


def describe_prepared(prepared: Prepared, language: Language) -> str:
    """Return how much was written, in which CRS, and how many rows cannot be judged."""
    rows, nowhere, invalid = (
        format_number(number, language, decimals=0) for number in (prepared.rows, prepared.nowhere, prepared.invalid)
    )
    unit, least = ("MB", 1_000_000) if prepared.size >= 1_000_000 else ("kB", 1_000)
    size = f"{format_number(Decimal(prepared.size) / least, language, decimals=1)} {unit}"
    crs = one_line(prepared.crs)
    if language is Language.VI:
        lines = [f"{rows} đối tượng, {crs}, {size}"]
        lines += [f"{nowhere} đối tượng không có hình: giữ lại, sẽ không xét được"] if prepared.nowhere else []
        lines += [f"{invalid} đối tượng có ranh tự cắt: giữ lại, sẽ không xét được"] if prepared.invalid else []
    else:
        lines = [f"{rows} features, {crs}, {size}"]
        lines += [f"{nowhere} features have no shape: kept, they cannot be judged"] if prepared.nowhere else []
        lines += (
            [f"{invalid} features cross their own outline: kept, they cannot be judged"] if prepared.invalid else []
        )
    return "\n".join(lines)
