"""The signs that people type for those of Python: ×, −, ², full-width ones, quotation marks."""

import re
from unicodedata import digit, normalize

POWER = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
POINT = re.compile(r"(?<=\w)[。．](?=\w)")
ROOT = re.compile(r"√ *(\d+(?:\.\d+)?|\.\d+|[^\W\d⁰¹²³⁴⁵⁶⁷⁸⁹][^\W⁰¹²³⁴⁵⁶⁷⁸⁹]*)")
FRACTION = re.compile(r"(?:(?<![\w.])(\d+))?([¼-¾⅐-⅞])")  # ½, and 18½
DIGIT = re.compile(r"[^\x00-\x7f]")  # ₁, ③, ７, and where they are written otherwise, ٣
SIGNS = str.maketrans(
    {chr(sign): chr(sign - 0xFEE0) for sign in range(0xFF01, 0xFF5F)}  # full-width
    | dict.fromkeys("−–—‒﹣‐‑", "-")
    | dict.fromkeys("×·⋅∙•∗✕", "*")
    | dict.fromkeys("÷∕⁄", "/")
    | dict.fromkeys("、﹐", ",")
    | dict.fromkeys("ˆ∧", "^")
    | dict.fromkeys("\u00a0\u2007\u202f\u3000", " ")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", "")
    | dict.fromkeys("“”„‟", '"')
    | dict.fromkeys("‘’‚", "'")
    | {"【": "[", "】": "]", "〔": "[", "〕": "]", "…": "..."}
)


def ascii_signs(code: str) -> str:
    """The text with the signs that Python would write for those in it: x² becomes x**(2)."""
    code = ROOT.sub(r"sqrt(\1)", POINT.sub(".", code)).replace("√", "sqrt")
    code = FRACTION.sub(_fraction, code)
    code = POWER.sub(lambda power: f"**({power[0].translate(RAISED)})", code)
    code = DIGIT.sub(lambda sign: str(digit(sign[0], sign[0])), code)
    return code.replace("——", "-").translate(SIGNS)


def _fraction(part: re.Match[str]) -> str:
    fraction = normalize("NFKC", part[2])
    return f"({part[1]}+{fraction})" if part[1] else f"({fraction})"
