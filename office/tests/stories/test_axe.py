"""Every page in both languages: axe finds nothing, nothing runs sideways, no console error, no other host asked."""

import os
from urllib.parse import urlsplit

import pytest
from browser import axe, context_of, is_sideways
from django.urls import get_resolver, reverse
from story_world import World

from kethop_office.audit.actions.heads import begin_chain, sign_head
from kethop_office.common import clock

pytestmark = [pytest.mark.browser, pytest.mark.one_database]
IS_PROOF = os.environ.get("KETHOP_PROVE") == "1"

SIGNS_IN = "a step of signing in that needs the state of another step; accounts' own tests look at it"
ACTS = "takes a form, shows no page of its own"
FILES = "a file, a picture or an answer to a script"
NO_PAGES = {
    SIGNS_IN: (
        "mfa_login_webauthn mfa_authenticate account_reauthenticate mfa_reauthenticate mfa_reauthenticate_webauthn "
        "mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes mfa_edit_webauthn mfa_remove_webauthn "
        "mfa_activate_totp mfa_add_webauthn account_logout accounts:new-password"
    ),
    ACTS: (
        "accounts:app-password-make accounts:app-password-revoke "
        "accounts:home accounts:notices-read accounts:notice accounts:draft accounts:draft-drop accounts:own-feed "
        "accounts:own-level accounts:own-sessions-end accounts:job-stop accounts:job-again accounts:audit-verify accounts:audit-export "
        "accounts:audit-head-sign accounts:pack-check "
        "procedures:read registry:layers-read registry:row-take appraisal:start appraisal:copy appraisal:remove_document "
        "appraisal:restore_document appraisal:delete_draft appraisal:restore_draft appraisal:receive "
        "appraisal:continue_filing appraisal:run_again appraisal:give_cases appraisal:give_back appraisal:remind_cases "
        "appraisal:save_view appraisal:rename_view appraisal:remove_view appraisal:export_cases appraisal:case_officer appraisal:draw_site "
        "appraisal:site_file appraisal:case_archive appraisal:condition-move appraisal:inquiry-assign appraisal:report_prepare "
        "appraisal:case_import_sheets appraisal:case_import_take appraisal:report_add appraisal:review_confirm appraisal:decision_confirm appraisal:decision_reopen "
        "appraisal:approve_confirm appraisal:level_remove appraisal:letter_issue appraisal:letter_scan "
        "appraisal:letter_replace appraisal:unlink accounts:user-change accounts:membership-add accounts:clearance-add accounts:membership-end accounts:clearance-end accounts:office-close "
        "accounts:delegation-revoke accounts:grant-end accounts:calendar-drop appraisal:draft_panel "
        "appraisal:library-retire appraisal:level_add appraisal:destroy_take_back appraisal:rescreening_draft "
        "appraisal:rescreening_pack appraisal:rescreening_stop appraisal:rescreening_go_on appraisal:rescreening_export appraisal:rescreening_note "
        "appraisal:rescreened_park_again"
    ),
    FILES: (
        "health ready accounts:session accounts:feed accounts:job-progress accounts:job-file accounts:audit-checker accounts:audit-head-file procedures:drawing "
        "territory:export registry:parks-export appraisal:case_import_template appraisal:download_site appraisal:download_document "
        "appraisal:case_events_file appraisal:site_picture appraisal:site_sheet appraisal:site_profile "
        "appraisal:site_shape appraisal:site_table appraisal:map_coordinates appraisal:map_convert appraisal:map_tile "
        "appraisal:report_paper appraisal:letter_file "
        "appraisal:find_cases appraisal:identify_site appraisal:rescreening_progress"
    ),
    "the parts of its page are those of its neighbours in this table; the state that it needs is in its room's tests": (
        "procedures:migrate registry:merge registry:import-sheet registry:layer-retire appraisal:reply-withdraw "
        "appraisal:reply-step-in appraisal:condition-duplicate appraisal:letter"
    ),
}

PROGRAMS = {"api", "ogc"}  # for programs: nobody looks at them
REVIEW = "appraisal:review"  # when a report waits for it


