"""An act that the office refuses: a code and fields; the sentence is in the room's ``wording``."""

__all__ = ["Refused"]


class Refused(Exception):  # noqa: N818 - it is an answer to the reader, not a bug
    """The act is not done.

    Parameters
    ----------
    code : str
        Such as ``approval.same_person``; each code has a sentence in both languages.
    fields : object
        What fills the sentence.
    """

    def __init__(self, code: str, /, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields
