"""The decision table of a run, and whether there is a column for each of its inputs."""

from base64 import b64decode, b64encode

import pyarrow as pa

from kethop.cadastre.layers import OpenLayer
from kethop.cadastre.requests import RulesRequest
from kethop.documents import PlainValue, Record, sha256_hex
from kethop.errors import DmnError, Place, RuleError
from kethop.rules import DmnModel, read_dmn
from kethop.rules.feel.names import normal_name
from kethop.rules.vectorised import VectorTable, compile_table

__all__ = ["OWN_INPUTS", "RulesJob", "rules_job"]

OWN_INPUTS = ("layer", "zone", "parcel", "overlap_m2", "share", "relation")
"""Inputs that every hit has; ``parcel_X`` and ``zone_X`` stand for column X of the parcels and of the zones."""


class RulesJob(Record):
    """A decision table as a run was begun with it.

    Parameters
    ----------
    name : str
        Of the file.
    decision : str
        Name of the decision.
    data : str
        The file in base 64.
    """

    name: str
    decision: str
    data: str

    @property
    def identity(self) -> dict[str, PlainValue]:
        """What decides the answer."""
        return {"name": self.name, "decision": self.decision, "sha256": sha256_hex(b64decode(self.data))}

    def compile(self) -> VectorTable:
        """Return the table ready for columns; errors as for ``compile_table``."""
        return compile_table(self.model(), self.decision)

    def model(self) -> DmnModel:
        """Return the file as read."""
        return read_dmn(b64decode(self.data), source=self.name)


def rules_job(wanted: RulesRequest, parcels: pa.Schema, layers: tuple[OpenLayer, ...]) -> RulesJob:
    """Return the table of a request, after looking that every input has a column.

    Parameters
    ----------
    wanted : RulesRequest
    parcels : pyarrow.Schema
        Of the first file of parcels.
    layers : tuple of OpenLayer

    Raises
    ------
    RuleError
        ``screen.decision_missing`` (``names``): the file has several and none is named; ``screen.input_missing`` (``name``): no such
        column; those of ``read_dmn`` and ``compile_table``.
    """
    place = Place(str(wanted.path))
    try:
        data = wanted.path.read_bytes()
    except OSError as error:
        raise DmnError("dmn.unreadable", place=place, reason=type(error).__name__) from error
    model = read_dmn(data, source=str(wanted.path))
    names = list(model.decisions)
    if wanted.decision is None and len(names) != 1:
        raise RuleError("screen.decision_missing", place=place, names=", ".join(names)[:200])
    job = RulesJob(name=wanted.path.name, decision=wanted.decision or names[0], data=b64encode(data).decode())
    table = compile_table(model, job.decision)
    attributes = {normal_name(f"zone_{name}") for layer in layers for name in layer.attributes.column_names}
    known = {*OWN_INPUTS, *attributes, *(normal_name(f"parcel_{name}") for name in parcels.names)}
    for column in table.columns:
        if column.needed and column.name not in known:
            raise RuleError("screen.input_missing", place=place, name=column.name[:80])
    return job
