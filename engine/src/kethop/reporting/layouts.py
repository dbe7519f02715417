"""What was laid out, in words."""

from decimal import Decimal

from kethop.reporting.counts import Count
from kethop.reporting.phrasing import one_line
from kethop.spatial.layout import Prepared
from kethop.vocabulary import Language, format_number

__all__ = ["describe_left", "describe_prepared"]


def describe_prepared(prepared: Prepared, language: Language) -> str:
    """Return how much was written, in which CRS, and how many rows cannot be judged."""
    rows, nowhere, invalid = (Count(number, language) for number in (prepared.rows, prepared.nowhere, prepared.invalid))
    unit, least = ("MB", 1_000_000) if prepared.size >= 1_000_000 else ("kB", 1_000)
    size = f"{format_number(Decimal(prepared.size) / least, language, decimals=1)} {unit}"
    crs = one_line(prepared.crs)
    if language is Language.VI:
        lines = [f"{rows} đối tượng, {crs}, {size}"]
        lines += [f"{nowhere} đối tượng không có hình: giữ lại, sẽ không xét được"] if prepared.nowhere else []
        lines += [f"{invalid} đối tượng có ranh tự cắt: giữ lại, sẽ không xét được"] if prepared.invalid else []
    else:
        lines = [f"{rows} {rows:feature|features}, {crs}, {size}"]
        if prepared.nowhere:
            lines.append(
                f"{nowhere} {nowhere:feature has no shape: kept, it|features have no shape: kept, they} cannot be judged"
            )
        if prepared.invalid:
            told = f"{invalid:feature crosses its own outline: kept, it|features cross their own outline: kept, they}"
            lines.append(f"{invalid} {told} cannot be judged")
    return "\n".join(lines)


def describe_left(sidecar: str, wanted: str, sha256: str, language: Language) -> str:
    """Return that a sidecar describes the file that was read, not the one that was written, and what the new one must say.

    Parameters
    ----------
    sidecar, wanted : str
        Names of the sidecar that is there, and of the one that the new file needs.
    sha256 : str
        Of the new file.
    language : Language
    """
    old, new = one_line(sidecar), one_line(wanted)
    if language is Language.VI:
        return f"{old} không đi theo: viết {new} với mức mật và phạm vi như cũ, crs của tệp mới, id là tên tệp mới, sha256: {sha256}"
    return f"{old} stays behind: write {new} with its classification and extent, the new file's crs, its name as id, sha256: {sha256}"
