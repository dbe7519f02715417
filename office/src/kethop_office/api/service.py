"""One interface: who may call, how errors are told, and what its description says of them."""

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from pydantic import Field
from typing_extensions import override

from kethop_office.api.door import DOOR, choose_language
from kethop_office.api.filled import FormFault
from kethop_office.api.problems import PROBLEM, Stop, coded, problem, refusal
from kethop_office.appraisal.bridge.desk import EngineEnded
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence

__all__ = ["READS", "WRITES", "Problem", "Service", "answers"]

READS = (400, 401, 404, 422, 429)
WRITES = (*READS, 403, 409, 412, 413, 428, 503)
_CHALLENGE = 'Basic realm="kethop", charset="UTF-8"'


class Fault(Schema):
    """One field at fault."""

    pointer: str
    detail: str


class Problem(Schema):
    """An error (RFC 9457). `code` stays the same in every language; `detail` is the sentence to show."""

    type: str
    status: int
    code: str
    detail: str
    errors: list[Fault] = Field(default_factory=list)


def answers(good: Any, *, status: int = 200, others: tuple[int, ...] = READS) -> dict[int, Any]:  # noqa: ANN401 - a schema
    """Return what an operation may answer: what it is asked for, or a problem."""
    return {status: good, **dict.fromkeys(others, Problem)}


class Service(NinjaAPI):
    """An interface of the office.

    Parameters
    ----------
    invalid : int
        Status of a request whose parts are readable and not allowed.
    """

    def __init__(self, *, invalid: int = 422, **options: Any) -> None:  # noqa: ANN401 - ninja's own
        super().__init__(auth=DOOR, docs_url=None, **options)
        self.invalid = invalid
        handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
            Stop: _stopped,
            AuthenticationError: _unknown,
            ValidationError: self._invalid,
            HttpError: _unreadable,
            Http404: _not_found,
            Refused: _refused,
            EngineEnded: _engine_ended,
            FormFault: self._form_fault,
        }
        for kind, handler in handlers.items():
            self.add_exception_handler(kind, handler)

    @override
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation as its function is named."""
        return operation.view_func.__name__

    @override
    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Describe the interface; problems have a media type of their own."""
        schema = super().get_openapi_schema(**options)
        for answer in _answers_in(schema):
            content = answer.get("content", {})
            told = content.get("application/json", {}).get("schema", {})
            if told.get("$ref", "").endswith("/Problem"):
                answer["content"] = {PROBLEM: content["application/json"]}
        return schema

    def _invalid(self, _request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = [
            {"pointer": "/" + "/".join(str(part) for part in fault["loc"]), "detail": str(fault["msg"])}
            for fault in error.errors
        ]
        return problem(self.invalid, "api.invalid", sentence("api.invalid"), errors=faults)

    def _form_fault(self, _request: HttpRequest, fault: FormFault) -> HttpResponse:
        return problem(self.invalid, "api.invalid", sentence("api.invalid"), errors=fault.errors)


def _answers_in(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for path in schema["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                answer["description"] = HTTPStatus(int(status)).phrase
                yield answer


def _stopped(_request: HttpRequest, stop: Stop) -> HttpResponse:
    headers = {"Retry-After": str(stop.wait)} if stop.wait else {}
    if stop.status_code == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = _CHALLENGE
    return coded(stop.status_code, stop.code, headers, **stop.fields)


def _unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    choose_language(request)
    return coded(401, "api.unknown", {"WWW-Authenticate": _CHALLENGE})


def _unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return coded(error.status_code, "api.unreadable")


def _not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return coded(404, "api.not_found")


def _refused(_request: HttpRequest, refused: Refused) -> HttpResponse:
    return refusal(refused)


def _engine_ended(_request: HttpRequest, _error: EngineEnded) -> HttpResponse:
    return coded(503, "api.engine", {"Retry-After": "60"})
