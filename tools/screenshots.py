"""Take the pictures of the office that the documents show, in both languages and at two widths.

    .venv/bin/python tools/screenshots.py

A test opens the pages in a real Chromium, on an office with invented cases, and writes ``docs/images/office``; nothing else does.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images" / "office"
TEST = ROOT / "office" / "tests" / "stories" / "test_pictures.py"


def main() -> int:
    """Take them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    asked = [sys.executable, "-m", "pytest", "-q", "-n0", "--show-capture=no", str(TEST)]
    return subprocess.run(asked, cwd=ROOT, env={**os.environ, "KETHOP_PICTURES": str(PICTURES)}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
