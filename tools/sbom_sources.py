"""What our wheels need or carry: packages of ``requirements.lock`` and of ``package-lock.json``, with licences and their texts."""

import base64
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

from license_expression import ExpressionError, ParseError, get_spdx_licensing
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

__all__ = ["Component", "carried_in", "locked", "npm_components", "python_components", "ruled"]

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
FRONTEND = ROOT / "office" / "frontend"
BESIDE = Path(__file__).resolve().parent / "licences"
OWN = {"kethop": ROOT / "engine", "kethop-office": ROOT / "office"}
EXTRAS = {
    "kethop": ("screening", "cluster"),
    "kethop-office": ("postgresql",),
}  # what only these need is marked optional

_SYSTEMS = (("linux", "Linux", "posix"), ("win32", "Windows", "nt"), ("darwin", "Darwin", "posix"))
_PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_PIN = re.compile(r"^([\w.-]+)==([^\s;]+)(?: ; ([^\\\n]+?))? \\\n((?:    --hash=sha256:\w+(?: \\)?\n)+)", re.MULTILINE)
_LICENCE_FILE = re.compile(r"(?:^|[._-])(?:un)?licen[cs]es?(?:[._-]|$)|^(?:copying|notice)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Component:
    """One package in one version."""

    name: str
    version: str
    purl: str
    licence: str
    hashes: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    needs: tuple[str, ...] = ()
    marker: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """One entry of the lock."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    entry: str


@cache
def ruled() -> dict[str, dict[str, str]]:
    """Return what ``licences.toml`` says where packages do not."""
    return tomllib.loads((BESIDE / "licences.toml").read_text(encoding="utf-8"))


@cache
def locked() -> dict[str, tuple[Pin, ...]]:
    """Return the lock: the pins of each package (more than one where versions differ by Python)."""
    found: dict[str, tuple[Pin, ...]] = {}
    for match in _PIN.finditer(LOCK.read_text(encoding="utf-8")):
        name, version, marker, hashes = match.groups()
        pin = Pin(name, version, marker or "", tuple(re.findall(r"sha256:(\w+)", hashes)), match.group(0))
        found[name] = (*found.get(name, ()), pin)
    return found


def python_components(wheel: str) -> list[Component]:
    """Return what the wheel's own tree of requirements reaches, on any system and Python, as the lock pins it."""
    all_of = _reached(wheel, EXTRAS.get(wheel, ()))
    always = _reached(wheel, ())
    return [
        _python_component(pin, needs, optional=name not in always)
        for name, needs in sorted(all_of.items())
        if name not in OWN
        for pin in locked()[name]
    ]


def _reached(wheel: str, extras: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Walk the requirements; return each package with the names that it needs itself."""
    seen: set[tuple[str, str]] = set()
    needs: dict[str, set[str]] = {}
    waiting = [(wheel, extra) for extra in ("", *extras)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        reached = needs.setdefault(name, set())
        for requirement in _requirements(name):
            if not _applies(requirement.marker, extra):
                continue
            other = canonicalize_name(requirement.name)
            reached.add(other)
            waiting += [(other, each) for each in ("", *requirement.extras)]
    return {name: tuple(sorted(reached)) for name, reached in needs.items()}


def _requirements(name: str) -> Iterator[Requirement]:
    if name in OWN:
        project = tomllib.loads((OWN[name] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        yield from map(Requirement, project["dependencies"])
        for extra, lines in project.get("optional-dependencies", {}).items():
            yield from (Requirement(f"{line}; extra == '{extra}'") for line in lines)
    elif name not in ruled()["elsewhere"]:
        yield from map(Requirement, metadata.requires(name) or ())


def _applies(marker: Marker | None, extra: str) -> bool:
    """Say whether a requirement holds on any CPython and system that we support."""
    if marker is None:
        return True
    return any(
        marker.evaluate(
            {
                "extra": extra,
                "sys_platform": system,
                "platform_system": platform,
                "os_name": os_name,
                "python_version": python,
                "python_full_version": f"{python}.0",
                "implementation_name": "cpython",
                "platform_python_implementation": "CPython",
            }
        )
        for system, platform, os_name in _SYSTEMS
        for python in _PYTHONS
    )


def _python_component(pin: Pin, needs: tuple[str, ...], *, optional: bool) -> Component:
    elsewhere = ruled()["elsewhere"].get(pin.name)
    return Component(
        name=pin.name,
        version=pin.version,
        purl=f"pkg:pypi/{pin.name}@{pin.version}",
        licence=elsewhere or _licence(pin.name, *_said_by(pin.name)),
        hashes=tuple(("SHA-256", digest) for digest in sorted(pin.hashes)),
        texts=(_read(BESIDE / f"{pin.name}.txt"),) if elsewhere else _installed_texts(pin.name),
        needs=needs,
        marker=pin.marker,
        optional=optional,
    )


def _said_by(name: str) -> tuple[str, ...]:
    about = metadata.metadata(name)
    mit = ["MIT"] if "License :: OSI Approved :: MIT License" in (about.get_all("Classifier") or []) else []
    return tuple(text for text in (about.get("License-Expression"), about.get("License"), *mit) if text)


def _licence(name: str, *said: str) -> str:
    """Return the licence as an SPDX expression: the package's own word, or ours where that is none."""
    ours = ruled()["said"].get(name)
    valid = [text for each in said if _is_spdx(text := each.strip("()"))]
    if ours and valid:
        raise SystemExit(f"tools/licences/licences.toml: {name} now says {valid[0]} itself; delete its line in [said]")
    if not (ours or valid):
        raise SystemExit(
            f"{name} names no SPDX licence ({said or 'nothing'}): read its licence file and add it to [said]"
        )
    return ours or valid[0]


_SPDX = get_spdx_licensing()


def _is_spdx(text: str) -> bool:
    try:
        return _SPDX.parse(text, validate=True) is not None
    except (ExpressionError, ParseError):  # a sentence, or the whole text of a licence
        return False


def _installed_texts(name: str) -> tuple[str, ...]:
    files = [
        file
        for file in metadata.files(name) or ()
        if file.suffix not in {".py", ".pyc", ".pyi", ".js", ".html"}
        and (_LICENCE_FILE.search(file.name) or "/licenses/" in file.as_posix())
    ]
    return tuple(dict.fromkeys(_read(Path(str(file.locate()))) for file in sorted(files, key=str)))


def npm_components() -> list[Component]:
    """Return every package of the lock that the browser's files may contain: all but the tools that build them.

    More than the bundler sees, because some packages bring others already built into their files. ``build.mjs`` refuses
    to bundle a package that is none of these.
    """
    packages = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [
        _npm_component(path.removeprefix("node_modules/"), about)
        for path, about in sorted(packages.items())
        if path and not about.get("dev")
    ]


def _npm_component(name: str, about: dict[str, object]) -> Component:
    algorithm, _, digest = str(about["integrity"]).partition("-")
    needs = about.get("dependencies", {})
    return Component(
        name=name,
        version=str(about["version"]),
        purl=f"pkg:npm/{quote(name, safe='/')}@{about['version']}",
        licence=_licence(name, str(about.get("license", ""))),
        hashes=((algorithm.upper().replace("SHA", "SHA-"), base64.b64decode(digest).hex()),),
        texts=_npm_texts(name),
        needs=tuple(sorted(needs)) if isinstance(needs, dict) else (),
    )


def _npm_texts(name: str) -> tuple[str, ...]:
    folder = FRONTEND / "node_modules" / name
    if not folder.is_dir():
        raise SystemExit(f"{folder} is missing: run ./run kethop --version, which installs it")
    found = sorted(file for file in folder.iterdir() if file.is_file() and _LICENCE_FILE.search(file.name))
    return tuple(_read(file) for file in found) or (_read(BESIDE / f"{name}.txt"),)


def carried_in(wheel: str) -> list[Component]:
    """Return what a wheel carries that no lock names: the fonts of reports."""
    return [
        Component(
            name=item["name"],
            version=item["version"],
            purl=item["purl"],
            licence=item["licence"],
            hashes=(),
            texts=(_read(ROOT / item["text"]),),
        )
        for item in ruled()["carried"]
        if item["wheel"] == wheel
    ]


def _read(file: Path) -> str:
    """Return a text with one kind of line end and nothing at the ends of lines, so that equal ones are found equal."""
    text = file.read_text(encoding="utf-8").replace("\x0c", "").strip("\ufeff\n")
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
