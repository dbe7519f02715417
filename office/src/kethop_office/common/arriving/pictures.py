"""How many pixels a picture says that it has; it is never decoded here, so a flood of pixels costs nothing."""

import struct

__all__ = ["pixels_of"]

_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG markers with a frame's size
_ALONE = {0x01, *range(0xD0, 0xD9)}
_WIDTH, _HEIGHT = 256, 257  # TIFF tags
_MOST_PAGES = 2_000
_SIZES = {3: "H", 4: "I"}


def pixels_of(data: bytes, extension: str) -> int | None:
    """Return width × height of the largest page of a PNG, JPEG or TIFF; None when its head does not tell.

    Parameters
    ----------
    data : bytes
        The whole file.
    extension : str
        ``png``, ``jpg``, ``jpeg``, ``tif`` or ``tiff``.
    """
    try:
        if extension == "png":
            return _png(data)
        return _jpeg(data) if extension in {"jpg", "jpeg"} else _tiff(data)
    except (struct.error, IndexError):
        return None


def _png(data: bytes) -> int | None:
    if data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", data[16:24])
    return int(width * height) or None


def _jpeg(data: bytes) -> int | None:
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            return None
        marker = data[place + 1]
        if marker == 0xFF:  # filling
            place += 1
        elif marker in _ALONE:
            place += 2
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return int(width * height) or None
        else:
            place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    return None


def _tiff(data: bytes) -> int | None:
    order = "<" if data[:2] == b"II" else ">"
    (place,) = struct.unpack(f"{order}I", data[4:8])
    largest = 0
    seen: set[int] = set()
    while place and place not in seen and len(seen) < _MOST_PAGES:
        seen.add(place)
        (count,) = struct.unpack(f"{order}H", data[place : place + 2])
        sides: dict[int, int] = {}
        for at in range(place + 2, place + 2 + 12 * count, 12):
            tag, form = struct.unpack(f"{order}HH", data[at : at + 4])
            if tag in {_WIDTH, _HEIGHT} and form in _SIZES:
                size = struct.calcsize(_SIZES[form])
                (sides[tag],) = struct.unpack(f"{order}{_SIZES[form]}", data[at + 8 : at + 8 + size])
        largest = max(largest, sides.get(_WIDTH, 0) * sides.get(_HEIGHT, 0))
        (place,) = struct.unpack(f"{order}I", data[place + 2 + 12 * count : place + 6 + 12 * count])
    return largest or None
