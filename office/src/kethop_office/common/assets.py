"""The files that the browser loads: built under names that carry their hash, found through the manifest."""

import json
from functools import cache
from pathlib import Path

from django.templatetags.static import static

__all__ = ["FOLDER", "asset_url", "is_built"]

FOLDER = Path(__file__).parent / "static" / "kethop"


def is_built() -> bool:
    """Return whether the front end has been built."""
    return (FOLDER / "manifest.json").is_file()


def asset_url(name: str) -> str:
    """Return the URL of a built file by its plain name, such as ``app.css``; empty when the front end is not built.

    Raises
    ------
    KeyError
        The build knows no such file.
    """
    names = _manifest()
    if not names:
        return ""
    return static(f"kethop/{names[name]}")


@cache
def _manifest() -> dict[str, str]:
    if not is_built():
        return {}
    found: dict[str, str] = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    return found
