"""Strict reading and canonical writing of text documents (YAML, JSON).

This layer knows no domain word: it turns bytes into plain values whose every part has a line, checks them against a
record type, and writes values back in one canonical form. It opens no file.
"""

from kethop.documents.canonical import canonical_json, sha256_hex
from kethop.documents.reading import Document, PlainValue, read_json, read_yaml
from kethop.documents.record import Record
from kethop.documents.validating import validate

__all__ = ["Document", "PlainValue", "Record", "canonical_json", "read_json", "read_yaml", "sha256_hex", "validate"]
