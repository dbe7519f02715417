"""Read the signed heads."""

import json
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from kethop_office.audit.chain.heads import Checkpoint, HeadError, VerifierKey, check_digits, opened
from kethop_office.audit.models import AuditEvent, Chain, SignedHead

__all__ = ["HeadLine", "head_line", "head_lines", "key_of", "key_text", "key_texts", "last_seq", "line_of", "origin"]


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A head as it stands in the daily register.

    Parameters
    ----------
    head : SignedHead
        The row.
    origin : str
        Name of the chain.
    root : str
        Root in base64, as in the file.
    digits : str
        Eight digits by which a copy is compared.
    """

    head: SignedHead
    origin: str
    root: str
    digits: str

    @property
    def file_name(self) -> str:
        """Name of its file."""
        return f"{self.origin.replace('/', '-')}-{self.head.size:012d}.head"

    @property
    def text(self) -> str:
        """The line as a command prints it."""
        moment = timezone.localtime(self.head.at)
        return f"{moment:%d/%m/%Y %H:%M} · {self.head.size} · {self.root} · {self.digits}"


def origin() -> str:
    """Return by which name this chain's heads are known; empty before ``init`` has given it one."""
    chain = Chain.objects.first()
    return f"kethop/{settings.KETHOP_NODE}/{chain.pk}" if chain else ""


def key_text() -> str:
    """Return the public key of the heads; empty before ``init`` has made it."""
    chain = Chain.objects.first()
    return chain.public_key if chain else ""


def key_texts() -> list[str]:
    """Return the public keys of all heads, the one in use first: a head stays checkable by the key that signed it."""
    made = AuditEvent.objects.filter(act="audit.key_made").order_by("-seq").values_list("body", flat=True)
    told = (str(json.loads(body)["detail"]["key"]) for body in made)
    return list(dict.fromkeys(filter(None, [key_text(), *told])))


def key_of(head: SignedHead) -> str:
    """Return the public key that a head is signed by; empty where none of the office's is it."""
    for text in key_texts():
        with suppress(HeadError):
            opened(head.note, VerifierKey.read(text))
            return text
    return ""


def last_seq() -> int:
    """Return how many events there are."""
    return AuditEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def head_lines(most: int = 400) -> list[HeadLine]:
    """Return heads for the register, newest first."""
    return [line_of(head) for head in SignedHead.objects.order_by("-size")[:most]]


def head_line(size: int) -> HeadLine | None:
    """Return the head of a size."""
    head = SignedHead.objects.filter(size=size).first()
    return line_of(head) if head else None


def line_of(head: SignedHead) -> HeadLine:
    """Return the line of a head."""
    text = head.note.split("\n")
    return HeadLine(head, text[0], text[2], check_digits(Checkpoint(text[0], head.size, head.root)))
