"""The invented offices and accounts. They stand for real bodies and say so; no account is a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from kethop_office.accounts.actions.offices import OfficeFields, create_office
from kethop_office.accounts.actions.people import AccountFields, create_account, reset_password, set_new_password
from kethop_office.accounts.actions.roles import DelegationFields, add_membership, delegate, give_clearance
from kethop_office.accounts.actions.setup import create_administrator
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role, User
from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.actions.extensions import set_local_period
from kethop_office.appraisal.actions.levels import add_level
from kethop_office.appraisal.actions.library import ModelText, add_model
from kethop_office.common import clock

__all__ = ["ACCOUNTS", "People", "find_people", "make_people"]

PROVINCE = "25"
INTERNAL = 10

# key, name, English name, short, English short, symbol, kind, body, province, the level above
_OFFICES = (
    ("ubnd", "Ủy ban nhân dân tỉnh Phú Thọ", "People's Committee of Phú Thọ province", "UBND tỉnh", "Province", "UBND", "authority", "provincial_peoples_committee", PROVINCE, ""),
    ("stc", "Sở Tài chính tỉnh Phú Thọ", "Department of Finance of Phú Thọ", "Sở Tài chính", "Finance", "STC", "authority", "", PROVINCE, "ubnd"),
    ("bql", "Ban Quản lý các khu công nghiệp tỉnh Phú Thọ", "Industrial Zones Board of Phú Thọ", "Ban Quản lý KCN", "Zones Board", "BQLKCN", "authority", "", PROVINCE, "ubnd"),
    ("region", "Bộ Tư lệnh Quân khu 2", "Command of Military Region 2", "Quân khu 2", "Region 2", "QK2", "military", "military_region_command", "", ""),
    ("command", "Bộ Chỉ huy quân sự tỉnh Phú Thọ", "Military Command of Phú Thọ province", "BCHQS tỉnh", "Command", "BCH", "military", "provincial_military_command", PROVINCE, "region"),
    ("general", "Cục Tác chiến – Bộ Tổng Tham mưu", "Operations Department, General Staff", "Cục Tác chiến", "Operations", "CTC", "military", "general_staff_operations", "", ""),
    ("police", "Công an tỉnh Phú Thọ", "Police of Phú Thọ province", "Công an tỉnh", "Police", "CAT", "police", "provincial_police", PROVINCE, ""),
    ("sxd", "Sở Xây dựng tỉnh Phú Thọ", "Department of Construction of Phú Thọ", "Sở Xây dựng", "Construction", "SXD", "authority", "local_construction_authority", PROVINCE, "ubnd"),
    ("snnmt", "Sở Nông nghiệp và Môi trường tỉnh Phú Thọ", "Department of Agriculture and Environment of Phú Thọ", "Sở NN&MT", "Agriculture", "SNNMT", "authority", "", PROVINCE, "ubnd"),
    ("commune", "Ủy ban nhân dân phường Việt Trì", "People's Committee of Việt Trì ward", "UBND phường", "Ward", "UBND", "authority", "commune_peoples_committee", PROVINCE, "ubnd"),
    ("wave", "Công ty hư cấu Sóng Xanh", "Invented company Sóng Xanh", "Sóng Xanh", "Sóng Xanh", "", "proponent", "", "", ""),
    ("tea", "Công ty hư cấu Đồi Chè", "Invented company Đồi Chè", "Đồi Chè", "Đồi Chè", "", "proponent", "", "", ""),
)  # fmt: skip

# name to sign in with, title, English title, office, role
ACCOUNTS = (
    ("proponent", "Người nộp hồ sơ 1", "Filer 1", "wave", Role.PROPONENT),
    ("clerk", "Văn thư 1", "Clerk 1", "stc", Role.CLERK),
    ("officer", "Chuyên viên 1", "Officer 1", "stc", Role.OFFICER),
    ("reviewer", "Thẩm tra 1", "Reviewer 1", "stc", Role.REVIEWER),
    ("approver", "Lãnh đạo Sở 1", "Head of department 1", "stc", Role.APPROVER),
    ("approver.ubnd", "Lãnh đạo tỉnh 1", "Head of province 1", "ubnd", Role.APPROVER),
    ("consultee_officer", "Trợ lý 1", "Staff officer 1", "command", Role.CONSULTEE_OFFICER),
    ("consultee_head", "Chỉ huy 1", "Commander 1", "command", Role.CONSULTEE_HEAD),
    ("steward", "Quản lý dữ liệu 1", "Data steward 1", "command", Role.STEWARD),
    ("rule_officer", "Quản lý quy tắc 1", "Rule officer 1", "stc", Role.RULE_OFFICER),
    ("upper", "Theo dõi cấp trên 1", "Upper level 1", "region", Role.UPPER),
    ("auditor", "Kiểm soát 1", "Auditor 1", "ubnd", Role.AUDITOR),
    ("proponent.2", "Người nộp hồ sơ 2", "Filer 2", "tea", Role.PROPONENT),
    ("officer.2", "Chuyên viên 2", "Officer 2", "stc", Role.OFFICER),
    ("clerk.bql", "Văn thư 2", "Clerk 2", "bql", Role.CLERK),
    ("officer.bql", "Chuyên viên 3", "Officer 3", "bql", Role.OFFICER),
    ("reviewer.bql", "Thẩm tra 2", "Reviewer 2", "bql", Role.REVIEWER),
    ("approver.bql", "Trưởng ban 1", "Head of board 1", "bql", Role.APPROVER),
    ("deputy", "Phó Giám đốc 1", "Deputy head 1", "stc", Role.RULE_OFFICER),
    ("region.officer", "Trợ lý quân khu 1", "Region officer 1", "region", Role.CONSULTEE_OFFICER),
    ("region.head", "Chỉ huy quân khu 1", "Region commander 1", "region", Role.CONSULTEE_HEAD),
    ("general.officer", "Trợ lý cục 1", "Department officer 1", "general", Role.CONSULTEE_OFFICER),
    ("general.head", "Thủ trưởng cục 1", "Department head 1", "general", Role.CONSULTEE_HEAD),
    ("police.officer", "Cán bộ công an 1", "Police officer 1", "police", Role.CONSULTEE_OFFICER),
    ("police.head", "Chỉ huy công an 1", "Police head 1", "police", Role.CONSULTEE_HEAD),
    ("sxd.officer", "Chuyên viên xây dựng 1", "Construction officer 1", "sxd", Role.CONSULTEE_OFFICER),
    ("sxd.head", "Lãnh đạo xây dựng 1", "Construction head 1", "sxd", Role.CONSULTEE_HEAD),
    ("snnmt.officer", "Chuyên viên môi trường 1", "Environment officer 1", "snnmt", Role.CONSULTEE_OFFICER),
    ("snnmt.head", "Lãnh đạo môi trường 1", "Environment head 1", "snnmt", Role.CONSULTEE_HEAD),
    ("ubnd.officer", "Chuyên viên tỉnh 1", "Province officer 1", "ubnd", Role.CONSULTEE_OFFICER),
    ("ubnd.head", "Lãnh đạo văn phòng tỉnh 1", "Head of province office 1", "ubnd", Role.CONSULTEE_HEAD),
    ("commune.officer", "Công chức phường 1", "Ward official 1", "commune", Role.CONSULTEE_OFFICER),
    ("commune.head", "Lãnh đạo phường 1", "Head of ward 1", "commune", Role.CONSULTEE_HEAD),
)  # fmt: skip

_MODELS = (
    ("command", "consultee_officer", "QS-01", "Thỏa thuận độ cao trước khi cấp phép", "Chủ đầu tư gửi hồ sơ độ cao công trình để lấy ý kiến trước khi đề nghị cấp phép xây dựng.", "The proponent submits the height file for opinion before asking for the building permit.", "before_permit"),
    ("command", "consultee_officer", "QS-02", "Thông báo ngày khởi công", "Chủ đầu tư thông báo bằng văn bản ngày khởi công trước ít nhất 15 ngày.", "The proponent gives written notice of the start at least 15 days before.", "before_start"),
    ("command", "consultee_officer", "QS-03", "Phối hợp khi phát hiện vật nổ", "Khi phát hiện bom mìn, vật nổ trong khi thi công, dừng thi công tại vị trí đó và báo ngay.", "When explosives are found during works, stop there and report at once.", "during_works"),
    ("police", "police.officer", "CA-01", "Nghiệm thu phòng cháy", "Hoàn thành nghiệm thu về phòng cháy trước khi đưa công trình vào sử dụng.", "Fire safety is accepted before the work is put to use.", "before_use"),
    ("stc", "officer", "TC-01", "Báo cáo tiến độ hằng năm", "Chủ đầu tư báo cáo tiến độ thực hiện dự án trước ngày 31 tháng 12 hằng năm.", "The proponent reports progress before 31 December each year.", "lasting"),
)  # fmt: skip


@dataclass
class People:
    """The offices and accounts, by key."""

    offices: dict[str, Office] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    of_office: dict[str, dict[str, str]] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict, init=False)

    def by(self, username: str) -> Actor:
        """Return an account as it may act at the moment of the story; what it may do stays the same all the while."""
        if username not in self._actors:
            self._actors[username] = actor_of(self.users[username])
        return replace(self._actors[username], at=clock.now())

    def of(self, office: Office, role: str) -> str:
        """Return the account that has a role in an office."""
        return self.of_office[str(office.pk)][role]


def make_people(password: str) -> People:
    """Make the offices, the accounts with their roles, clearances and levels, and a library of conditions."""
    people = People()
    admin = create_administrator("admin", password)
    if admin is None:
        raise RuntimeError("admin")
    people.users["admin"] = admin
    for row in _OFFICES:
        _make_office(people, row)
    for account in ACCOUNTS:
        _make_account(people, account, password)
    _set_levels(people)
    for office, keeper, code, title, text, english, trigger in _MODELS:
        basis = "Điều kiện mẫu hư cấu, không phải quy định"
        words = ModelText(f"{title} (ví dụ)", text, trigger, english, legal_basis=basis)
        add_model(people.by(keeper), people.offices[office], code, words)
    return people


def find_people() -> People:
    """Return the offices and accounts that an earlier start made."""
    offices = {office.name_vi: office for office in Office.objects.all()}
    users = {user.username: user for user in User.objects.all()}
    people = People({row[0]: offices[_title(row)] for row in _OFFICES}, users)
    for username, _, _, office, role in ACCOUNTS:
        people.of_office.setdefault(str(people.offices[office].pk), {}).setdefault(role, username)
    return people


def _title(row: tuple[str, ...]) -> str:
    """Return the name of an office; what stands for a real body says that it is an illustration."""
    name, kind = row[1], row[6]
    return name if kind == "proponent" else f"{name} (minh họa)"


def _make_office(people: People, row: tuple[str, ...]) -> None:
    key, _, english, short, short_en, symbol, kind, body, province, above = row
    real = kind != "proponent"
    fields = OfficeFields(
        kind=kind,
        name_vi=_title(row),
        name_en=f"{english} (illustration)" if real else english,
        short_vi=short,
        short_en=short_en,
        body=body,
        province=province,
        symbol=symbol,
        seat_vi="Phú Thọ" if real else "",
        parent_id=people.offices[above].pk if above else None,
    )
    people.offices[key] = create_office(people.by("admin"), fields)


def _make_account(people: People, row: tuple[str, ...], password: str) -> None:
    username, title, english, office, role = row
    admin, day = people.by("admin"), clock.today()
    user = create_account(admin, username, AccountFields(title, english))
    place = people.offices[office]
    add_membership(admin, user, place, role, day)
    give_clearance(admin, user, INTERNAL, day, day + timedelta(days=730), "Quyết định minh họa số 01/QĐ-MH")
    set_new_password(user, reset_password(admin, user), password)
    people.users[username] = user
    people.of_office.setdefault(str(place.pk), {}).setdefault(role, username)


def _set_levels(people: People) -> None:
    admin, offices = people.by("admin"), people.offices
    add_level(admin, offices["stc"], office=offices["stc"], title_vi="Lãnh đạo Sở", title_en="Head of department")
    add_level(admin, offices["stc"], office=offices["ubnd"], title_vi="Lãnh đạo tỉnh", title_en="Head of province")
    add_level(admin, offices["bql"], office=offices["bql"], title_vi="Trưởng ban", title_en="Head of the board")
    day = clock.today()
    names: Mapping[str, object] = people.users
    fields = DelegationFields(
        giver=people.users["approver"],
        holder=people.users["deputy"],
        office=offices["stc"],
        capacity="KT.",
        starts=day,
        ends=day + timedelta(days=330),
        document=f"Quyết định ủy quyền minh họa số {len(names)}/QĐ-MH",
    )
    delegate(admin, fields)
    for lead, approver in (("stc", "approver"), ("bql", "approver.bql")):
        for kind, days in (("project", 35), ("plan", 45)):
            set_local_period(
                people.by(approver),
                offices[lead],
                case_kind=kind,
                days=days,
                unit="working days",
                document="Quy chế nội bộ minh họa, không phải quy định",
                starts=day,
            )
