"""Every address of the office, and the office's own records that stand in it."""

from collections.abc import Iterator

from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from kethop_office.accounts.models import AccessGrant
from kethop_office.appraisal.models import ReportVersion

__all__ = ["PROGRAM_SPACES", "addresses", "own_records", "reversed_at"]

PROGRAM_SPACES = ("api:", "ogc:")
_NONE: tuple[dict[str, object], ...] = ({},)


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield the name of every address, with its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


def named(pattern: URLPattern) -> set[str]:
    """Return the parameters of an address."""
    return set(pattern.pattern.regex.groupindex) | set(pattern.pattern.converters)


def reversed_at(name: str, given: dict[str, object]) -> str:
    """Return the path of an address."""
    return reverse(name, kwargs=given)


def own_records(desk, world, more) -> dict[str, list[dict[str, object]]]:
    """Return, by address, what stands in it: records of the office that each account may or may not open.

    Parameters
    ----------
    more : Extras
        Records beyond those of the story.
    """
    from stories.test_axe import pages  # noqa: PLC0415 - it looks at the office when it is imported

    table = {name: [dict(given) for _who, given in rows] for name, rows in pages(world).items()}
    for name, rows in _beyond_the_pages(desk, world, more).items():
        table[name] = [*table.get(name, []), *rows]
    for name, pattern in addresses():
        if not named(pattern):
            table.setdefault(name, [{}])
        elif named(pattern) == {"reference"}:
            cases = [
                world.asked,
                world.new,
                world.reported,
                *([more.situations.imported] if name == "appraisal:case" else ()),
            ]
            rows = [{"reference": case.reference} for case in cases]
            table[name] = rows + [given for given in table.get(name, ()) if given not in rows]
    return table


