"""The signs that people type for those of Python: ×, −, ², full-width ones, quotation marks."""

import re
from unicodedata import category, digit, normalize

POWER = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
POINT = re.compile(r"(?<=\w)[。．](?=\w)")
ROOT = re.compile(r"√ *(\d+(?:\.\d+)?|\.\d+|[^\W\d⁰¹²³⁴⁵⁶⁷⁸⁹][^\W⁰¹²³⁴⁵⁶⁷⁸⁹]*)")
FRACTION = re.compile(r"(?:(?<![\w.])(\d+))?([¼-¾⅐-⅞])")  # ½, and 18½
OTHER = re.compile(r"[^\x00-\x7f]")
KINDS = {"Pd": "-", "Zs": " ", "Cf": ""}  # of Unicode: dashes, spaces, what is not seen
SIGNS = str.maketrans(
    {chr(sign): chr(sign - 0xFEE0) for sign in range(0xFF01, 0xFF5F)}  # full-width
    | dict.fromkeys("−⁃˗➖", "-")
    | dict.fromkeys("×·⋅∙•∗✕✖⨉⨯", "*")
    | dict.fromkeys("÷∕⁄➗", "/")
    | dict.fromkeys("、﹐", ",")
    | dict.fromkeys("ˆ∧", "^")
    | dict.fromkeys("➕﹢", "+")
    | {"٫": ".", "٬": ""}
    | dict.fromkeys("“”„‟", '"')
    | dict.fromkeys("‘’‚", "'")
    | {"【": "[", "】": "]", "〔": "[", "〕": "]", "…": "..."}
)


def ascii_signs(code: str) -> str:
    """The text with the signs that Python would write for those in it: x² becomes x**(2)."""
    code = ROOT.sub(r"sqrt(\1)", POINT.sub(".", code)).replace("√", "sqrt")
    code = FRACTION.sub(_fraction, code)
    code = POWER.sub(lambda power: f"**({power[0].translate(RAISED)})", code)
    code = code.replace("——", "-").translate(SIGNS)
    return OTHER.sub(lambda sign: _of_its_kind(sign[0]), code)


def _of_its_kind(sign: str) -> str:
    """A digit of any script or form, such as ₁, ③ and ٣, as Python's; so are dashes and spaces."""
    return str(digit(sign, KINDS.get(category(sign), sign)))


def _fraction(part: re.Match[str]) -> str:
    fraction = normalize("NFKC", part[2])
    return f"({part[1]}+{fraction})" if part[1] else f"({fraction})"
