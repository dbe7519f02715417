"""Why a backup, a restore or a check is not done."""

__all__ = ["Fault"]


class Fault(Exception):  # noqa: N818 - it is an answer to whoever runs the command
    """It is not done, and nothing half is left that looks whole.

    Parameters
    ----------
    vi, en : str
        What is wrong and what to do.
    """

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")
        self.vi = vi
        self.en = en
