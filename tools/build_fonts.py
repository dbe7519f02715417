"""Make the fonts of the printed reports from the npm package ``@fontsource/tinos`` 5.3.0 (SIL OFL 1.1).

    npm pack @fontsource/tinos@5.3.0 && tar xzf fontsource-tinos-5.3.0.tgz
    .venv/bin/python tools/build_fonts.py package

The package cuts each style into files by script; a printed page needs whole fonts. Written are the four TTFs, their
licence, and ``coverage.txt``: the characters that all four styles have, by which reports refuse to print an empty box.
"""

import shutil
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "engine/src/kethop/reporting/fonts"
SCRIPTS = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic")
STYLES = {
    "400-normal": "Tinos-Regular",
    "400-italic": "Tinos-Italic",
    "700-normal": "Tinos-Bold",
    "700-italic": "Tinos-BoldItalic",
}
_LEAST = 0x20


def merged(package: Path, style: str) -> TTFont:
    """Return one whole font of a style."""
    parts = [str(package / "files" / f"tinos-{script}-{style}.woff") for script in SCRIPTS]
    font = Merger().merge(parts)
    font.flavor = None
    font.recalcTimestamp = False
    font["head"].modified = font["head"].created = TTFont(parts[0])["head"].modified
    return font


def ranges(characters: set[int]) -> str:
    """Return code points as lines ``first-last`` in hexadecimal."""
    lines: list[list[int]] = []
    for point in sorted(characters):
        if lines and lines[-1][1] == point - 1:
            lines[-1][1] = point
        else:
            lines.append([point, point])
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in lines)


def main(package: Path) -> None:
    """Write fonts, licence and coverage."""
    FONTS.mkdir(exist_ok=True)
    common: set[int] | None = None
    for style, name in STYLES.items():
        font = merged(package, style)
        font.save(FONTS / f"{name}.ttf")
        points = {point for point in font.getBestCmap() if point >= _LEAST}
        common = points if common is None else common & points
    shutil.copyfile(package / "LICENSE", FONTS / "OFL.txt")
    (FONTS / "coverage.txt").write_text(ranges(common or set()), encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