def pages(world):
    """Return who opens which page: name of the address, account, arguments."""
    new, asked, reported = ({"reference": case.reference} for case in (world.new, world.asked, world.reported))
    return {
        "account_login": [("", {})],
        **_desk(world),
        **_registry(world),
        **_imports(world),
        **_compared(world),
        **{f"appraisal:{name}": [("officer", asked)] for name in _OF_A_CASE},
        **{f"appraisal:draft{name}": [("proponent", {"key": world.draft.pk})] for name in _STEPS},
        "appraisal:new": [("proponent", {})],
        "appraisal:filed": [("proponent", {**new, "number": 1})],
        "appraisal:submission": [("officer", new), ("proponent", asked)],
        "appraisal:accept": [("officer", new)],
        "appraisal:ask_completion": [("officer", new)],
        "appraisal:end": [("officer", {**new, "act": "return"})],
        "appraisal:compare": [("officer", {**asked, "number": 1})],
        "appraisal:overrule": [("officer", {**asked, "key": world.finding.pk})],
        "appraisal:settle": [("reviewer", {**asked, "key": world.override.pk})],
        "appraisal:case_list": [("officer", {})],
        "appraisal:label": [("officer", new), ("officer", asked)],
        "appraisal:label-settle": [("approver1", new)],
        "appraisal:retention": [("officer", {})],
        "appraisal:retention_register": [("officer", {})],
        "appraisal:retention_periods": [("admin", {})],
        "appraisal:destroy": [(who, {"reference": world.ended.reference}) for who in ("officer", "approver1")],
        "appraisal:destroy_settle": [("approver1", {"reference": world.ended.reference})],
        "appraisal:case_period": [("approver1", asked)],
        "appraisal:case_extend": [("approver1", asked)],
        "appraisal:print_site": [("officer", asked)],
        "appraisal:replies-release": [("officer", asked)],
        "appraisal:removal-settle": [("reviewer", {**asked, "key": world.removal.pk})],
        "appraisal:treat": [("officer", {**asked, "key": world.opinion.pk})],
        "appraisal:opinion-split": [("officer", {**asked, "key": world.opinion.response_id})],
        "appraisal:inquiry-edit": [("officer", {**asked, "key": world.proposed.pk})],
        "appraisal:inquiry-paper": [("officer", {**asked, "key": world.unanswered.pk})],
        "appraisal:inquiry-act": [("officer", {**asked, "key": world.unanswered.pk, "name": "recall"})],
        "appraisal:condition-settle": [("officer", {**asked, "key": world.condition.pk})],
        "appraisal:condition-supersede": [("officer", {**asked, "key": world.condition.pk})],
        "appraisal:inbox": [("command", {})],
        "appraisal:advice-offer": [("command", {})],
        "appraisal:library": [("command", {})],
        "appraisal:library-new": [("command", {})],
        "appraisal:library-model": [("command", {"key": world.model.pk})],
        "appraisal:inquiry": [(who, {"key": row.pk}) for who, row in _inquiries(world)],
        "appraisal:reply-submit": [("command", {"key": world.unanswered.pk})],
        "appraisal:reply-sign": [("command_head", {"key": world.to_sign.pk})],
        "appraisal:reply-return": [("command_head", {"key": world.to_sign.pk})],
        "appraisal:report": [("officer", reported), ("officer", asked)],
        "appraisal:report_preview": [("officer", reported)],
        "appraisal:report_propose": [("officer", reported)],
        "appraisal:report_send": [("officer", asked)],
        "appraisal:report_edit": [("officer", {**reported, "section": "content"})],
        "appraisal:approvals": [("officer", reported), ("officer", asked)],
        "appraisal:decision": [("approver2", reported)],
        "appraisal:approve_list": [("approver1", {})],
        "appraisal:approve": [("approver1", {"key": world.reported.pk})],
        "help:index": [("officer", {})],
        "help:page": [("officer", {"page": name}) for name in ("about", "glossary", "keyboard")],
    }


_OF_A_CASE = (
    "case",
    "case_events",
    "case_site",
    "findings",
    "related",
    "consultations",
    "inquiry-new",
    "inquiries-send",
    "conditions",
    "condition-new",
    "documents",
    "documents_print",
    "letter_new",
    "letter_arrived",
)
_STEPS = ("", "_kind", "_details", "_site", "_heights", "_files", "_check")


def _inquiries(world):
    return [("command", world.unanswered), ("command_head", world.to_sign), ("police", world.paused)]


def _signed_head():
    begin_chain(clock.now())
    return sign_head(None).size


def _desk(world):
    user, lead = {"key": world.other.pk}, {"key": world.desk.lead.pk}
    plain = ["tasks", "paused", "notices", "own", "own-sessions", "app-passwords", "jobs"]
    admin = ["admin", "users", "user-new", "offices", "office-new", "delegations", "grants", "calendar", "pack"]
    return {
        "account_change_password": [("officer", {})],
        "mfa_index": [("officer", {})],
        **{f"accounts:{name}": [("officer", {})] for name in plain},
        **{f"accounts:{name}": [("admin", {})] for name in [*admin, "job-health", "audit", "audit-heads"]},
        "accounts:audit-head": [("admin", {"size": _signed_head()})],
        "accounts:user": [("admin", user)],
        "accounts:job": [("officer", {"key": world.job.pk})],
        "accounts:user-act": [("admin", {**user, "act": "lock"})],
        "accounts:office": [("admin", lead)],
    }


