"""The PNG writer, read back by Pillow."""

import io
import runpy
import sys

import numpy as np
import pytest
from PIL import Image

from lessons_lib.app.rendering import png
from lessons_lib.app.rendering.png import encode

from .dot import decoded

SIZES = [(1, 1), (1, 7), (7, 1), (2, 3), (37, 53), (101, 64)]


def noise(rows, columns, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (rows, columns, 4), np.uint8)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_pixel_comes_back(size):
    rgba = noise(*size)
    np.testing.assert_array_equal(decoded(encode(rgba)), rgba)


def test_without_the_quick_library(monkeypatch):
    """It is not built for every machine, and not for the browser."""
    monkeypatch.setitem(sys.modules, "isal.isal_zlib", None)
    rgba = noise(37, 53)
    np.testing.assert_array_equal(decoded(runpy.run_path(png.__file__)["encode"](rgba)), rgba)


@pytest.mark.parametrize("level", [0, 1, 127, 254, 255])
def test_flat_colours_and_steps(level):
    rgba = np.full((5, 4, 4), level, np.uint8)
    rgba[2:, 1:] = 255 - level
    np.testing.assert_array_equal(decoded(encode(rgba)), rgba)


VIEWS = {
    "upside down": lambda rgba: rgba[::-1],
    "mirrored": lambda rgba: rgba[:, ::-1],
    "every third": lambda rgba: rgba[3:20:3, 1:30:2],
    "turned": lambda rgba: rgba.transpose(1, 0, 2),
    "channels reversed": lambda rgba: rgba[..., ::-1],
    "columns first": np.asfortranarray,
    "one pixel": lambda rgba: np.broadcast_to(rgba[:1, :1], (6, 5, 4)),
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_any_memory_layout(view):
    rgba = noise(31, 42)
    before = rgba.copy()
    np.testing.assert_array_equal(decoded(encode(view(rgba))), view(rgba))
    np.testing.assert_array_equal(rgba, before)


def test_a_whole_and_sound_file():
    written = encode(noise(9, 11))
    with Image.open(io.BytesIO(written)) as image:
        image.verify()  # lengths and checksums
        assert image.size == (11, 9)
        assert image.info == {}
    assert written.endswith(b"IEND\xaeB`\x82")
    assert encode(noise(9, 11)) == written


def test_flat_areas_cost_little():
    rgba = np.kron(noise(12, 12), np.ones((9, 9, 1), np.uint8))
    assert len(encode(rgba)) < rgba.nbytes / 10
