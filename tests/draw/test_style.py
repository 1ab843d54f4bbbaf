"""The palette: texts are readable, and colours distinguishable."""

import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import rgb_to_hsv, to_rgb

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


PAGE = (Path(style.__file__).parents[1] / "app/browser/page.css").read_text(encoding="utf-8")


def in_the_dark(colour):
    """#rrggbb as page.css shows pictures on a dark page: W3C, Filter Effects Module Level 1."""
    found = re.search(r"invert\((.*?)\) hue-rotate\(180deg\) brightness\((.*?)\)", PAGE)
    part, brighter = map(float, found.groups())
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    inverted = part * (1 - channels) + (1 - part) * channels
    grey, turned = np.tile([0.213, 0.715, 0.072], (3, 1)), np.eye(3)
    seen = np.clip(brighter * np.clip((2 * grey - turned) @ inverted, 0, 1), 0, 1)
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in seen)


BOTH = pytest.mark.parametrize("seen", [str, in_the_dark], ids=["light", "dark"])


@pytest.mark.parametrize(
    "name",
    ["FORWARD", "BACKWARD", "UPDATE", "POSITIVE", "NEGATIVE", "NEGATIVE_FILL", "ZERO", "ONE"],
)
def test_a_colour_keeps_its_name_in_the_dark(name):
    """Sentences name colours: blue stays blue, and only becomes lighter."""
    light = getattr(style, name)
    hues = [rgb_to_hsv(to_rgb(colour))[0] for colour in (light, in_the_dark(light))]
    assert abs(hues[0] - hues[1]) < 0.01
    assert luminance(light) < luminance(in_the_dark(light))


@pytest.mark.parametrize("way", ["forward", "backward"])
def test_words_have_the_colours_of_the_picture(way):
    light, dark = re.findall(rf"lesson-{way} {{ color: (#\w+); }}", PAGE)
    assert light == getattr(style, way.upper())
    assert dark == in_the_dark(light)


@BOTH
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
        ("POSITIVE", "PAPER"),
        ("NEGATIVE", "PAPER"),
        ("INK", "ACTIVE"),
    ],
)
def test_text_can_be_read(text, ground, seen):
    assert contrast(*(seen(getattr(style, one)) for one in (text, ground))) >= 4.5


@BOTH
@pytest.mark.parametrize("strong", ["FORWARD", "BACKWARD", "UPDATE", "INK"])
def test_strong_and_quiet_differ_without_colour(strong, seen):
    assert contrast(seen(getattr(style, strong)), seen(style.QUIET)) >= 1.9


@pytest.mark.parametrize("part", ["color", "marker", "linestyle", "glyph"])
def test_each_look_differs_in_every_respect(part):
    assert len({getattr(look, part) for look in style.LOOKS}) == len(style.LOOKS)


@BOTH
@pytest.mark.parametrize(
    "line",
    [
        *(look.color for look in style.LOOKS),
        style.ZERO,
        style.ONE,
        style.POSITIVE_SOFT,
        style.NEGATIVE_SOFT,
    ],
)
def test_lines_can_be_seen(line, seen):
    assert contrast(seen(line), seen(style.PAPER)) >= 3


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
