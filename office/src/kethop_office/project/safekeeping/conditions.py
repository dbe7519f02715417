"""What must hold before a backup begins, and while it runs."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from kethop_office.common.refusal import Refused
from kethop_office.common.sweeping import files_kept
from kethop_office.project.safekeeping.fault import Fault
from kethop_office.project.safekeeping.seal import SealError, seal

__all__ = ["nothing_swept", "refuse_place", "refuse_recipients"]


def refuse_place(to: Path) -> None:
    """Refuse a place in the data folder, or around it.

    Raises
    ------
    Fault
        It is.
    """
    data = Path(settings.KETHOP_DATA).resolve()
    if to.resolve() == data or data in to.resolve().parents or to.resolve() in data.parents:
        raise Fault(
            f"{to} nằm trong hoặc chứa thư mục dữ liệu. Chọn ổ đĩa khác.",
            f"{to} lies in the data folder, or around it. Choose another disk.",
        )


def refuse_recipients(recipients: Sequence[str]) -> None:
    """Refuse to begin without a recipient, or with one that is none.

    Raises
    ------
    Fault
        With how to make one.
    """
    if not recipients:
        raise Fault(
            "Chưa có khóa nhận. Tạo một lần: kethop-office keys new TEP, rồi đặt KETHOP_BACKUP_RECIPIENT=age1…",
            "There is no recipient. Make one once: kethop-office keys new FILE, then set KETHOP_BACKUP_RECIPIENT=age1…",
        )
    try:
        seal(io.BytesIO(), io.BytesIO(), recipients)
    except SealError as error:
        raise Fault(
            "Khóa nhận không đúng dạng age1…. Xem lại KETHOP_BACKUP_RECIPIENT hoặc --recipient.",
            "A recipient is not of the form age1…. Look at KETHOP_BACKUP_RECIPIENT or --recipient.",
        ) from error


@contextmanager
def nothing_swept() -> Iterator[None]:
    """Let no file be swept away while the block runs.

    Raises
    ------
    Fault
        One is being swept just now.
    """
    try:
        with files_kept():
            yield
    except Refused as refused:
        raise Fault(
            "Đang dọn tệp thừa. Chờ vài phút rồi chạy lại.",
            "Files without a row are being swept. Wait some minutes and run again.",
        ) from refused
