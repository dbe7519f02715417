"""What the operations share: one answer for what is hidden and what never was, versions, and doing a thing once."""

import re
from collections.abc import Callable

from django.http import Http404, HttpResponse

from kethop_office.accounts.actor import Actor
from kethop_office.api.actions.once import fingerprint, make_once
from kethop_office.api.door import ProgramRequest
from kethop_office.api.problems import Stop
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.cases import visible_case
from kethop_office.appraisal.queries.shell import open_sections

__all__ = ["BYTES", "case_or_404", "once", "section_or_404", "tag", "version_in"]

_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')
BYTES = {"responses": {200: {"content": {"*/*": {"schema": {"type": "string", "contentEncoding": "binary"}}}}}}
"""How a description says that a file is answered."""


def case_or_404(actor: Actor, reference: str) -> Case:
    """Return a case that the actor may know of."""
    try:
        return visible_case(actor, reference)
    except Case.DoesNotExist as error:
        raise Http404 from error


def section_or_404(actor: Actor, reference: str, section: str) -> Case:
    """Return a case of which the actor may open a section, as on its pages."""
    case = case_or_404(actor, reference)
    if section not in open_sections(actor, case):
        raise Http404
    return case


def tag(response: HttpResponse, version: int) -> None:
    """Write the version of what is answered, to be given back by ``If-Match``."""
    response["ETag"] = f'"{version}"'


def version_in(if_match: str | None) -> int:
    """Return the version that a request was made on.

    Raises
    ------
    Stop
        ``api.version_missing``: none was given, or it is none of ours.
    """
    found = _TAG.fullmatch((if_match or "").strip())
    if found is None:
        raise Stop(428, "api.version_missing")
    return int(found[1])


def once(request: ProgramRequest, key: str | None, make: Callable[[], str]) -> str:
    """Make something by the ``Idempotency-Key`` of a request and return its key; the same request again returns the same.

    Raises
    ------
    Stop
        ``api.key_missing``.
    Refused
        ``api.key_reused``, and what ``make`` refuses.
    """
    if not key or len(key) > 100 or not key.isprintable():
        raise Stop(400, "api.key_missing")
    asked = fingerprint(f"{request.method} {request.path}".encode(), _content(request))
    made, _is_new = make_once(request.app_password, key, asked, make)
    return made


def _content(request: ProgramRequest) -> bytes:
    """Return what a request holds; of a form its fields and the hashes of its files, since its boundaries differ each time."""
    if not (request.content_type or "").startswith("multipart/"):
        return request.body
    parts = [f"{name}={value}".encode() for name, values in sorted(request.POST.lists()) for value in values]
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            file.seek(0)
            parts += [f"{name}={file.name}".encode(), fingerprint(*file.chunks()).encode()]
            file.seek(0)
    return fingerprint(*parts).encode()
