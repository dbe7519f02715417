"""Rows for the measurement of lists: many cases with many findings, written past the ORM, the same on both databases."""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random

from django.db import connection, models, transaction

from kethop_office.accounts.models import (
    AccessGrant,
    ClassificationLevel,
    Compartment,
    Membership,
    Office,
    User,
)
from kethop_office.appraisal.models import (
    Case,
    CaseUnit,
    CaseWord,
    Finding,
    ScreeningRun,
    Submission,
    ValidatedSubmission,
)
from kethop_office.common.models import Blob
from kethop_office.common.statistics import refresh_statistics
from kethop_office.common.vietnamese import sort_key, words_of

__all__ = ["NOW", "fill", "filled"]

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SEED = 20261123
BATCH = 5_000
FINDINGS_A_CASE = 10
SHARES = (0.9, 0.09, 0.007, 0.003)  # of the cases, by lead office
KINDS = ["Khu công nghiệp", "Cụm công nghiệp", "Đường tỉnh", "Cầu", "Cảng cạn", "Nhà máy", "Khu đô thị", "Trạm biến áp"]
NAMES = [
    "Yên Phong",
    "Tam Đa",
    "Đồng Văn",
    "Ủy Lỗ",
    "Phúc Yên",
    "Bá Thiện",
    "Sông Lô",
    "Việt Trì",
    "Lâm Thao",
    "Ân Thi",
]
STAGES = list(Case.Stage.values)
WORDS = ["thep", "dien", "nuoc", "giay", "may", "go", "hang", "logistic", "xanh", "moi"]


def fill(cases: int, findings: int = FINDINGS_A_CASE) -> dict[str, User]:
    """Write everything and return the readers: ``most`` sees nine cases of ten, ``middle`` one in eleven, ``few`` one in 330."""
    random = Random(SEED)
    _hurry(on=True)
    ClassificationLevel.objects.get_or_create(
        rank=0, defaults={"code": "open", "name_vi": "không mật", "name_en": "open"}
    )
    offices = [_office(f"Sở {name}") for name in ("Tài chính", "Xây dựng", "Công Thương", "Nông nghiệp và Môi trường")]
    users = [_user(f"chuyen-vien-{place}", office) for place, office in enumerate(offices)]
    blob = Blob.objects.create(sha256="0" * 64, size=0)
    _write(Compartment, _compartments(cases))
    _write(Case, _cases(random, cases, offices, users))
    _write(AccessGrant, _grants(random, cases, offices))
    _write(CaseUnit, _units(cases))
    _write(CaseWord, _words(random, cases))
    _write(Submission, _submissions(cases, users[0], blob))
    _write(ValidatedSubmission, _validations(cases, users[0], blob))
    _write(ScreeningRun, _runs(cases, users[0]))
    _findings(findings)
    _hurry(on=False)
    refresh_statistics()
    return _readers(users)


def _hurry(*, on: bool) -> None:
    """Let the database write without care while the rows are made: keys are in random order, and every row points to rows that were made before it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET session_replication_role = {'replica' if on else 'DEFAULT'}")
            cursor.execute(f"SET synchronous_commit = {'off' if on else 'DEFAULT'}")
            return
        if not on:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA foreign_keys={'OFF' if on else 'ON'}")
        cursor.execute(f"PRAGMA synchronous={'OFF' if on else 'FULL'}")
        cursor.execute(f"PRAGMA cache_size={-1_000_000 if on else -2_000}")


def filled(cases: int) -> dict[str, User] | None:
    """Return the readers where an earlier run has written everything; None where it has not."""
    if not Finding.objects.filter(case=key("case", cases - 1)).exists():
        return None
    refresh_statistics()
    return _readers([User.objects.get(username=f"chuyen-vien-{place}") for place in range(len(SHARES))])


def _readers(users: list[User]) -> dict[str, User]:
    return {"most": users[0], "middle": users[1], "few": users[3]}


def key(kind: str, number: int) -> uuid.UUID:
    """Return the key of a row: the same on both databases."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}{number}")


def lead(number: int) -> int:
    """Return which office leads a case."""
    place = Random(SEED + number).random()
    for office, share in enumerate(SHARES):
        if place < share:
            return office
        place -= share
    return 0


