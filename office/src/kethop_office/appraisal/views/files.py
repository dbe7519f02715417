"""Give a stored file away as a download."""

from django.http import FileResponse, Http404

from kethop_office.common.files import blob_path
from kethop_office.common.models import Blob

__all__ = ["download"]

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


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
    kind = TYPES.get(name.rsplit(".", 1)[-1].lower(), "application/octet-stream")
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)
