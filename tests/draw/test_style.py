"""The palette: texts are readable, and colours distinguishable."""

import numpy as np
import pytest

from lessons_lib.draw import style


def luminance(colour):
    """Relative luminance of #rrggbb: W3C, Web Content Accessibility Guidelines 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_known_colours():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("INK", "PAPER"),
        ("INK", "FORWARD_TINT"),
        ("INK", "BACKWARD_TINT"),
        ("QUIET_INK", "PAPER"),
        ("FORWARD", "PAPER"),
        ("BACKWARD", "PAPER"),
        ("FORWARD", "FORWARD_TINT"),
        ("BACKWARD", "BACKWARD_TINT"),
        ("UPDATE", "PAPER"),
        ("UPDATE", "UPDATE_TINT"),
    ],
)
def test_text_can_be_read(text, ground):
    assert contrast(getattr(style, text), getattr(style, ground)) >= 4.5


@pytest.mark.parametrize("strong", ["FORWARD", "BACKWARD", "UPDATE", "INK"])
def test_strong_and_quiet_differ_without_colour(strong):
    assert contrast(getattr(style, strong), style.QUIET) >= 1.9


@pytest.mark.parametrize("part", ["color", "marker", "linestyle", "glyph"])
def test_each_look_differs_in_every_respect(part):
    assert len({getattr(look, part) for look in style.LOOKS}) == len(style.LOOKS)


@pytest.mark.parametrize("look", style.LOOKS, ids=lambda look: look.glyph)
def test_lines_can_be_seen(look):
    assert contrast(look.color, style.PAPER) >= 3


def without(cone, colour):
    """#rrggbb as seen without red or green cones: Viénot, Brettel, Mollon, 1999."""
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = {
        "red": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
        "green": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
    }
    return np.cbrt(np.clip(seen[cone] @ linear, 0, 1))


@pytest.mark.parametrize("cone", ["red", "green"])
def test_looks_differ_for_the_colour_blind(cone):
    seen = [without(cone, look.color) for look in style.LOOKS]
    apart = [np.abs(one - other).max() for i, one in enumerate(seen) for other in seen[:i]]
    assert min(apart) > 0.09
