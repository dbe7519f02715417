"""The files that the browser loads: built under names that carry their hash, found through the manifest."""

import json
from functools import lru_cache
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
    manifest = FOLDER / "manifest.json"
    if not manifest.is_file():
        return ""
    names = _names(manifest, manifest.stat().st_mtime_ns)
    return static(f"kethop/{names[name]}")


@lru_cache(maxsize=2)
def _names(manifest: Path, written: int) -> dict[str, str]:  # noqa: ARG001 - a new build is read anew
    found: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))
    return found
