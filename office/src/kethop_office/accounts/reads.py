"""An answer that was made of classified records leaves its event before it leaves the machine; without the event, no answer."""

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from kethop_office.audit import scope
from kethop_office.audit.actions.reads import record_reads

__all__ = ["ReadsMiddleware"]


class ReadsMiddleware:
    """Give each request its number, and record what was read for it. Stands right after ``ActorMiddleware``.

    The rows are noted where they are read (``accounts.models.labels``). The event is written when the answer is ready, in a
    transaction of its own: where that fails, the answer is a failure and nothing of it is given.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        actor = getattr(request, "actor", None)
        with scope.opened(actor.rank if actor else 0) as answer:
            response = self.get_response(request)
            who = actor.user_id if actor else None
            try:
                record_reads(answer, who, about(request))
            except BaseException:
                response.close()
                raise
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = _told(answer, response.streaming_content, who, about(request))  # type: ignore[arg-type]  # no view streams asynchronously
        return response


def about(request: HttpRequest) -> str:
    """Return what a request asks for, by the name of its page."""
    return f"view:{request.resolver_match.view_name if request.resolver_match else ''}"


def _told(answer: scope.Scope, content: Iterable[bytes], who: UUID | None, page: str) -> Iterator[bytes]:
    """Give a stream piece by piece, what each was made of recorded before it is given."""
    pieces = iter(content)
    while True:
        with scope.enter(answer):
            piece = next(pieces, None)
            record_reads(answer, who, page)
        if piece is None:
            return
        yield piece
