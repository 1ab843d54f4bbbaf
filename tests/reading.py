"""Reading the numbers that the lessons write."""

import re

POWER = r"10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
NUMBER = rf"−?(?:{POWER}|\d+(?:\.\d+)?(?:×{POWER})?|∞)"
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")


def read(text):
    """The value of a number as `notation.number` writes it: 2.1×10⁻⁵, −10⁻¹², ∞."""
    assert "-" not in text and "e" not in text, f"{text} is not as the lessons write it"
    if text == "≈ 0":
        return 0.0
    sign, size = (-1, text[1:]) if text.startswith("−") else (1, text)
    size = size.replace("∞", "inf")
    if found := re.fullmatch(r"(?:([\d.]+)×)?10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", size):
        size = f"{found[1] or 1}e{found[2].translate(DIGITS)}"
    return sign * float(size)


def python(formula):
    """A formula of numbers, as Python writes it."""
    powers = re.sub(rf"(?:[\d.]+×)?{POWER}", lambda found: repr(read(found[0])), formula)
    return powers.replace("≈ 0", "0").replace("·", "*").replace("−", "-").replace("∞", "inf")
