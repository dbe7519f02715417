"""Every labelled row of the office once more, where a reader may not see it, with a token in every field that can hold one."""

import copy
import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import shapely
from django.db import models
from django.db.models.fields.generated import GeneratedField
from need_to_know.tokens import Kind, Tokens

from kethop_office.accounts.models import AccessGrant, Compartment, Labelled
from kethop_office.accounts.row_security.policies import dependents, labelled
from kethop_office.appraisal.models import ModelCondition
from kethop_office.common.files import read_blob, store_bytes
from kethop_office.common.models import Blob

__all__ = ["CODES", "Hidden", "compartments", "concealed", "lay_down", "note", "twin"]

# Fields that pages look things up by, or that say nothing: a word in them would not be read as text.
CODES = frozenset(
    [
        "kind",
        "body",
        "key",
        "topic",
        "code",
        "unit",
        "period_state",
        "silence",
        "sector",
        "pack",
        "form",
        "path",
        "error_code",
        "cause",
        "engine_version",
        "pack_version",
        "province",
        "province_code",
        "crs",
        "layer",
        "of_layer",
        "version",
        "act",
        "element",
        "item",
        "worker",
        "stage",
        "incident",
        "salt",
        "role",
        "outcome",
        "event",
        "media_type",
        "communes",
        "object_key",
    ]
)
HASH = re.compile(r"sha256|fingerprint|content$|content_hash")
CODE = re.compile(r"[a-z0-9_.:+\-T/%×]*", re.ASCII)
UUIDS = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")


@dataclass
class Hidden:
    """What one kind of hiding made.

    Parameters
    ----------
    same : dict
        Key or reference of a row of the office, as text, to that of its hidden twin.
    """

    kind: Kind
    tokens: Tokens
    same: dict[str, str] = field(default_factory=dict)
    compartments: list[Compartment] = field(default_factory=list)
    grants: list[AccessGrant] = field(default_factory=list)
    rows: dict[type[models.Model], list[models.Model]] = field(default_factory=lambda: defaultdict(list))


def concealed(kind: Kind) -> Hidden:
    """Make, without writing them, the hidden twins of all labelled rows that there are, and of what hangs on them."""
    made = Hidden(kind, Tokens(kind))
    compartments(made)
    originals = {model: list(model._base_manager.all()) for model in [*labelled(), *dependents()]}
    for rows in originals.values():
        for row in rows:
            if isinstance(row.pk, UUID):
                note(made, row.pk)
            if reference := getattr(row, "reference", ""):
                made.same.setdefault(str(reference), made.tokens.reference(str(reference)))
    references = sorted((name for name in made.same if not UUIDS.fullmatch(name)), key=len, reverse=True)
    pattern = re.compile("|".join([UUIDS.pattern, *map(re.escape, references)]))
    for model, rows in originals.items():
        made.rows[model] = [twin(made, model, row, pattern) for row in rows]
    return made


def lay_down(made: Hidden) -> None:
    """Write them."""
    Compartment.objects.bulk_create(made.compartments)
    AccessGrant.objects.bulk_create(made.grants)
    for model, rows in made.rows.items():
        model._base_manager.bulk_create(copy.copy(row) for row in rows)


def note(made: Hidden, key: UUID) -> UUID:
    """Give a row's twin its key."""
    twin = made.tokens.key()
    made.same[str(key)] = str(twin)
    return twin


def compartments(made: Hidden) -> None:
    """Make a hidden twin of each compartment, with the grants of this way of being hidden."""
    for old in Compartment.objects.all():
        made.compartments.append(
            Compartment(pk=note(made, old.pk), kind=old.kind, level=max(made.kind.level, old.level))
        )
    for grant in AccessGrant.objects.all():
        _grant(made, grant, UUID(made.same[str(grant.compartment_id)]), note(made, grant.pk))
    if made.kind.grants != "same":  # what all may read in the office is hidden in a compartment of its own
        made.compartments.append(Compartment(pk=made.tokens.key(), kind="layers"))
        offices = {grant.office_id: grant for grant in AccessGrant.objects.exclude(office=None)}
        for grant in offices.values():
            _grant(made, grant, made.compartments[-1].pk, made.tokens.key())


