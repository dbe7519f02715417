"""Administration."""

from django.urls import path

from kethop_office.accounts.views import account_acts, audit, offices, people, upkeep

__all__ = ["urlpatterns"]

urlpatterns = [
    path("admin/", upkeep.index, name="admin"),
    path("admin/user/", people.listed, name="users"),
    path("admin/user/new/", people.new, name="user-new"),
    path("admin/user/<uuid:key>/", people.shown, name="user"),
    path("admin/user/<uuid:key>/change/", people.change, name="user-change"),
    path("admin/user/<uuid:key>/role/", people.membership, name="membership-add"),
    path("admin/user/<uuid:key>/role/<uuid:membership_key>/end/", people.membership_end, name="membership-end"),
    path("admin/user/<uuid:key>/clearance/", people.clearance, name="clearance-add"),
    path("admin/user/<uuid:key>/clearance/<uuid:clearance_key>/end/", people.clearance_end, name="clearance-end"),
    path("admin/user/<uuid:key>/act/<slug:act>/", account_acts.confirm, name="user-act"),
    path("admin/office/", offices.listed, name="offices"),
    path("admin/office/new/", offices.new, name="office-new"),
    path("admin/office/<uuid:key>/", offices.shown, name="office"),
    path("admin/office/<uuid:key>/close/", offices.close, name="office-close"),
    path("admin/delegation/", offices.delegations, name="delegations"),
    path("admin/delegation/<uuid:key>/revoke/", offices.revoke, name="delegation-revoke"),
    path("admin/grant/", offices.grants, name="grants"),
    path("admin/grant/<uuid:key>/end/", offices.grant_end, name="grant-end"),
    path("admin/calendar/", upkeep.calendar, name="calendar"),
    path("admin/calendar/<uuid:key>/drop/", upkeep.calendar_drop, name="calendar-drop"),
    path("admin/pack/", upkeep.pack, name="pack"),
    path("admin/pack/check/", upkeep.pack_check, name="pack-check"),
    path("admin/job/", upkeep.job_list, name="job-health"),
    path("admin/audit/", audit.log, name="audit"),
    path("admin/audit/verify/", audit.log_verify, name="audit-verify"),
    path("admin/audit/export/", audit.export, name="audit-export"),
    path("admin/audit/verifier/", audit.checker, name="audit-checker"),
    path("admin/audit/head/", audit.heads, name="audit-heads"),
    path("admin/audit/head/sign/", audit.head_sign, name="audit-head-sign"),
    path("admin/audit/head/<int:size>/", audit.head, name="audit-head"),
    path("admin/audit/head/<int:size>/file/", audit.head_file, name="audit-head-file"),
]
