"""What a replay found, in words."""

from kethop.appraisal import Replay
from kethop.vocabulary import Language

__all__ = ["describe_replay", "not_replayed"]


def not_replayed(language: Language) -> str:
    """Return the warning that a stored run could not be compared with a replay."""
    if language is Language.VI:
        return (
            "KHÔNG CHẠY LẠI ĐƯỢC: gói pháp luật, lớp dữ liệu hoặc phiên bản chương trình của kết quả này không có ở đây, "
            "nên không biết tệp có bị sửa hay không. Báo cáo chỉ là dự thảo."
        )
    return (
        "NOT REPLAYED: pack, layers or version of the program of this run are not at hand, so nobody knows whether the "
        "file was changed. The report is a draft only."
    )


def describe_replay(result: Replay, language: Language) -> str:
    """Return "identical", or one line for each difference: path, then, now."""
    vietnamese = language is Language.VI
    if result.is_identical:
        return "giống hệt · identical" if vietnamese else "identical"
    head = (
        f"khác nhau ở {len(result.differences)} chỗ:"
        if vietnamese
        else f"differs in {len(result.differences)} place(s):"
    )
    then, now = ("đã lưu", "nay") if vietnamese else ("stored", "now")
    lines = [f"  {item.path}: {then} {item.stored} → {now} {item.now}" for item in result.differences]
    return "\n".join([head, *lines])
