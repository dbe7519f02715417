"""The check of the pack as a job: it loads the engine, which a web process must not."""

import json

from kethop_office.accounts.bridge import pack_state
from kethop_office.accounts.job_kinds import JobProgress

__all__ = ["check"]


def check(progress: JobProgress) -> dict[str, str | int | bool | None]:
    """Load and check the pack and say what was found."""
    progress.stage("pack.checking")
    state = pack_state()
    problems = [{"code": problem.code, "vi": problem.vi, "en": problem.en} for problem in state.problems]
    return {
        "path": "/admin/pack/",
        "name": state.name,
        "version": state.version,
        "sha256": state.sha256,
        "problems": json.dumps(problems, ensure_ascii=False),
    }
