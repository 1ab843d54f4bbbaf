"""What a formula says, computed from its text by Python: the other way from symbols to a number."""

import re

import numpy as np

from lessons_lib.functions import sigmoid

SIGNS = (
    ("·", "*"),
    ("²", "**2"),
    ("½", "0.5"),
    ("−", "-"),
    ("e^", "exp"),
    ("^", "**"),
    ("√", "sqrt"),
)
FUNCTIONS = {name: getattr(np, name) for name in ("exp", "log", "sin", "cos", "tanh", "sqrt")}


def all_digits(value):
    """A number as the walk writes it, but with all its digits."""
    return f"{value:.17g}".replace("-", "−")


def computed(text):
    """The value of a formula with numbers in it."""
    text = re.sub(r"\[(.*?)\]", r"(\1)", text.replace("ln(", "log("))
    for sign, python in SIGNS:
        text = text.replace(sign, python)
    return eval(
        text.replace("{", "(").replace("}", ")"),
        FUNCTIONS | {"max": max, "min": min, "abs": abs, "σ": sigmoid},
    )


def formula_gives(walk, keyword, values):
    """What the written formula of a quantity gives for the values of those it names."""
    formula = walk.formula(keyword)
    return computed(formula.text({key: all_digits(values[key]) for key in formula.keywords()}))
