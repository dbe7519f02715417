"""What was filed, as bytes: the proposal and the site file that it names."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from pydantic import JsonValue

from kethop.appraisal.proposal import Proposal, SiteInput, read_proposal
from kethop.documents import Document, PlainValue
from kethop.errors import Place, ProposalError, ReplayError
from kethop.spatial.intake import Intake, deliver, read_outside

__all__ = ["Filing", "filing_from_path", "filing_from_record"]

MAX_PROPOSAL_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Filing:
    """A proposal as filed.

    Parameters
    ----------
    name : str
        Name of the proposal file.
    proposal_bytes : bytes
        Its content.
    intake : Intake or None
        The site file and what was read in it, when the proposal names one. It is read when the filing is made, in a
        process of its own, so that judging a filing is quick and starts nothing.
    proposal : Proposal
        What the file says.
    document : Document
        Tells the line of each part.
    """

    name: str
    proposal_bytes: bytes
    intake: Intake | None
    proposal: Proposal
    document: Document

    @property
    def pack(self) -> str:
        """Name of the pack that the proposal asks for."""
        return self.proposal.pack

    @property
    def site_name(self) -> str | None:
        """File name of the site, as the proposal writes it."""
        return self.proposal.site.file if self.proposal.site else None

    def record(self) -> dict[str, JsonValue]:
        """Return the filing as it is stored in a run."""
        stored: dict[str, JsonValue] = {
            "proposal": {"name": self.name, "base64": base64.b64encode(self.proposal_bytes).decode()}
        }
        if self.intake is not None:
            stored["site"] = {"name": self.intake.name, "base64": base64.b64encode(self.intake.data).decode()}
        return stored


def filing_from_path(path: Path) -> Filing:
    """Return the filing of a proposal file and of the site file beside it.

    Raises
    ------
    ProposalError
        ``proposal.not_found``, ``proposal.not_a_file``, ``proposal.not_readable``, ``proposal.too_large``,
        ``proposal.site_outside``: the site file must lie in the folder of the proposal or below it.
    KethopError
        The proposal or the site file is not read.
    """
    data = _proposal_bytes(path)
    proposal, document = read_proposal(data, source=path.name)
    if proposal.site is None or proposal.site.file is None:
        return Filing(path.name, data, None, proposal, document)
    site_bytes = deliver(_beside(path, proposal.site.file, document.place(("site", "file"))))
    return Filing(path.name, data, _intake(site_bytes, proposal.site), proposal, document)


def _intake(data: bytes, site: SiteInput) -> Intake:
    return read_outside(
        data, name=site.file or "", crs=site.crs, layer=site.layer, unit=site.unit, column_order=site.column_order
    )


def _proposal_bytes(path: Path) -> bytes:
    place = Place(str(path))
    try:
        if not path.exists():
            raise ProposalError("proposal.not_found", place=place)
        if not path.is_file():
            raise ProposalError("proposal.not_a_file", place=place)
        if path.stat().st_size > MAX_PROPOSAL_BYTES:
            raise ProposalError("proposal.too_large", place=place, size=path.stat().st_size, limit=MAX_PROPOSAL_BYTES)
        return path.read_bytes()
    except OSError as error:
        raise ProposalError("proposal.not_readable", place=place, problem=error.strerror) from error


def filing_from_record(stored: Mapping[str, PlainValue], *, source: str) -> Filing:
    """Return the filing that a run keeps.

    Raises
    ------
    ReplayError
        ``replay.input_damaged``.
    KethopError
        The proposal or the site file is not read.
    """
    name, data = _stored_file(stored.get("proposal"), source)
    proposal, document = read_proposal(data, source=name)
    wanted = proposal.site.file if proposal.site else None
    site_name, site_bytes = _stored_file(stored["site"], source) if "site" in stored else (None, None)
    if site_name != wanted:
        raise ReplayError("replay.input_damaged", place=Place(source))
    if site_bytes is None or proposal.site is None:
        return Filing(name, data, None, proposal, document)
    return Filing(name, data, _intake(site_bytes, proposal.site), proposal, document)


def _stored_file(value: PlainValue, source: str) -> tuple[str, bytes]:
    if isinstance(value, Mapping):
        name, text = value.get("name"), value.get("base64")
        if isinstance(name, str) and isinstance(text, str):
            try:
                return name, base64.b64decode(text, validate=True)
            except ValueError as error:  # no base64, or not even ASCII
                raise ReplayError("replay.input_damaged", place=Place(source)) from error
    raise ReplayError("replay.input_damaged", place=Place(source))


def _beside(proposal: Path, name: str, place: Place) -> Path:
    """Return the path of the site file, refusing any that leaves the proposal's folder."""
    parts = {*PurePosixPath(name).parts, *PureWindowsPath(name).parts}
    is_absolute = PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor
    if is_absolute or ".." in parts:
        raise ProposalError("proposal.site_outside", place=place, file=name)
    folder = proposal.parent.resolve()
    path = folder / name
    if not path.parent.resolve().is_relative_to(folder):
        raise ProposalError("proposal.site_outside", place=place, file=name)
    return path
