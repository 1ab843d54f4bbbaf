"""One palette, one type scale, one way to write a number, for every picture and every sentence."""

from dataclasses import dataclass
from typing import Any

INK = "#1b1b1b"
QUIET_INK = "#5f6368"
QUIET = "#9aa0a6"
PAPER = "#ffffff"

# Okabe & Ito's blue and vermilion, the second darkened until text in it has a contrast of 4.5 : 1
FORWARD = "#0072b2"
FORWARD_TINT = "#e3f1fa"
BACKWARD = "#b34700"
BACKWARD_TINT = "#fbe6d5"
# their bluish green, darkened in the same way: a parameter moves
UPDATE = "#00735c"
UPDATE_TINT = "#dcf1ea"


@dataclass(frozen=True)
class Look:
    """How one of several lines is told from the others: by colour, by marker and by dashes.

    `glyph` is the marker as a character, for the words around the picture; `size` makes all
    markers look equally large.
    """

    color: str
    marker: str
    linestyle: Any
    glyph: str
    size: float = 1.0


# Okabe & Ito again, darkened until a line has a contrast of 3 : 1
LOOKS = (
    Look(INK, "o", "-", "●"),
    Look(FORWARD, "s", (0, (8, 1)), "■", 0.95),
    Look("#2f94d0", "^", (0, (4, 1.5)), "▲"),
    Look("#007a59", "D", (0, (3, 1.2)), "◆", 0.85),
    Look(BACKWARD, "P", (0, (6, 1.5, 1.2, 1.5)), "✚", 1.15),
    Look("#a3507f", "*", (0, (1.4, 1)), "★", 1.5),
)

WALK = Look(FORWARD, "o", "-", "●")  # of a line or a trail that is alone

SMALL, NORMAL, LARGE = 9.5, 11.0, 13.0

RC: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": NORMAL,
    "text.color": INK,
    "axes.edgecolor": QUIET_INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "xtick.color": QUIET_INK,
    "ytick.color": QUIET_INK,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
}

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def minus(digits: str) -> str:
    """The digits with a true minus sign."""
    return digits.replace("-", "−")


def number(value: Any, digits: int = 3) -> str:
    """Three significant digits with a true minus sign: 4, −0.0903, 2.1e−5, ∞."""
    value = float(value)
    text = f"{value:.0f}" if 10**digits - 0.5 <= abs(value) < 1e6 else f"{value:.{digits}g}"
    for long, short in (("-", "−"), ("e+0", "e"), ("e+", "e"), ("e−0", "e−"), ("inf", "∞")):
        text = text.replace(long, short)
    return "0" if text == "−0" else text


def bracketed(value: Any) -> str:
    """The number as a factor in a formula: a negative one in brackets, as in 3 · (−2)."""
    return f"({number(value)})" if value < 0 else number(value)


def subscript(text: str) -> str:
    """The digits of text as subscripts: z1 becomes z₁, for pictures, which hold plain text."""
    return text.translate(_SUBSCRIPTS)


def superscript(text: str) -> str:
    """The digits of text as superscripts: θ12 becomes θ¹²."""
    return text.translate(_SUPERSCRIPTS)