def _beyond_the_pages(desk, world, more) -> dict[str, list[dict[str, object]]]:
    new, asked, reported = ({"reference": case.reference} for case in (world.new, world.asked, world.reported))
    letters = [
        {"reference": letter.case.reference, "key": letter.pk}
        for letter in world.asked.letters.all()[:2]  # one that went out, one that came in
    ]
    reply, report = {"key": world.unanswered.pk}, ReportVersion.objects.filter(case=world.reported).latest("number")
    user, version = {"key": world.other.pk}, {"key": world.reported.procedure.version_id}
    answer = {"key": str(world.unanswered.pk)}
    sheet = {"reference": world.asked.reference, "number": 1}
    drafts = {f"api:{name}": [{"key": str(world.draft.pk)}] for name in _OF_A_DRAFT}
    return {
        "mfa_edit_webauthn": [{"pk": 1}],
        "mfa_remove_webauthn": [{"pk": 1}],
        "accounts:notice": [{"key": world.notice.pk}],
        "accounts:draft-drop": [{"key": more.typed.pk}],
        "accounts:app-password-revoke": [{"key": more.app_password.pk}],
        "accounts:feed": [{"key": desk.users["officer"].feed_key}],
        "accounts:new-password": [{"key": world.other.pk, "token": "no-token"}],
        **{f"accounts:job{name}": [{"key": more.export.pk}] for name in ("", "-progress", "-stop", "-again", "-file")},
        **{f"accounts:{name}": [user] for name in ("user-change", "membership-add", "clearance-add")},
        "accounts:membership-end": [{**user, "membership_key": world.membership.pk}],
        "accounts:clearance-end": [{"key": desk.users["officer"].pk, "clearance_key": world.clearance.pk}],
        "accounts:office-close": [{"key": desk.lead.pk}],
        "accounts:delegation-revoke": [{"key": world.delegation.pk}],
        "accounts:grant-end": [{"key": AccessGrant.objects.order_by("pk").first().pk}],
        "accounts:calendar-drop": [{"key": more.day.pk}],
        "accounts:audit-head-file": [{"size": more.head_size}],
        "procedures:migrate": [version],
        "procedures:drawing": [{**version, "language": "vi"}],
        "registry:merge": [{"key": more.merge.pk}],
        "appraisal:case_import_sheets": [{"key": world.case_import.pk}, {"key": more.situations.case_import.pk}],
        **{f"appraisal:case_import{name}": [{"key": more.situations.case_import.pk}] for name in ("", "_columns")},
        **{f"registry:import{name}": [{"key": more.situations.park_import.pk}] for name in ("", "-columns")},
        "appraisal:case_import_take": [{"key": world.waiting_case.pk}],
        "registry:import-sheet": [{"key": world.import_run.pk}],
        "registry:row-take": [{"key": world.waiting.pk}],
        "registry:layer-retire": [{"key": world.layer.pk}, {"key": more.layer.pk}],
        "registry:layer": [{"key": more.layer.pk}],
        "registry:layer-draft": [{"key": more.situations.used_version.pk}],
        "registry:layer-publish": [{"key": more.situations.waiting_version.pk}],
        "appraisal:remove_document": [{"key": world.draft.pk}],
        "appraisal:draft_panel": [{"key": world.draft.pk}],
        **{f"appraisal:{name}_draft": [{"key": world.draft.pk}] for name in ("delete", "restore")},
        "appraisal:restore_document": [{"key": world.draft.pk}],
        "appraisal:download_site": [sheet],
        "appraisal:download_document": [{**asked, "key": more.document.pk}],
        "appraisal:unlink": [{**asked, "key": more.link.pk}],
        **{f"appraisal:{name}_view": [{"key": more.view.pk}] for name in ("remove", "rename")},
        **{f"appraisal:condition-{name}": [{**asked, "key": world.condition.pk}] for name in ("move", "duplicate")},
        "appraisal:library-retire": [{"key": world.model.pk}],
        "appraisal:inquiry-assign": [reply],
        "appraisal:reply-withdraw": [{"key": world.answered.pk}],
        "appraisal:reply-step-in": [reply],
        "appraisal:map_coordinates": [{"crs": 9209}],
        "appraisal:map_tile": [{"layer": more.shape.layer, "z": 8, "x": x, "y": y} for x, y in more.tiles],
        "appraisal:report_paper": [
            {**reported, "number": str(report.number), "kind": kind} for kind in ("pdf", "docx")
        ],
        "appraisal:level_add": [{"key": desk.lead.pk}],
        "appraisal:level_remove": [{"key": desk.lead.pk}],
        "appraisal:approve_confirm": [{"key": world.reported.pk}],
        **{f"appraisal:letter{name}": letters for name in ("", "_issue", "_scan", "_replace")},
        "appraisal:letter_file": [{**letter, "key": str(letter["key"]), "kind": "pdf"} for letter in letters],
        **{
            f"appraisal:destroy{part}": [{"reference": one.reference} for one in more.situations.ended]
            for part in ("", "_settle")
        },
        "appraisal:compare": [{**asked, "number": 2}],
        "appraisal:rescreening_draft": [{"key": world.layer_draft.pk}],
        **{
            f"appraisal:rescreening_{name}": [{"key": row.pk} for row in (world.preview, world.comparison)]
            for name in ("progress", "stop", "go_on", "export", "note")
        },
        "appraisal:rescreened_park_again": [{"key": world.rescreened_park.pk}],
        "appraisal:destroy_take_back": [{"reference": world.ended.reference}],
        "appraisal:end": [{**new, "act": "return"}],
        "api:read_park": [{"key": str(world.park.pk)}],
        "api:read_layer": [{"key": str(world.layer.pk)}],
        "api:read_unit": [{"key": "commune:09208"}],
        "api:fetch_letter": [{**letter, "key": str(letter["key"]), "kind": "pdf"} for letter in letters],
        "api:fetch_site": [{**sheet, "number": "1"}],
        "api:fetch_document": [{**asked, "key": str(more.document.pk)}],
        **{f"api:{name}": [answer] for name in ("read_inquiry", "take_inquiry", "put_reply", "send_reply_to_head")},
        **drafts,
        "api:remove_document": [{"key": str(world.draft.pk), "sha256": more.document.blob.sha256}],
        "ogc:read_collection": [{"name": name} for name in more.collections],
        "ogc:list_items": [{"name": name} for name in more.collections],
        "ogc:read_item": [
            {"name": "cases", "key": str(world.asked.pk)},
            {"name": "parks", "key": str(world.park.pk)},
            {"name": f"layer-{more.shape.layer}", "key": str(more.shape.pk)},
        ],
        "help:page": [{"page": "about"}],
    }


_OF_A_DRAFT = (
    "read_draft",
    "delete_draft",
    "put_kind",
    "put_details",
    "put_heights",
    "send_draft",
    "put_site",
    "add_document",
)
