"""Give a stored file away as a download."""

from django.http import FileResponse, Http404

from kethop_office.common.arriving import safe_name
from kethop_office.common.files import blob_path
from kethop_office.common.models import Blob

__all__ = ["download"]


def download(blob: Blob | None, name: str) -> FileResponse:
    """Return a file as an attachment, never shown inside the page.

    Raises
    ------
    Http404
        There is no such file.
    """
    path = blob_path(blob.sha256) if blob else None
    if path is None or not path.exists():
        raise Http404
    kind = "application/octet-stream"  # a browser that knows no kind opens nothing
    return FileResponse(path.open("rb"), as_attachment=True, filename=safe_name(name), content_type=kind)
