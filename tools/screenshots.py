"""Take the pictures of the office that the documents show, in both languages.

    .venv/bin/python tools/screenshots.py

A test opens the pages in a real Chromium, on an office with invented cases, and writes ``docs/images/office``; nothing else does.
The same pages as a telephone shows them go to ``office/var/pictures``, to be looked at.
"""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images" / "office"
NARROW = ROOT / "office" / "var" / "pictures"
TEST = ROOT / "office" / "tests" / "stories" / "test_pictures.py"


def main() -> int:
    """Take them all."""
    for name, folder in (("KETHOP_PICTURES", PICTURES), ("KETHOP_NARROW_PICTURES", NARROW)):
        folder.mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(folder)
    return pytest.main(["-q", "-n0", "--show-capture=no", str(TEST)])


if __name__ == "__main__":
    sys.exit(main())
