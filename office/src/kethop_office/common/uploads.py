"""Files that come in: to disk at once, and no more than the office's limit."""

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from typing_extensions import override

__all__ = ["LimitedUploadHandler"]


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Write the files of a request to temporary files; over ``KETHOP_UPLOAD_MB`` the request is cut off and its form has no file.

    The form's own field tells the limit; this is the wall behind it, for a sender that does not say how much it sends.
    """

    _received = 0

    @override
    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._received += len(raw_data)
        if self._received > settings.KETHOP_UPLOAD_BYTES:
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)
