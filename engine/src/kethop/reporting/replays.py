"""What a replay found, in words."""

from kethop.appraisal import Replay
from kethop.vocabulary import Language

__all__ = ["describe_replay"]


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
