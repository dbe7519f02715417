"""Write a small office of today's shape down, for the test that a later version brings it up to date with nothing lost.

    python tools/build_old_office.py office/tests/upgrade/office-0001.jsonl.gz

The rows are a told story with invented cases. Run it when a shape is frozen, under a new name; an earlier file is never written
again. Large papers are replaced by a line of text, so that the file stays under 300 kB; the audit chain stays as it is.
"""

import base64
import gzip
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 3_000
CHAIN = "audit.auditevent"
LEFT_OUT = {"sessions.session", "django_tasks_database.dbtaskresult", "auth.permission", "contenttypes.contenttype"}


def main(target: Path) -> None:
    """Tell the story in a folder of its own and write its rows."""
    if target.exists():
        sys.exit(f"{target} is frozen; choose another name")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(KETHOP_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="settings_for_drill", KETHOP_LOG_LEVEL="ERROR")
        os.environ.pop("DATABASE_URL", None)
        sys.path.insert(0, str(ROOT / "office" / "tests"))
        import django  # noqa: PLC0415 - the settings come from this process's environment

        django.setup()
        from drill import TELL  # noqa: PLC0415 - it stands beside the tests

        exec(TELL, {})  # noqa: S102 - our own story, as the drill tells it
        lines = [_header(), *_rows(), *_files()]
    with (
        target.open("wb") as file,
        gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0, compresslevel=9) as shut,
    ):
        shut.write("".join(f"{line}\n" for line in _with_small_files(lines)).encode())
    print(f"{target}: {target.stat().st_size} bytes, {len(lines)} lines")


def _header() -> str:
    from django.db import connection  # noqa: PLC0415 - Django is ready only now
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415

    return json.dumps({"migrations": sorted(MigrationRecorder(connection).applied_migrations())})


def _rows() -> Iterator[str]:
    from django.apps import apps  # noqa: PLC0415 - Django is ready only now

    for model in apps.get_models(include_auto_created=True):
        name = model._meta.label_lower  # noqa: SLF001 - Django's own way
        if name in LEFT_OUT:
            continue
        for row in model._base_manager.order_by("pk"):  # noqa: SLF001 - as above
            yield json.dumps({"model": name, "fields": dict(_values(row))}, ensure_ascii=False)


def _values(row: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401 - a row of any model
    from django.db.models import JSONField  # noqa: PLC0415 - Django is ready only now

    for field in row._meta.concrete_fields:  # noqa: SLF001 - Django's own way
        if field.generated or not field.column:
            continue
        value = getattr(row, field.attname)
        yield field.attname, value if value is None or isinstance(field, JSONField) else field.value_to_string(row)


def _files() -> Iterator[str]:
    from kethop_office.common.files import read_blob  # noqa: PLC0415 - Django is ready only now
    from kethop_office.common.models import Blob  # noqa: PLC0415

    for blob in Blob.objects.order_by("pk"):
        yield json.dumps({"file": blob.pk, "bytes": base64.b64encode(read_blob(blob)).decode()})


def _with_small_files(lines: list[str]) -> Iterator[str]:
    """Let a line of text stand for each large file, under its own hash, wherever a row names it."""
    small: dict[str, bytes] = {}
    for line in lines:
        said = json.loads(line)
        if "file" in said and len(base64.b64decode(said["bytes"])) > LARGEST:
            small[said["file"]] = f"a file of {len(said['bytes']) * 3 // 4} bytes stood here ({len(small)})".encode()
    new = {old: hashlib.sha256(data).hexdigest() for old, data in small.items()}
    for line in lines:
        said = json.loads(line)
        if said.get("file") in small:
            data = small[said["file"]]
            yield json.dumps({"file": new[said["file"]], "bytes": base64.b64encode(data).decode()})
        elif said.get("model") == "common.blob" and said["fields"]["sha256"] in small:
            data = small[said["fields"]["sha256"]]
            fields = {**said["fields"], "sha256": new[said["fields"]["sha256"]], "size": str(len(data))}
            yield json.dumps({"model": "common.blob", "fields": fields})
        elif said.get("model") == CHAIN:
            yield line
        else:
            for old, hashed in new.items():
                line = line.replace(old, hashed)  # noqa: PLW2901 - wherever it is named
            yield line


if __name__ == "__main__":
    main(Path(sys.argv[1]))
