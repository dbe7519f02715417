"""The server that listens: whom it believes, and what it takes for one request."""

import re
from typing import Any

from typing_extensions import override
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

from kethop_office.project import environ

__all__ = ["listening"]

_LENGTH = re.compile(rb"(?im)^content-length[ \t]*:")
_PIECES = re.compile(rb"(?im)^transfer-encoding[ \t]*:")


class OneLength(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Refuses a request that tells its length in two ways: what is in front may have read the other one (RFC 9112, 6.1)."""

    @override
    def parse_header(self, header_plus: bytes) -> None:
        if _LENGTH.search(header_plus) and _PIECES.search(header_plus):
            raise ParsingError("Content-Length and Transfer-Encoding")
        super().parse_header(header_plus)


def listening(application: Any, host: str, port: int, threads: int) -> Any:  # noqa: ANN401 - of waitress, which has no types
    """Return a server that tells nobody what it is, and takes no word of a proxy but of the one that is named."""
    proxy = environ.trusted_proxy()
    trusted = (
        {"trusted_proxy": proxy, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}} if proxy else {}
    )
    HTTPChannel.parser_class = OneLength  # waitress makes its channels by itself, and has no other way in
    return create_server(
        application,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        clear_untrusted_proxy_headers=True,
        max_request_body_size=environ.upload_megabytes() * 1_000_000 + 1_000_000,
        channel_timeout=60,
        **trusted,
    )
