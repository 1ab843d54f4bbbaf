"""A fast PNG encoder for pictures that are sent many times a second.

Pillow takes longer to encode than Matplotlib to draw. NumPy does the filtering, which turns flat
areas into zeros, so that little is left to compress. Format: W3C, Portable Network Graphics, third
edition.
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

try:
    from isal.isal_zlib import compress as quick
except ImportError:  # not available everywhere; zlib takes eight times as long
    from zlib import compress as quick

_RGBA, _UP = 6, 2


def encode(rgba: NDArray[np.uint8]) -> bytes:
    """The PNG of an image (rows, columns, 4) of bytes."""
    rows, columns = rgba.shape[:2]
    pixels = rgba.reshape(rows, columns * 4)
    filtered = np.empty((rows, columns * 4 + 1), np.uint8)
    filtered[:, 0] = _UP
    filtered[0, 1:] = pixels[0]
    np.subtract(pixels[1:], pixels[:-1], out=filtered[1:, 1:])
    header = struct.pack(">IIBBBBB", columns, rows, 8, _RGBA, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"IDAT", quick(filtered.data, 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
