"""What both wheels say of others' work is whole, true to the locks, and inside the wheels."""

import json
import re
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import cyclonedx.schema
import pytest
import sbom
from hatchling.builders.wheel import WheelBuilder
from jsonschema import Draft7Validator
from license_expression import get_spdx_licensing
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

ROOT = Path(__file__).resolve().parents[2]
BILLS = {"kethop": ROOT / "engine/legal/kethop.cdx.json", "kethop-office": ROOT / "office/legal/kethop_office.cdx.json"}
SPDX = get_spdx_licensing()
SCHEMAS = Path(cyclonedx.schema.__file__).parent / "_res"
wheels = pytest.mark.parametrize("wheel", BILLS)
pytestmark = pytest.mark.one_database


def bill(wheel: str) -> dict:
    return json.loads(BILLS[wheel].read_text(encoding="utf-8"))


def parts(wheel: str, kind: str) -> dict:
    """Return the components of one registry by their purl."""
    found = [part for part in bill(wheel)["components"] if part["purl"].startswith(f"pkg:{kind}/")]
    return {part["purl"]: part for part in found}


def schema_of(name: str) -> dict:
    return json.loads((SCHEMAS / f"{name}.SNAPSHOT.schema.json").read_text(encoding="utf-8"))


def faults_of(document: dict) -> list[str]:
    registry = Registry().with_resources(
        (
            f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json",
            Resource.from_contents(schema_of(name), default_specification=DRAFT7),
        )
        for name in ("spdx", "jsf-0.82")
    )
    return [fault.message for fault in Draft7Validator(schema_of("bom-1.6"), registry=registry).iter_errors(document)]


@wheels
def test_bill_follows_the_schema(wheel):
    document = bill(wheel)
    assert faults_of(document) == []
    assert faults_of({**document, "components": [{"name": "without a type"}]})
    refs = [part["bom-ref"] for part in document["components"]]
    assert len(refs) == len(set(refs))
    named = {ref for edge in document["dependencies"] for ref in (edge["ref"], *edge["dependsOn"])}
    assert named <= {*refs, document["metadata"]["component"]["bom-ref"]}


@pytest.mark.skipif(
    sys.platform != "linux" or sys.version_info[:2] != (3, 11),
    reason="the committed files are made on Linux, Python 3.11",
)
def test_committed_files_are_what_the_locks_say():
    assert sbom.differences() == []


@wheels
def test_bill_pins_what_the_lock_pins(wheel):
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", lock.strip())
    pinned = {
        f"pkg:pypi/{entry.split('==')[0]}@{entry.split('==')[1].split()[0]}": set(re.findall(r"sha256:(\w+)", entry))
        for entry in entries
    }
    listed = {purl: part for purl, part in parts(wheel, "pypi").items() if part["name"] != "kethop"}
    assert listed
    for purl, part in listed.items():
        assert {digest["content"] for digest in part["hashes"]} == pinned[purl]


def reached_here(wheel: str) -> set[str]:
    """Walk the installed packages as this interpreter sees them: another way than the tool's."""
    seen, waiting = set(), [(wheel, "")]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for requirement in map(Requirement, metadata.requires(name) or ()):
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                waiting += [(canonicalize_name(requirement.name), each) for each in ("", *requirement.extras)]
    return {name for name, _ in seen}


@wheels
def test_bill_names_all_that_the_installed_program_needs(wheel):
    listed = {part["name"] for part in parts(wheel, "pypi").values()}
    assert reached_here(wheel) <= {*listed, wheel}
    assert not listed & {"pytest", "mypy", "ruff", "hatchling", "schemathesis"}


def test_bill_names_all_that_the_browser_may_load():
    lock = json.loads((ROOT / "office/frontend/package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = {
        f"{path.removeprefix('node_modules/')}@{about['version']}"
        for path, about in lock.items()
        if path and not about.get("dev")
    }
    listed = {f"{part['name']}@{part['version']}" for part in parts("kethop-office", "npm").values()}
    assert listed == wanted | {"tinos@5.3.0"}


@wheels
def test_every_part_has_a_version_a_licence_and_its_text(wheel):
    notices = (BILLS[wheel].parent / "THIRD-PARTY-NOTICES.txt").read_text(encoding="utf-8")
    reasons = notices.split("\nCopyleft:\n")[1]
    headed = {name for line in re.findall(r"={100}\n(.+)\n={100}", notices) for name in line.split(", ")}
    for part in bill(wheel)["components"]:
        if part["name"] == "kethop":
            continue
        expression = part["licenses"][0]["expression"]
        assert re.search(
            rf"^{re.escape(part['name'])} {re.escape(part['version'])} +{re.escape(expression)}$", notices, re.MULTILINE
        )
        assert part["name"] in headed
        keys = SPDX.license_keys(expression)
        assert not [key for key in keys if key.startswith(("GPL", "AGPL", "SSPL"))]
        if any(key.startswith("LGPL") for key in keys):
            assert f"\n{part['name']}: " in f"\n{reasons}"


@wheels
def test_wheel_holds_bill_and_notices(wheel, tmp_path):
    folder = BILLS[wheel].parents[1]
    builder = WheelBuilder(str(folder))
    builder.config.build_config.get("hooks", {}).clear()  # what the hooks build is there, and is not looked at
    (built,) = builder.build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        info = f"{wheel.replace('-', '_')}-{builder.metadata.version}.dist-info"
        assert archive.read(f"{info}/sboms/{BILLS[wheel].name}") == BILLS[wheel].read_bytes()
        for name in ("LICENSE", "NOTICE", "THIRD-PARTY-NOTICES.txt"):
            assert archive.read(f"{info}/licenses/legal/{name}") == (BILLS[wheel].parent / name).read_bytes()
