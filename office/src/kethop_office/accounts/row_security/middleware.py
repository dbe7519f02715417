"""Each request reads and writes in one transaction, as its actor; so does an answer that is streamed."""

from collections.abc import Callable, Iterable, Iterator

from django.db import ProgrammingError, transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from kethop_office.accounts.row_security.reader import Reader, reader_of, reading
from kethop_office.common.levels import holds_several

__all__ = ["RowSecurityMiddleware"]

_REFUSED = "42501"  # insufficient_privilege: what PostgreSQL says of a row that its policies do not let be written


class RowSecurityMiddleware:
    """Stands after ``ActorMiddleware``. On a node of one level it does nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; what fails leaves nothing written."""
        if not holds_several():
            return self.get_response(request)
        reader = reader_of(getattr(request, "actor", None))
        with reading(reader):
            response = self.get_response(request)
            is_refused = getattr(request, "is_other_level", False)
            if response.status_code >= 500 or is_refused:
                transaction.set_rollback(True)
        if is_refused:
            with reading(reader):
                return render(request, "accounts/other_level.html", status=409)
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = _as_reader(reader, response.streaming_content)  # type: ignore[arg-type]  # not async
        return response

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Note that a row of another level was to be written; the page that says so is made after the roll-back."""
        if isinstance(exception, ProgrammingError) and getattr(exception.__cause__, "sqlstate", "") == _REFUSED:
            request.is_other_level = True  # type: ignore[attr-defined]  # a note on the request
            return HttpResponse(status=409)
        return None


def _as_reader(reader: Reader, parts: Iterable[bytes]) -> Iterator[bytes]:
    with reading(reader):
        yield from parts
