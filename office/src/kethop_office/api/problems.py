"""Errors as RFC 9457 problems, with the codes and sentences of the office."""

import json
from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from ninja.errors import HttpError

from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence

__all__ = ["PROBLEM", "Stop", "coded", "problem", "refusal"]

PROBLEM = "application/problem+json"
_STALE = {"draft.changed", "response.stale"}
_STATUSES = {"draft.not_yours": 403, "file.too_large": 413, "api.key_reused": 422}


class Stop(HttpError):  # noqa: N818 - it is an answer to the program, not a bug
    """The request is not gone on with.

    Parameters
    ----------
    code : str
        Code of its sentence.
    wait : int
        Seconds after which to try again; 0 where that would change nothing.
    fields : object
        What fills the sentence.
    """

    def __init__(self, status: int, code: str, *, wait: int = 0, **fields: object) -> None:
        super().__init__(status, code)
        self.code, self.wait, self.fields = code, wait, fields


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[Mapping[str, object]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return a problem.

    It names neither the address nor the moment, so that a record that is hidden and one that never was answer the same bytes.

    Parameters
    ----------
    errors : sequence of mapping
        ``pointer`` (or ``parameter``) and ``detail`` of each field at fault.
    """
    body: dict[str, object] = {"type": f"urn:kethop:problem:{code}", "status": status, "code": code, "detail": detail}
    if errors:
        body["errors"] = list(errors)
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=PROBLEM, headers=dict(headers or {}))


def coded(status: int, code: str, headers: Mapping[str, str] | None = None, **fields: object) -> HttpResponse:
    """Return a problem with the sentence of its code in the reader's language."""
    return problem(status, code, sentence(code, fields), headers=headers)


def refusal(refused: Refused) -> HttpResponse:
    """Return what an action refused: 412 for a version that is no longer the newest, 403 for who may not, else 409."""
    if refused.code in _STALE:
        status = 412
    else:
        status = _STATUSES.get(refused.code, 403 if refused.code.endswith(".not_allowed") else 409)
    return problem(status, refused.code, sentence(refused.code, refused.fields))
