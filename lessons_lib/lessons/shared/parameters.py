"""Counting the parameters of a network, and collecting their gradients."""

from collections.abc import Sequence
from itertools import pairwise

from lessons_lib.functions import Array
from lessons_lib.network import Gradients


def weights(sizes: Sequence[int]) -> int:
    """The number of weights of a network of these sizes."""
    return sum(before * after for before, after in pairwise(sizes))


def w_and_b(gradients: Gradients) -> list[list[Array]]:
    """∂C/∂w of every layer, and ∂C/∂b of every layer."""
    return [list(gradients.dC_dw), list(gradients.dC_db)]
