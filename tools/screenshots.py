"""Take the pictures of the office that the documents show, in both languages and at two widths.

    .venv/bin/python tools/screenshots.py

A test opens the pages in a real Chromium, on an office with invented cases, and writes ``docs/images/office``; nothing else does.
"""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images" / "office"
TEST = ROOT / "office" / "tests" / "stories" / "test_pictures.py"


def main() -> int:
    """Take them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    os.environ["KETHOP_PICTURES"] = str(PICTURES)
    return pytest.main(["-q", "-n0", "--show-capture=no", str(TEST)])


if __name__ == "__main__":
    sys.exit(main())
