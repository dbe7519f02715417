"""A file name that every system takes, and that no reader is misled by."""

import re
import unicodedata

__all__ = ["extension_of", "safe_name"]

_LONGEST_BYTES = 180  # of the 255 that file systems allow, with room for " (2)" and a folder's own habits
_FORBIDDEN = re.compile(r'[<>:"/\\|?*%;]')  # of Windows, of headers
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # line ends, marks that turn the direction of writing, no letters


def safe_name(name: str, otherwise: str = "tep") -> str:
    """Return a name without path, control and direction marks, reserved words; its extension and Vietnamese letters stay.

    Applied twice it changes nothing more.
    """
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    plain = "".join(letter for letter in plain if unicodedata.category(letter) not in _HIDDEN)
    plain = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", plain)).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 12:
        stem, ending = plain, ""
    stem = stem.strip(" .") or otherwise
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    room = _LONGEST_BYTES - len(ending.encode()) - 1
    stem = stem.encode()[:room].decode(errors="ignore").strip(" .") or otherwise
    return unicodedata.normalize("NFC", f"{stem}.{ending}" if ending else stem)


def extension_of(name: str) -> str:
    """Return the last extension of a name in small letters; empty when it has none."""
    return safe_name(name).rpartition(".")[2].lower() if "." in safe_name(name) else ""
