"""One palette and one type scale for every picture."""

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
# the sign of a weight: for its number, and softly for its wire
POSITIVE, POSITIVE_SOFT = "#7a53cf", "#9782c6"
NEGATIVE, NEGATIVE_SOFT = "#856400", "#a8892c"
NEGATIVE_FILL = "#b87a00"  # a brighter one, for surfaces
# the two classes of examples in a plane
ZERO, ONE = "#5b7a00", "#c03f8d"
# how active a neuron is: from PAPER to this
ACTIVE = "#c9cfda"

ACTS = "acts"  # the gid of what acts in a picture: a narrow screen is scrolled there


@dataclass(frozen=True)
class Look:
    """How one of several lines is distinguished: colour, marker and dashes.

    `glyph` is the marker as a character, for texts; `size` makes all markers look equally
    large.
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
    Look("#6a35d9", "^", (0, (4, 1.5)), "▲"),
    Look("#007a59", "D", (0, (3, 1.2)), "◆", 0.85),
    Look(BACKWARD, "P", (0, (6, 1.5, 1.2, 1.5)), "✚", 1.15),
    Look("#a3507f", "*", (0, (1.4, 1)), "★", 1.5),
)

WALK = Look(FORWARD, "o", "-", "●")  # for a single line or trail

SMALL, NORMAL, LARGE = 9.5, 11.0, 13.0

RC: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": NORMAL,
    "text.color": INK,
    "text.hinting": "force_autohint",  # bold letters of 15 pixels would look as if they had serifs
    "axes.edgecolor": QUIET_INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "xtick.color": QUIET_INK,
    "ytick.color": QUIET_INK,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "svg.hashsalt": "lessons",  # the same picture has the same bytes
}