def _office(name: str) -> Office:
    return Office.objects.create(
        pk=uuid.uuid5(uuid.NAMESPACE_OID, name),
        kind="authority",
        name_vi=name,
        name_en=name,
        short_vi=name,
        short_en=name,
    )


def _user(name: str, office: Office) -> User:
    user = User.objects.create_user(username=name, title=name)
    Membership.objects.create(user=user, office=office, role="officer", starts=date(2026, 1, 1))
    return user


def title(number: int) -> str:
    """Return the title of a case."""
    return f"{KINDS[number % len(KINDS)]} {NAMES[number // 8 % len(NAMES)]} {number % 997} giai đoạn {number % 3 + 1}"


def place(number: int) -> tuple[str, str, str]:
    """Return code, name and province of the commune of a case."""
    commune = number * 7919 % 3321
    return f"{commune:05d}", f"Xã số {commune}", f"{commune % 34:02d}"


def _compartments(cases: int) -> Iterator[dict[str, object]]:
    return ({"id": key("compartment", number), "kind": "case"} for number in range(cases))


def _cases(random: Random, cases: int, offices: list[Office], users: list[User]) -> Iterator[dict[str, object]]:
    for number in range(cases):
        stage = STAGES[number % len(STAGES)]
        is_closed = stage in {"approved", "refused", "returned", "withdrawn"}
        due = None if is_closed or number % 13 == 0 else date(2026, 10, 1) + timedelta(days=random.randrange(150))
        lon, lat = 102.2 + random.random() * 7, 8.6 + random.random() * 14
        yield {
            "id": key("case", number),
            "level": 0,
            "compartment_id": key("compartment", number),
            "reference": f"KH-{2021 + number % 6}-{number:06d}",
            "kind": "project" if number % 9 else "plan",
            "title": title(number),
            "proponent_name": f"Công ty {WORDS[number % 10]} {number % 503}",
            "lead_office_id": offices[lead(number)].pk,
            "officer_id": users[lead(number)].pk if number % 4 else None,
            "stage": stage,
            "clock": "stopped" if is_closed else "paused" if number % 17 == 0 else "running",
            "filed_on": date(2021 + number % 6, 1, 1) + timedelta(days=random.randrange(320)),
            "due_on": due,
            "next_due_on": due,
            "area_ha": None if number % 11 == 0 else f"{random.randrange(1, 4_000_000) / 10_000:.4f}",
            "sector": f"{number % 99:02d}",
            "has_unknown": number % 7 == 0,
            "search_text": f" {' '.join(words_of(_told(number)))} ",
            "sort_name": sort_key(title(number)),
            "lon": lon,
            "lat": lat,
            "west": lon - 0.01,
            "south": lat - 0.01,
            "east": lon + 0.01,
            "north": lat + 0.01,
            "created_at": NOW,
        }


