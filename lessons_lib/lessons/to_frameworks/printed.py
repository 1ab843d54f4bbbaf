"""Reads the numbers out of what a framework printed: text is parsed, and never evaluated."""

import re
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.functions import Array
from lessons_lib.language import Later, say

# what stands between the numbers and is none: quoted names, shapes, and arguments such as dtype
_ASIDE = re.compile(
    r"'[^']*'|\"[^\"]*\"|\bSize\(\[[^\]]*\]\)|\b(?:dtype|device|grad_fn|requires_grad|shape)="
    r"(?:<[^>]*>|\([^)]*\)|[\w.:]*)"
)
_NUMBER = r"[-+−]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_TOKEN = re.compile(rf"(?P<word>[^\W\d][\w.]*)|(?P<number>{_NUMBER})|[\[\]()]")
_REFUSED = {  # what must not stand in it, and why
    r"\.\.\.|…": Later(
        "The framework has left numbers out: {near}. Make it print them all, for "
        "example with torch.set_printoptions(threshold=10000)."
    ),
    r"\bNone\b": Later(
        "There's None instead of numbers: no backward pass has reached this parameter since "
        "the last zero_grad. Print .grad after backward()."
    ),
    r"(?i)\b(?:nan|inf|infinity)\b": Later(
        "There's {found} among the numbers: something has overflowed, or 0 was divided "
        "by 0. Look for it first."
    ),
}


class Printed(NamedTuple):
    """One array: its shape, its numbers in a row, and the unit of the last digit of each."""

    shape: tuple[int, ...]
    values: Array
    units: Array


def read(text: str) -> list[Printed]:
    """The arrays in the text, in their order: tensor(…), array(…), Array(…), and nested lists.

    Text outside all brackets is skipped, unless there are no brackets. Raises ValueError, which
    says what to paste instead.
    """
    text = _ASIDE.sub(" ", text)
    for refused, why in _REFUSED.items():
        if hit := re.search(refused, text):
            raise ValueError(say(why, found=hit[0], near=_near(text, hit)))
    bare = not re.search(r"[\[(]", text)
    top: list[Any] = []
    stack = [top]
    for token in _TOKEN.finditer(text):
        found = token[0]
        if found in "[(":
            stack[-1].append([])
            stack.append(stack[-1][-1])
        elif found in "])":
            closed = stack.pop()
            if not stack:
                near = _near(text, token)
                raise ValueError(
                    say("A bracket closes here that was never opened: {near}.", near=near)
                )
            alone = found == ")" and len(closed) == 1
            if alone and (len(stack) == 1 or isinstance(closed[0], list)):
                stack[-1][-1] = closed[0]  # tensor([…]) is […], and tensor(0.4) is a number
        elif token["number"] and (bare or len(stack) > 1):
            stack[-1].append(found.replace("−", "-"))
    if len(stack) > 1:
        raise ValueError(say("A bracket isn't closed. Paste the text to its end."))
    lists = [part for part in top if isinstance(part, list)]  # a number beside them is the cost
    arrays = [_array(numbers) for numbers in _split(lists or [top])]
    if not arrays:
        raise ValueError(say("There's no number in it. Paste what print(parameter.grad) printed."))
    return arrays


def _near(text: str, token: re.Match[str]) -> str:
    return " ".join(text[max(token.start() - 12, 0) : token.end() + 8].split())


def _split(parts: list[Any]) -> list[Any]:
    """The largest parts that are whole arrays; walks without recursion, however deep it is."""
    whole, todo = [], parts[::-1]
    while todo:
        part = todo.pop()
        if isinstance(part, str):
            raise ValueError(say("One list holds both numbers and lists: a bracket is missing."))
        if _is_array(part):
            whole.append(part)
        else:
            todo += part[::-1]
    return whole


def _is_array(part: list[Any]) -> bool:
    """Whether it is a row of numbers, or a list of such rows of one length."""
    if any(isinstance(each, str) for each in part):
        return all(isinstance(each, str) for each in part)
    lengths = {len(row) for row in part}
    return (
        len(lengths) == 1
        and all(isinstance(each, str) for row in part for each in row)
        and lengths != {0}
    )


def _array(part: list[Any]) -> Printed:
    rows = part if isinstance(part[0], list) else [part]
    shape = np.shape(part)
    literals = [literal.lower().partition("e") for row in rows for literal in row]
    decimals = max(len(digits.partition(".")[2]) for digits, _, _ in literals)  # NumPy cuts zeros
    if decimals == 0 and any(digits.endswith(".") for digits, _, _ in literals):
        decimals = 4  # frameworks print 2. where all numbers of the array are whole
    with np.errstate(all="ignore"):
        values = np.array([float("".join(literal)) for literal in literals])
        units = 10.0 ** np.array([float(exponent or 0) - decimals for _, _, exponent in literals])
    if not np.isfinite(values).all():
        raise ValueError(say("A number is too large to be read."))
    return Printed(shape, values, units)
