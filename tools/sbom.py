"""Write what each wheel says of others' work: a CycloneDX 1.6 list of its parts, and the notices with all licence texts.

``./run sbom`` writes ``engine/legal`` and ``office/legal``, which the wheels take in; ``--check`` writes nothing and fails on
a difference; ``--runtime`` prints the part of ``requirements.lock`` that an office needs. Nothing in the files changes from
day to day: no date, no serial number, sorted.
"""

import json
import sys
import tomllib
from itertools import chain
from pathlib import Path

from sbom_sources import (
    OWN,
    ROOT,
    Component,
    carried_in,
    locked,
    npm_components,
    python_components,
    ruled,
)

__all__ = ["bill", "components_of", "differences", "files_of", "notices", "runtime_lock"]


def components_of(wheel: str) -> list[Component]:
    """Return all that a wheel needs or carries, by name."""
    npm = npm_components() if wheel == "kethop-office" else []
    engine = carried_in("kethop") if wheel == "kethop-office" else []
    return sorted(
        chain(python_components(wheel), npm, carried_in(wheel), engine),
        key=lambda part: (part.purl.split("@")[0], part.purl),
    )


def bill(wheel: str, parts: list[Component]) -> str:
    """Return the CycloneDX 1.6 document of a wheel."""
    own = _own(wheel)
    others = [_own("kethop")] if wheel == "kethop-office" else []
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": others + [_component(part) for part in parts],
        "dependencies": [*_dependencies(own["bom-ref"], others, parts)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _own(wheel: str) -> dict[str, object]:
    project = tomllib.loads((OWN[wheel] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    purl = f"pkg:pypi/{wheel}@{project['version']}"
    return {
        "type": "application",
        "bom-ref": purl,
        "name": wheel,
        "version": project["version"],
        "licenses": [{"license": {"id": project["license"]}}],
        "purl": purl,
    }


def _component(part: Component) -> dict[str, object]:
    properties = [{"name": "kethop:marker", "value": part.marker}] if part.marker else []
    if part.name in ruled()["copyleft"]:
        properties.append({"name": "kethop:copyleft", "value": ruled()["copyleft"][part.name]})
    return {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "scope": "optional" if part.optional else "required",
        # one for each file of that version that the lock admits: a wheel for each system, the source
        "hashes": [{"alg": algorithm, "content": content} for algorithm, content in part.hashes],
        "licenses": [{"expression": part.licence}],
        "purl": part.purl,
    } | ({"properties": properties} if properties else {})


def _dependencies(own: object, others: list[dict[str, object]], parts: list[Component]) -> list[dict[str, object]]:
    """Say who needs whom; what a wheel carries from npm is needed by the wheel itself."""
    known: dict[tuple[str, str], list[str]] = {(part.purl[:7], part.name): [] for part in parts}
    for part in parts:
        known[part.purl[:7], part.name].append(part.purl)
    needed = {purl for part in parts for name in part.needs for purl in known.get((part.purl[:7], name), ())}
    direct = sorted({part.purl for part in parts} - needed) + [other["bom-ref"] for other in others]
    edges = [{"ref": own, "dependsOn": sorted(map(str, direct))}]
    for part in parts:
        reached = sorted(purl for name in part.needs for purl in known.get((part.purl[:7], name), ()))
        edges.append({"ref": part.purl, "dependsOn": reached})
    return edges


def notices(wheel: str, parts: list[Component]) -> str:
    """Return the notices: a table, the copyleft parts and why they bind nothing of ours, then each licence text once."""
    wide = max(len(f"{part.name} {part.version}") for part in parts)
    lines = [
        f"{wheel}: phần mềm và phông chữ của người khác · software and fonts of others",
        "",
        "Các gói Python được cài bên cạnh; gói npm và phông chữ nằm trong tệp của chúng tôi.",
        "Python packages are installed beside ours; npm packages and fonts are inside our files.",
        "",
        *(f"{f'{part.name} {part.version}':{wide}}  {part.licence}" for part in parts),
        "",
        "Copyleft:",
        *(
            f"{name}: {reason}"
            for name, reason in ruled()["copyleft"].items()
            if any(part.name == name for part in parts)
        ),
    ]
    shared: dict[str, list[str]] = {}
    for part in parts:
        for text in part.texts:
            shared.setdefault(text, []).append(part.name)
    for text, names in shared.items():
        lines += ["", "=" * 100, ", ".join(dict.fromkeys(names)), "=" * 100, "", text]
    return "\n".join(lines) + "\n"


def runtime_lock() -> str:
    """Return the entries of the lock that an office needs, without the tools of its makers."""
    wanted = dict.fromkeys(part.name for part in python_components("kethop-office"))
    return "".join(pin.entry for name in wanted for pin in locked()[name])


def files_of(wheel: str) -> dict[Path, str]:
    """Return the files that a wheel takes in, with what they shall say."""
    parts = components_of(wheel)
    folder = OWN[wheel] / "legal"
    return {
        folder / f"{wheel.replace('-', '_')}.cdx.json": bill(wheel, parts),
        folder / "THIRD-PARTY-NOTICES.txt": notices(wheel, parts),
        **{folder / name: (ROOT / name).read_text(encoding="utf-8") for name in ("LICENSE", "NOTICE")},
    }


def differences() -> list[str]:
    """Return the committed files that say something else than the locks."""
    wanted = {file: text for wheel in OWN for file, text in files_of(wheel).items()}
    return [
        file.relative_to(ROOT).as_posix()
        for file, text in wanted.items()
        if not file.is_file() or file.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> None:
    """Write, check or print."""
    if arguments == ["--runtime"]:
        sys.stdout.write(runtime_lock())
    elif arguments == ["--check"]:
        if found := differences():
            sys.exit("khác khóa thư viện, chạy ./run sbom · differ from the locks, run ./run sbom: " + ", ".join(found))
    elif not arguments:
        for wheel in OWN:
            for file, text in files_of(wheel).items():
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8")
                print(f"{file.relative_to(ROOT)}: {len(text):,} characters")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
