"""Draws text from cached glyphs, because text layout dominates Matplotlib's drawing time.

The masks are Matplotlib's own, one glyph at a time, at whole pixels: the result is identical to its
text at a whole pixel. Only kerning is lost, which hardly matters for symbols and numbers.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from numpy.typing import NDArray


class Letter(NamedTuple):
    """The coverage mask of one glyph, and its metrics in pixels."""

    mask: NDArray[np.uint8]
    left: int  # from the pen to the left edge of the mask
    bottom: int  # from the baseline down to the lower edge of the mask
    width: float  # to the next letter
    ascent: float
    descent: float


class LetterRenderer(RendererAgg):
    """Agg with text made of cached glyphs; formulas and rotated text are drawn as before."""

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> Any:
        """The measures of a line, in pixels."""
        if ismath:
            return RendererAgg.get_text_width_height_descent(self, s, prop, ismath)
        letters = self._letters(s, prop)
        descent = max(letter.descent for letter in letters)
        ascent = max(letter.ascent for letter in letters)
        return sum(letter.width for letter in letters), ascent + descent, descent

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Draw a line of text with its pen at (x, y), y downwards."""
        if ismath or angle:
            RendererAgg.draw_text(self, gc, x, y, s, prop, angle, ismath, mtext)
            return
        pen, baseline = float(round(x)), round(y)
        for mask, left, bottom, width, *_ in self._letters(s, prop):
            self._renderer.draw_text_image(mask, round(pen) + left, baseline + bottom, 0, gc)
            pen += width

    def _letters(self, text: str, font: FontProperties) -> list[Letter]:
        kept = font.copy()  # the text keeps changing its own
        return [_letter(letter, kept, self.dpi) for letter in text]


@lru_cache(maxsize=4000)
def _letter(letter: str, font: FontProperties, dpi: float) -> Letter:
    width, height, descent = RendererAgg(1, 1, dpi).get_text_width_height_descent(
        letter, font, False
    )
    margin = round(font.get_size_in_points() * dpi / 72)  # italic glyphs exceed their width
    baseline = margin + round(height - descent)
    paper = RendererAgg(round(width) + 2 * margin, round(height) + 2 * margin, dpi)
    paper.draw_text(paper.new_gc(), margin, baseline, letter, font, 0)
    mask = np.array(paper.buffer_rgba())[..., 3]
    return Letter(mask, -margin, len(mask) - baseline, width, height - descent, descent)