def _grant(made: Hidden, old: AccessGrant, compartment: UUID, key: UUID) -> None:
    new = AccessGrant(**{f.attname: getattr(old, f.attname) for f in AccessGrant._meta.concrete_fields})
    new.pk, new.compartment_id = key, compartment
    new.revoked_at = None
    day = timedelta(days=1)
    match made.kind.grants:
        case "none":
            return
        case "ended":
            new.starts, new.ends = old.starts - 2 * day, old.starts - day
        case "revoked":
            new.revoked_at, new.revoked_by = old.starts, "example"
        case "later":
            new.starts, new.ends = old.starts + 20 * day, old.starts + 30 * day
    made.grants.append(new)


def twin(made: Hidden, model: type[models.Model], row: models.Model, pattern: re.Pattern[str]) -> models.Model:
    """Return the hidden twin of a row: what the pattern knows of keys and references is turned, all else hangs where it hung."""
    values = {}
    for one in model._meta.concrete_fields:
        if isinstance(one, GeneratedField) or (one.primary_key and not isinstance(row.pk, UUID)):
            continue
        values[one.attname] = _value(made, model, one, getattr(row, one.attname), pattern)
    if model is ModelCondition and made.kind.grants != "same":
        values["number"] += made.kind.number  # a newer version, which must not push the older one aside
    if issubclass(model, Labelled):
        values["level"] = max(made.kind.level, row.level)
        if values["compartment_id"] is None and made.kind.grants != "same":
            values["compartment_id"] = made.compartments[-1].pk
    return model(**values)


def _value(made: Hidden, model, one, value, pattern):  # noqa: PLR0911 - one line for each kind of field
    """Return what stands in a field of the twin: its own key, the twin of what is pointed to, or the value with a token."""
    name, label = one.name, model._meta.label
    if isinstance(value, UUID):
        return UUID(made.same.get(str(value), str(value)))
    if isinstance(one, models.ForeignKey):
        return _file(made, label, name, value, pattern) if one.related_model is Blob and value else value
    if isinstance(one, models.JSONField):
        return _json(made, label, name, value, pattern)
    if isinstance(one, models.BinaryField):
        return value and _moved(bytes(value), made.kind.shift)
    if isinstance(one, models.DecimalField):
        return made.kind.area if name == "area_ha" else value
    if isinstance(one, models.FloatField):
        return None if value is None else round(value, 3) + made.kind.shift
    if isinstance(value, str):
        return _text(made, model, one, value, pattern)
    return value


def _text(made: Hidden, model, one, value: str, pattern):
    name, most = one.name, one.max_length or 10**6
    if name == "reference":
        return made.same.get(value, value)
    if HASH.search(name):
        return hashlib.sha256(f"{made.kind.letter}{value}".encode()).hexdigest()[:most] if value else value
    if name == "object_key" and value:
        return f"{value}-{made.kind.letter}"
    value = pattern.sub(lambda found: made.same.get(found[0], found[0]), value)
    if one.choices or name in CODES or most < 20:
        return value
    return f"{value[: most - 20]} {made.tokens.word(model._meta.label, name)}".strip()


def _json(made: Hidden, label: str, name: str, value, pattern):
    """Return data with each reference and key turned into that of its twin, a token behind each text that is no code, shapes moved."""
    if isinstance(value, dict) and {"type", "coordinates"} <= value.keys():
        return {**value, "coordinates": _shifted(value["coordinates"], made.kind.shift)}
    if isinstance(value, dict):
        return {key: _json(made, label, name, item, pattern) for key, item in value.items()}
    if isinstance(value, list):
        return [_json(made, label, name, item, pattern) for item in value]
    if not isinstance(value, str):
        return value
    turned = pattern.sub(lambda found: made.same.get(found[0], found[0]), value)
    return turned if CODE.fullmatch(value) or turned != value else f"{turned} {made.tokens.word(label, name)}"


def _shifted(coordinates, shift: float):
    """Return the coordinates of GeoJSON with decimals that no other vertex has, as ``_moved`` does for binary shapes."""
    if isinstance(coordinates, list):
        return [_shifted(item, shift) for item in coordinates]
    return round(coordinates, 3) + shift


def _file(made: Hidden, label: str, name: str, key, pattern):
    blob = Blob.objects.get(pk=key)
    data = read_blob(blob)
    try:
        data = json.dumps(_json(made, label, name, json.loads(data), pattern), ensure_ascii=False).encode()
    except ValueError:
        data += f" {made.tokens.word(label, name)}".encode()
    return store_bytes(data).pk


def _moved(shape: bytes, shift: float) -> bytes:
    return shapely.to_wkb(shapely.transform(shapely.from_wkb(shape), lambda at: at.round(3) + shift))
