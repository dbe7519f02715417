"""``kethop-office audit``: check the log, take it away, sign its head, say that the clock is right."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import click

from kethop_office.audit.chain.checking import Verification
from kethop_office.audit.chain.heads import Checkpoint, HeadError, VerifierKey, opened_by, split
from kethop_office.common.refusal import Refused
from kethop_office.project.commands.start import Refusal, begin, refuse_unready, said, said_of

__all__ = ["audit"]

_LARGEST_HEADS = 50_000_000
_WORDS = {
    "gap": ("thiếu hoặc sai thứ tự", "is missing or out of order"),
    "prev": ("không nối với sự kiện trước", "does not follow the event before"),
    "hash": ("đã bị sửa", "was changed"),
    "columns": ("có cột khác nội dung đã ký", "has columns that differ from its body"),
    "time": ("sớm hơn sự kiện trước", "is earlier than the event before"),
    "cut": ("bị cắt: đầu chuỗi ngoài ghi nhiều sự kiện hơn", "was cut off: a head tells of more events"),
    "head": (
        "hoặc sau đó đã bị viết lại: khác đầu chuỗi đã ký",
        "or a later one was rewritten: differs from a signed head",
    ),
}


@click.group()
def audit() -> None:
    """Nhật ký: kiểm tra, xuất, ký đầu chuỗi · the log: check it, export it, sign its head."""


@audit.command()
@click.option(
    "--heads",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp đầu chuỗi giữ ngoài máy · file with signed heads kept elsewhere; may be given again.",
)
@click.option(
    "--public-key",
    "public_keys",
    multiple=True,
    help="Khóa kiểm tra đã ghi ngoài máy; có thể lặp lại · public key as noted elsewhere; may be repeated.",
)
def verify(*, heads: tuple[Path, ...], public_keys: tuple[str, ...]) -> None:
    """Kiểm tra toàn bộ chuỗi · check the whole chain; exit 1 and the first bad number where it is broken."""
    begin()
    refuse_unready()
    from kethop_office.accounts.actions.audit_log import note_verified  # noqa: PLC0415 - Django is ready only now
    from kethop_office.audit import queries  # noqa: PLC0415

    outside = list(_read_heads(heads, public_keys)) if heads else []
    with _Progress(queries.last_seq()) as told:
        found = queries.verify(outside, told)
    note_verified(None, found)
    if found.broken_seq is not None:
        _say_broken(found)
        raise SystemExit(1)
    click.echo(
        f"Nguyên vẹn: {found.checked} sự kiện, {found.heads} đầu chuỗi khớp · whole: {found.checked} events, "
        f"{found.heads} heads agree"
    )
    if not heads:
        click.echo(
            "Chỉ đầu chuỗi giữ ngoài máy mới cho thấy chuỗi bị cắt hoặc viết lại: --heads · only heads kept elsewhere show a chain "
            "that was cut or rewritten: --heads"
        )


@audit.command()
@click.option(
    "--level", default=0, show_default=True, type=click.IntRange(0, 40), help="Độ mật cao nhất · highest level shown."
)
@click.option(
    "--to", type=click.Path(dir_okay=False, path_type=Path), help="Ghi vào tệp · write into a file, not to the screen."
)
def export(*, level: int, to: Path | None) -> None:
    """Xuất nhật ký kèm chương trình kiểm tra · take the log away, with the program that checks it.

    Events above the level show only their hash; all others can still be proved. The program is written beside the file.
    """
    begin()
    refuse_unready()
    from kethop_office.accounts.actions.audit_log import note_export  # noqa: PLC0415 - Django is ready only now
    from kethop_office.audit.queries import exporting  # noqa: PLC0415
    from kethop_office.audit.queries.heads import key_texts  # noqa: PLC0415

    keys = key_texts()
    note_export(None, level)
    lines = exporting.export_lines(level, keys)
    if to is None:
        for line in lines:
            sys.stdout.write(line)
        return
    try:
        part = to.with_name(f".{to.name}.part")
        with part.open("w", encoding="utf-8") as file:
            file.writelines(lines)
        part.replace(to)
        to.with_name(exporting.VERIFIER).write_text(exporting.verifier(), encoding="utf-8")
    except OSError as error:
        raise Refusal(
            f"Không ghi được {to} ({error.strerror}). Chọn thư mục khác: --to",
            f"{to} cannot be written ({error.strerror}). Choose another folder: --to",
        ) from error
    click.echo(f"{to}\npython {exporting.VERIFIER} {to.name} {' '.join(f'--key {key}' for key in keys)}", err=True)


@audit.command()
def head() -> None:
    """Ký đầu chuỗi ngay · sign the head now, lay it into the outbox and print the line for the daily register."""
    begin()
    refuse_unready()
    from kethop_office.audit.actions.heads import deliver, sign_head  # noqa: PLC0415 - Django is ready only now
    from kethop_office.audit.queries.heads import head_line  # noqa: PLC0415

    signed = said(sign_head, None)
    said(deliver)
    line = head_line(signed.size)
    if line is None:
        raise Refusal("Đầu chuỗi vừa ký không còn.", "The head that was just signed is gone.")
    click.echo(line.text)


@audit.command("new-key")
@click.option("--yes", is_flag=True, help="Thay khóa ngay · change the key now.")
def new_key(*, yes: bool) -> None:
    """Thay khóa ký đầu chuỗi · change the key that signs heads.

    A last head is signed with the old key, whose file is put aside; heads of before stay checkable by its public half. Change it
    when it may have become known, and when who could read it leaves.
    """
    begin()
    refuse_unready()
    from kethop_office.audit.actions.heads import deliver, renew_key  # noqa: PLC0415 - Django is ready only now
    from kethop_office.audit.queries.heads import key_text  # noqa: PLC0415

    before = key_text()
    if not yes:
        raise Refusal(
            f"Ghi khóa kiểm tra đang dùng vào sổ: {before}\nRồi chạy lại với --yes.",
            f"Note the public key in use in the register: {before}\nThen run again with --yes.",
        )
    key, aside = said(renew_key)
    said(deliver)
    click.echo(
        f"Khóa kiểm tra mới, ghi vào sổ bên khóa cũ · new public key, to be noted beside the old one:\n{key}\n"
        f"Khóa cũ · the old one: {before}\n"
        f"Tệp khóa cũ, cất khỏi máy hoặc hủy · its file, to be taken off this machine or destroyed: {aside}"
    )


@audit.command("accept-clock")
@click.option("--yes", is_flag=True, help="Đã đối chiếu đồng hồ · the clock has been compared.")
def accept_clock(*, yes: bool) -> None:
    """Xác nhận đồng hồ máy đúng · say that the machine's clock is right, after it was ahead and has been set back.

    Until then deadlines and rights are counted by the latest moment that the log has told, and scheduled work waits.
    """
    begin()
    refuse_unready()
    from django.utils import timezone  # noqa: PLC0415 - Django is ready only now

    from kethop_office.audit import queries  # noqa: PLC0415
    from kethop_office.audit.actions.clock import accept  # noqa: PLC0415

    if not queries.clock_is_back():
        click.echo("Đồng hồ không lùi, không cần xác nhận · the clock is not behind, nothing to accept")
        return
    told, now = (timezone.localtime(moment).strftime("%d/%m/%Y %H:%M:%S") for moment in queries.clock_moments())
    click.echo(f"Nhật ký đã ghi · the log has told: {told}\nĐồng hồ máy · the machine's clock: {now}")
    if not yes:
        raise Refusal(
            "Đối chiếu đồng hồ với nguồn giờ chuẩn, rồi chạy lại với --yes.",
            "Compare the clock with a reliable source, then run again with --yes.",
        )
    accept()
    click.echo("Đã xác nhận · accepted")


def _read_heads(paths: tuple[Path, ...], public_keys: tuple[str, ...]) -> Iterator[Checkpoint]:
    from kethop_office.audit.queries.heads import key_texts  # noqa: PLC0415 - Django is ready only now

    for path in paths:
        try:
            keys = [VerifierKey.read(text) for text in public_keys or key_texts()]
            with path.open(encoding="utf-8") as file:
                notes = list(split(file.read(_LARGEST_HEADS))) or [""]  # an empty file is no head
            yield from (opened_by(note, keys) for note in notes)
        except (HeadError, OSError, UnicodeDecodeError) as error:
            raise said_of(Refused("audit.head_unread", path=str(path), reason=str(error))) from error


def _say_broken(found: Verification) -> None:
    vi, en = _WORDS[found.reason]
    where = f"{found.broken_seq}" + (f"–{found.until}" if found.until and found.until != found.broken_seq else "")
    click.echo(f"HỎNG: sự kiện {where} {vi}; {found.checked} sự kiện nguyên vẹn · BROKEN: event {where} {en}")


class _Progress:
    """A bar on the error stream, only where someone watches."""

    def __init__(self, length: int) -> None:
        self._bar = click.progressbar(length=length, file=sys.stderr, label="audit")
        self._done = 0

    def __enter__(self) -> Self:
        self._bar.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.render_finish()

    def __call__(self, checked: int) -> None:
        self._bar.update(checked - self._done)
        self._done = checked
