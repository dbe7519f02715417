"""Whether the wall stands: asked before the office serves anyone, and by every test that leans on it."""

from django.db import connection

from kethop_office.accounts.row_security import limits, policies
from kethop_office.common.levels import highest_level, holds_several

__all__ = ["fault"]


def fault() -> tuple[str, str] | None:
    """Return what is wrong with the wall, in Vietnamese and English; None when it stands."""
    if not limits.is_installed(highest_level(), connection):
        return (
            "Cơ sở dữ liệu chưa giới hạn độ mật theo KETHOP_LEVELS. Chạy: kethop-office init",
            "The database does not limit labels as KETHOP_LEVELS says. Run: kethop-office init",
        )
    return _fault_of_several() if holds_several() else None


def _fault_of_several() -> tuple[str, str] | None:
    if connection.vendor != "postgresql":
        return (
            "Nhiều mức mật cần PostgreSQL (DATABASE_URL); SQLite chỉ giữ một mức.",
            "Several levels need PostgreSQL (DATABASE_URL); SQLite holds one.",
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        (is_above,) = cursor.fetchone()
    if is_above:
        return (
            (
                "Tài khoản PostgreSQL của văn phòng là SUPERUSER hoặc BYPASSRLS: bảo vệ theo hàng không có tác dụng. "
                "Dùng tài khoản thường (NOSUPERUSER NOBYPASSRLS)."
            ),
            (
                "The office's PostgreSQL role is SUPERUSER or BYPASSRLS: row security does not bind it. "
                "Use a plain role (NOSUPERUSER NOBYPASSRLS)."
            ),
        )
    bare = policies.unprotected(connection)
    if bare:
        return (
            f"Bảng chưa được bảo vệ theo hàng: {', '.join(bare)}. Chạy: kethop-office init",
            f"Tables without row security: {', '.join(bare)}. Run: kethop-office init",
        )
    return None
