"""The palette, and the one way to write a number."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessons_lib.draw import style
from lessons_lib.draw.style import number, subscript

finite = st.floats(-1e300, 1e300)


def parsed(text):
    assert "-" not in text, "a hyphen is not a minus sign"
    return float(text.replace("−", "-"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4, "4"),
        (0.5, "0.5"),
        (-0.09027, "−0.0903"),
        (1.8379, "1.84"),
        (0.1 + 0.2, "0.3"),
        (2.1e-5, "2.1e−5"),
        (-1e-12, "−1e−12"),
        (12.345, "12.3"),
        (999, "999"),
        (1234, "1234"),
        (-12345.6, "−12346"),
        (1e6, "1e6"),
        (-2.5e7, "−2.5e7"),
        (0, "0"),
        (0.0, "0"),
        (-0.0, "0"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "nan"),
        (np.float64(0.25), "0.25"),
        (np.float32(-0.1), "−0.1"),
        (np.int64(7), "7"),
        (np.array(2.5), "2.5"),
    ],
)
def test_number(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(999.6, "1000"), (-999.9, "−1000"), (1e10, "1e10"), (-2.5e100, "−2.5e100")],
)
def test_number_at_its_seams(value, text):
    assert number(value) == text


@given(finite)
@example(5e-324)
@settings(deadline=None)
def test_number_is_close(value):
    shown = parsed(number(value))
    assert shown == pytest.approx(value, rel=0.005, abs=5e-324)
    assert math.copysign(1, shown) == math.copysign(1, value or 0)


@given(finite)
@settings(deadline=None)
def test_number_has_three_digits(value):
    digits = number(value).lstrip("−").partition("e")[0].replace(".", "").lstrip("0")
    assert len(digits) <= 3 or 1000 <= abs(value) < 1e6
    assert len(number(value)) <= 10


@given(finite)
@settings(deadline=None)
def test_number_knows_one_zero_and_one_minus(value):
    text = number(value)
    assert text != "−0"
    if value:
        assert number(-abs(value)) == "−" + number(abs(value))


@given(st.integers(-999, 999), st.integers(0, 6))
@settings(deadline=None)
def test_number_keeps_what_three_digits_can_hold(digits, places):
    assert parsed(number(digits / 10**places)) == digits / 10**places


def test_subscript():
    assert subscript("w z10 → a2") == "w z₁₀ → a₂"


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
    """#rrggbb as somebody sees it who lacks red or green cones: Viénot, Brettel, Mollon, 1999."""
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
