"""Text made of cached glyphs has the pixels of Matplotlib's own text, at whole pixels."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from lessons_lib.app.rendering.letters import LetterRenderer, _letter
from lessons_lib.app.settings import own_settings
from lessons_lib.draw.style import LARGE, SMALL

NUMBERS = ["−0.0903", "z₁ 1.84", "∂C/∂w₁₂ = −2.1×10⁻⁵", "σ′(z) · 0.12", "θ¹² ≠ ∞", "(✓ 4) ↳ Σ"]


@own_settings
def drawn(kind, text, at, dpi, angle=0, **font):
    renderer = kind(300, 120, dpi)
    gc = renderer.new_gc()
    gc.set_foreground("#b34700")
    gc.set_alpha(0.7)
    renderer.draw_text(gc, *at, text, FontProperties(**font), angle)
    return np.array(renderer.buffer_rgba()).astype(int)


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("text", NUMBERS)
def test_the_same_pixels_at_a_whole_pixel(text, size, weight):
    for dpi in (50, 100, 137, 200):
        where = {"text": text, "at": (20, 60), "dpi": dpi, "size": size, "weight": weight}
        ours, theirs = drawn(LetterRenderer, **where), drawn(RendererAgg, **where)
        assert theirs.any()
        font = FontProperties(size=size, weight=weight)
        if all(_letter(letter, font, dpi).width % 1 == 0 for letter in text):
            np.testing.assert_array_equal(ours, theirs)
        else:  # Matplotlib before 3.11 puts letters between pixels
            np.testing.assert_allclose(ours.sum(), theirs.sum(), rtol=0.1)


@pytest.mark.parametrize("text", ["−0.0903", "z₁ 1.84", "ŷ = L(θ) fjÅ"])
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_the_same_measures(text, size):
    font = FontProperties(size=size)
    ours, theirs = (
        kind(9, 9, 100).get_text_width_height_descent(text, font, False)
        for kind in (LetterRenderer, RendererAgg)
    )
    np.testing.assert_allclose(ours, theirs, atol=0.1)


def test_between_the_pixels_it_is_nearly_there():
    ours, theirs = (drawn(kind, "0.123", (20.4, 60), 100) for kind in (LetterRenderer, RendererAgg))
    np.testing.assert_array_equal(ours, drawn(LetterRenderer, "0.123", (20, 60), 100))
    np.testing.assert_allclose(ours.sum(), theirs.sum(), rtol=0.05)


@pytest.mark.parametrize(("text", "angle"), [("0.123", 30), ("$x^2$", 0)])
def test_turned_and_formulas_as_matplotlib_does(text, angle):
    more = {"ismath": "$" in text}
    renderers = [kind(99, 99, 100) for kind in (LetterRenderer, RendererAgg)]
    for renderer in renderers:
        renderer.draw_text(renderer.new_gc(), 9.4, 50.3, text, FontProperties(), angle, **more)
    np.testing.assert_array_equal(*(np.asarray(renderer.buffer_rgba()) for renderer in renderers))


def test_a_letter_is_laid_out_once(monkeypatch):
    _letter.cache_clear()
    drawn(LetterRenderer, "0123456789.−", (20, 60), 100)

    def never(*_):
        raise AssertionError("Matplotlib was asked")

    monkeypatch.setattr(RendererAgg, "draw_text", never)
    monkeypatch.setattr(RendererAgg, "get_text_width_height_descent", never)
    drawn(LetterRenderer, "−8.0315", (20, 60), 100)