def _grants(random: Random, cases: int, offices: list[Office]) -> Iterator[dict[str, object]]:
    starts, ends = datetime(2021, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
    for number in range(cases):
        seers = {lead(number)} | ({1} if random.random() < 0.002 else set())
        for office in sorted(seers):
            yield {
                "id": key(f"grant{office}-", number),
                "compartment_id": key("compartment", number),
                "office_id": offices[office].pk,
                "mode": "write",
                "starts": starts,
                "ends": ends,
                "event": "case.filed",
            }


def _units(cases: int) -> Iterator[dict[str, object]]:
    for number in range(cases):
        code, name, province = place(number)
        yield {
            "id": key("unit", number),
            "level": 0,
            "compartment_id": key("compartment", number),
            "case_id": key("case", number),
            "code": code,
            "name": name,
            "province_code": province,
        }


def _told(number: int) -> str:
    company = f"Công ty {WORDS[number % 10]} {number % 503}"
    return f"KH-{2021 + number % 6}-{number:06d} {title(number)} {company} {place(number)[1]}"


def _words(random: Random, cases: int) -> Iterator[dict[str, object]]:
    for number in range(cases):
        for word in words_of(_told(number)):
            yield {"case_id": key("case", number), "word": word, "is_internal": False}
        yield {"case_id": key("case", number), "word": f"stc{random.randrange(5000)}x", "is_internal": True}


def _of_case(kind: str, number: int) -> dict[str, object]:
    return {
        "id": key(kind, number),
        "level": 0,
        "compartment_id": key("compartment", number),
        "case_id": key("case", number),
        "number": 1,
    }


def _submissions(cases: int, user: User, blob: Blob) -> Iterator[dict[str, object]]:
    for number in range(cases):
        yield {**_of_case("submission", number), "proposal_id": blob.pk, "filed_by_id": user.pk, "filed_at": NOW}


def _validations(cases: int, user: User, blob: Blob) -> Iterator[dict[str, object]]:
    for number in range(cases):
        yield {
            **_of_case("validation", number),
            "submission_id": key("submission", number),
            "proposal_id": blob.pk,
            "complete_on": NOW.date(),
            "law_date": NOW.date(),
            "frozen_by_id": user.pk,
            "frozen_at": NOW,
        }


def _runs(cases: int, user: User) -> Iterator[dict[str, object]]:
    for number in range(cases):
        yield {
            **_of_case("run", number),
            "validation_id": key("validation", number),
            "state": "done",
            "law_date": NOW.date(),
            "requested_by_id": user.pk,
            "requested_at": NOW,
        }


def _findings(findings: int) -> None:
    """Write the findings of every run in the database itself: a million rows through Python would take most of the time."""
    model = Finding._meta  # noqa: SLF001 - Django's own way to the columns
    blank = {field.column: _plain(field, field.get_default()) for field in model.concrete_fields}
    is_sqlite = connection.vendor == "sqlite"
    told = {
        "id": "lower(hex(randomblob(16)))" if is_sqlite else "gen_random_uuid()",
        "level": "run.level",
        "compartment_id": "run.compartment_id",
        "run_id": "run.id",
        "case_id": "run.case_id",
        "key": "'topic_' || place.number",
        "order": "place.number",
        "topic": "'topic_' || place.number",
        "topic_vi": "'Chủ đề minh họa'",
        "topic_en": "'Illustrative topic'",
        "outcome": "CASE place.number % 4 WHEN 0 THEN 'hit' WHEN 3 THEN 'unknown' ELSE 'clear' END",
        "text_vi": "'Không có phần nào của khu đất nằm trong vùng minh họa.'",
        "text_en": "'No part of the site is inside the illustrative zone.'",
    }
    rest = [column for column in blank if column not in told]
    names = ", ".join(f'"{column}"' for column in [*told, *rest])
    values = ", ".join([*(part.replace("%", "%%") for part in told.values()), *(["%s"] * len(rest))])
    sql = f"""
        WITH RECURSIVE place(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM place WHERE number < %s)
        INSERT INTO "{model.db_table}" ({names})
        SELECT {values} FROM "{ScreeningRun._meta.db_table}" run CROSS JOIN place
    """  # noqa: S608, SLF001 - names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(sql, [findings - 1, *(blank[column] for column in rest)])


def _write(model: type[models.Model], rows: Iterable[dict[str, object]]) -> None:
    """Write rows with the defaults of the model, in the fastest way that each database has."""
    rows = iter(rows)
    fields = [field for field in model._meta.concrete_fields if not field.generated and field.column]  # noqa: SLF001 - Django's own way to the columns
    fields = [field for field in fields if not isinstance(field, models.CompositePrimaryKey)]
    blank = {field.attname: _plain(field, field.get_default()) for field in fields}
    names = [field.attname for field in fields]
    with transaction.atomic():
        while batch := list(islice(rows, BATCH)):
            values = [[_stored(row[name]) if name in row else blank[name] for name in names] for row in batch]
            _insert(model._meta.db_table, [field.column for field in fields], values)  # noqa: SLF001


def _plain(field: "models.Field[object, object]", value: object) -> object:
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    return field.get_db_prep_save(value, connection)


def _stored(value: object) -> object:
    """Return a value as the database takes it; asking the field each time would cost more than the writing."""
    if connection.vendor == "sqlite":
        if isinstance(value, uuid.UUID):
            return value.hex
        if isinstance(value, datetime):
            return connection.ops.adapt_datetimefield_value(value)
        if isinstance(value, date):
            return value.isoformat()
    return value


def _insert(table: str, columns: Sequence[str], values: list[list[object]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in values:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)  # noqa: S608 - names of our own tables
