"""The lines of a comparison: page by page, what differs in them, several noted at once."""

from rescreening_desk import HERE, by, deliver, park, publish

from kethop_office.accounts.models import Compartment, Notice
from kethop_office.accounts.notice_words import told
from kethop_office.appraisal.actions.rescreened import tell_officers
from kethop_office.appraisal.models import CaseEvent, RescreenedCase
from kethop_office.appraisal.queries.rescreening.pages import cases_of, row_page


def with_twins(case, row):
    """Let a comparison have five more cases like its one."""
    first = row.cases.get()
    for number in range(5):
        twin = type(case).objects.get(pk=case.pk)
        twin.pk, twin.procedure, twin.reference = None, None, f"KH-2026-1{number:04}"
        twin._state.adding = True
        twin.save()
        RescreenedCase.objects.create(
            rescreening=row,
            case=twin,
            name=twin.reference,
            is_after=first.is_after,
            state="changed",
            changes=first.changes,
            level=twin.level,
            compartment=twin.compartment,
        )


def test_lines_are_read_page_by_page_and_noted_together(keeper, page):
    case = keeper.valid()
    park(keeper, "KCN gần (ví dụ)", (106.04, 21.18, 106.05, 21.19))
    row = publish(keeper, deliver(keeper, HERE)[0])
    with_twins(case, row)
    pages_follow_one_another(keeper, row)
    told_of_once(keeper, row)
    noted_at_once(keeper, page, row)
    text_that_says_little_else(page("officer"), case, row.cases.get(case=case))


def pages_follow_one_another(keeper, row):
    seen, place = [], ""
    while True:
        found = row_page(cases_of(by(keeper, "officer"), row), place, size=2)
        seen += [one.name for one in found.rows]
        place = found.after
        if not place:
            break
    assert seen == sorted(seen)
    assert len(seen) == 6
    back = row_page(cases_of(by(keeper, "officer"), row), found.before, size=2)
    assert [one.name for one in back.rows] == seen[2:4]
    assert row_page(cases_of(by(keeper, "officer"), row), "no place", size=2).rows[0].name == seen[0]


def text_that_says_little_else(officer, case, line):
    said = "Chưa biết đất thuộc ai. Coi như phải hỏi: {}."
    sides = [{"outcome": "unknown", "text": {"vi": said.format(who), "en": who}} for who in ("Bộ Quốc phòng", "Sở <b>")]
    line.changes = [{"kind": "finding", "label": {"vi": "Đất", "en": "Land"}, "before": sides[0], "now": sides[1]}]
    line.save()
    shown = officer.get(f"/case/{case.reference}/rescreened/{line.pk}/").content.decode()
    assert "Chưa biết đất thuộc ai" not in shown, "what stays is not said again"
    assert "<li>Coi như phải hỏi: Bộ Quốc phòng</li>" in shown
    assert "<li>Coi như phải hỏi: Sở &lt;b&gt;</li>" in shown
    assert "kết quả giữ nguyên, phần giải thích khác" in shown


def told_of_once(keeper, row):
    for line in row.cases.all():
        tell_officers(line)
    actor, notice = by(keeper, "officer"), Notice.objects.get(kind="rescreen.cases", user=keeper.users["officer"])
    assert "phải xem lại: 6 ·" in told(actor, notice), "one notice of a comparison, however many cases"
    apart = row.cases.order_by("name").last()
    apart.case.compartment = apart.compartment = Compartment.objects.create(kind="case")
    apart.case.save(), apart.save()
    assert "phải xem lại: 5 ·" in told(actor, notice), "of what the reader may know of now"


def noted_at_once(keeper, page, row):
    *lines, elsewhere, apart = row.cases.order_by("name")
    elsewhere.case.lead_office = keeper.command
    elsewhere.case.save()
    officer, path = page("officer"), f"/rescreening/{row.pk}/"
    shown = officer.get(path).content.decode()
    assert shown.count('name="lines"') == 4
    reason = "Vùng thuộc giai đoạn sau của dự án"

    def noted(*chosen, why=reason):
        form = {"of": "cases", "state": "changed", "lines": [one.pk for one in chosen], "reason": why}
        return officer.post(f"{path}note/", form).status_code, row.cases.filter(settlement="noted").count()

    assert noted(*lines, why="ngắn") == (422, 0)
    assert noted() == (400, 0)
    for other in (elsewhere, apart):
        assert noted(*lines, other) == (400, 0), "all that may be settled, or none"
    assert noted(*lines[:2]) == (302, 2)
    assert noted(*lines) == (400, 2), "two of them were settled meanwhile"
    assert noted(*lines[2:]) == (302, 4)
    assert CaseEvent.objects.filter(code="rescreen.noted").count() == 4, "each as if it had been noted alone"
    assert {line.reason for line in row.cases.filter(settlement="noted")} == {reason}
    assert 'name="lines"' not in officer.get(path).content.decode()
    form = {"of": "parks", "state": "changed", "lines": [row.parks.get().pk], "reason": reason}
    assert page("clerk").post(f"{path}note/", form).status_code == 400, "parks are for who keeps their register"
    assert officer.post(f"{path}note/", form).status_code == 302
    assert row.parks.get().settlement == "noted"