def _registry(world):
    run, park = {"key": world.import_run.pk}, {"key": world.park.pk}
    lists = ["parks", "park-new", "merges", "imports", "import-new", "layers", "layer-new"]
    return {
        "procedures:index": [("officer", {})],
        "procedures:version": [("officer", {"key": world.reported.procedure.version_id})],
        "territory:search": [("officer", {})],
        "territory:unit": [("officer", {"key": "commune:09208"})],
        **{f"registry:{name}": [("officer", {})] for name in lists},
        **{f"registry:{name}": [("officer", park)] for name in ("park", "park-edit", "park-merge")},
        **{f"registry:import{name}": [("officer", run)] for name in ("", "-columns", "-rows", "-undo")},
        "registry:doubt": [("officer", {"key": world.doubt.pk})],
        "registry:row-leave": [("officer", {"key": world.waiting.pk})],
        "registry:layer": [("officer", {"key": world.layer.pk})],
    }


def _imports(world):
    run = {"key": world.case_import.pk}
    return {
        "appraisal:case_imports": [("officer", {})],
        "appraisal:case_import_new": [("officer", {})],
        **{f"appraisal:case_import{name}": [("officer", run)] for name in ("", "_columns", "_rows", "_undo")},
        "appraisal:case_import_leave": [("officer", {"key": world.waiting_case.pk})],
    }


def _compared(world):
    draft, park = {"key": world.layer_draft.pk}, {"key": world.rescreened_park.pk}
    lines = [{"reference": row.case.reference, "key": row.pk} for row in (world.rescreened, world.previewed)]
    return {
        **{f"registry:layer-{name}": [("officer", draft)] for name in ("draft", "publish", "withdraw")},
        "appraisal:rescreenings": [("officer", {})],
        "appraisal:rescreening": [("officer", {"key": row.pk}) for row in (world.preview, world.comparison)],
        "appraisal:rescreened": [("officer", line) for line in lines],
        "appraisal:rescreened_note": [("officer", lines[0])],
        **{f"appraisal:rescreened_park{name}": [("officer", park)] for name in ("", "_note")},
    }


def names(resolver, space=""):
    """Yield the name of every address of the office."""
    for pattern in resolver.url_patterns:
        if getattr(pattern, "namespace", None) in PROGRAMS:
            continue
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}"


@pytest.mark.prove  # a sample in a test run
def test_every_page(desk, chromium, live_server):
    world = World(desk)
    table = pages(world)
    known = {*table, REVIEW, *(name for row in NO_PAGES.values() for name in row.split())}
    assert set(names(get_resolver())) <= known, "a page without a row in this table"
    wanted: dict[str, list[str]] = {}
    for name, rows in table.items():
        for who, given in rows:
            wanted.setdefault(who, []).append(reverse(name, kwargs=given))
    faults = _all(desk, chromium, live_server.url, wanted)
    world.write_again()
    review = reverse(REVIEW, kwargs={"reference": world.reported.reference})
    faults += _all(desk, chromium, live_server.url, {"reviewer": [review]})
    assert not faults, "\n".join(faults)


def _all(desk, chromium, url, wanted):
    """Look at every page in one of the languages, in turn; a proof looks at each in both."""
    return [
        fault
        for number, screen in enumerate((("vi", 1400), ("en", 360)))
        for who, paths in wanted.items()
        for fault in _look(desk, chromium, url, who, paths if IS_PROOF else paths[number::2], screen)
    ]


def _look(desk, chromium, url, who, paths, screen):
    found = []
    language, width = screen
    context = context_of(chromium, language, width)
    if who:
        user = desk.users[who]
        user.language = language
        user.save()
        context.add_cookies(desk.cookies(who, url))
    page = context.new_page()
    page.on("console", lambda told: found.append(f"{page.url}: {told.text}") if told.type == "error" else None)
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: found.append(f"asks {asked.url}") if _is_elsewhere(asked.url, url) else None)
    for path in paths:
        answer = page.goto(f"{url}{path}{'' if who else f'?lang={language}'}")
        place = f"{language} {width} {who} {path}"
        if answer.status != 200:
            found.append(f"{place}: status {answer.status}")
            continue
        if page.evaluate("document.documentElement.lang") != language:
            found.append(f"{place}: in another language")
        found += [f"{place}: {problem}" for problem in axe(page)]
        for size in (1400, 700, 360) if width == 1400 else (360, 700, 1400):  # 700 is 200 % of a window of 1,400
            if size != width:
                page.set_viewport_size({"width": size, "height": 900})
            found += [f"{place}: runs sideways at {size}"] if is_sideways(page) else []
        page.set_viewport_size({"width": width, "height": 900})
    page.goto("about:blank")
    context.close()
    return found


def _is_elsewhere(asked, url):
    parts = urlsplit(asked)
    return parts.scheme in {"http", "https"} and parts.netloc != urlsplit(url).netloc
