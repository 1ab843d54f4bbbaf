"""The PNG writer, read back by Pillow."""

import io

import numpy as np
import pytest
from PIL import Image

from lessons_lib.app.png import encode

from .dot import decoded

SIZES = [(1, 1), (1, 7), (7, 1), (2, 3), (37, 53), (101, 64)]


def noise(rows, columns, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (rows, columns, 4), np.uint8)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("effort", [1, 6, 9])
def test_every_pixel_comes_back(size, effort):
    rgba = noise(*size)
    np.testing.assert_array_equal(decoded(encode(rgba, effort)), rgba)


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
    png = encode(noise(9, 11))
    with Image.open(io.BytesIO(png)) as image:
        image.verify()  # lengths and checksums
        assert image.size == (11, 9)
        assert image.info == {}
    assert png.endswith(b"IEND\xaeB`\x82")
    assert encode(noise(9, 11)) == png


def test_effort_saves_bytes():
    rgba = np.kron(noise(12, 12), np.ones((9, 9, 1), np.uint8))
    fast, small = encode(rgba), encode(rgba, effort=9)
    assert len(small) < len(fast) < rgba.nbytes / 10
    np.testing.assert_array_equal(decoded(small), decoded(fast))
