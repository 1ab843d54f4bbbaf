"""One layer for a batch of four examples, in matrices: every product, right and wrong."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np

from lessons_lib.functions import Array, sigmoid
from lessons_lib.language import Later
from lessons_lib.network import Layer, Network, forward, gradient

W = np.array([[2.0, -1.0], [0.5, 1.5], [-1.0, 1.0]])
B = np.array([[-0.5], [0.5], [0.0]])
A = np.array([[0.5, 1.0, -0.5, 0.2], [1.0, -1.0, 0.5, 0.4]])
TARGET = np.array([[1.0, 0, 0, 1], [0, 1, 0, 1], [1, 1, 0, 0]])
EXAMPLES = A.shape[1]

OF_EXAMPLES = {"A", "Z", "Y", "Ŷ", "σ′(Z)", "1", "∂C/∂Y", "∂C/∂Z", "∂C/∂A"}
COLUMNS = Later("one column for each example")
ROWS = Later("one row for each example")
WRONG = Later("one transposition wrong")
WRITTEN = (COLUMNS, WRONG, ROWS)
MOMENTS = ("Z", "Y", "dC_dY", "dC_dZ", "dC_dW", "dC_db", "dC_dA")

# moment: the factors of its product, each a matrix or its transpose
PRODUCTS: dict[str, dict[str, tuple[str, str]]] = {
    COLUMNS: {
        "Z": ("W", "A"),
        "dC_dW": ("∂C/∂Z", "Aᵀ"),
        "dC_db": ("∂C/∂Z", "1ᵀ"),
        "dC_dA": ("Wᵀ", "∂C/∂Z"),
    },
    WRONG: {
        "Z": ("Wᵀ", "A"),
        "dC_dW": ("∂C/∂Z", "A"),
        "dC_db": ("∂C/∂Z", "1"),
        "dC_dA": ("W", "∂C/∂Z"),
    },
    ROWS: {
        "Z": ("A", "Wᵀ"),
        "dC_dW": ("(∂C/∂Z)ᵀ", "A"),
        "dC_db": ("1ᵀ", "∂C/∂Z"),
        "dC_dA": ("∂C/∂Z", "W"),
    },
}
ELEMENTWISE = {"Y": ("Z",), "dC_dY": ("Y", "Ŷ"), "dC_dZ": ("σ′(Z)", "∂C/∂Y")}


def symbol(moment: str) -> str:
    """What is found at a moment."""
    return moment.replace("dC_d", "∂C/∂")


@cache
def matrices(neurons: int, rows: bool = False) -> Mapping[str, Array]:
    """Every matrix by its symbol, with one column for each example, or one row."""
    net = Network([Layer(W[:neurons], B[:neurons], sigmoid)])
    trace, slopes = forward(net, A), gradient(net, A, TARGET[:neurons])
    (dC_dZ,) = slopes.dC_dz
    found = {
        "W": net.layers[0].w,
        "b": net.layers[0].b,
        "A": A,
        "Z": trace.z[0],
        "Y": trace.y,
        "Ŷ": TARGET[:neurons],
        "σ′(Z)": sigmoid.d(trace.z[0]),
        "1": np.ones((1, EXAMPLES)),
        "∂C/∂Y": (trace.y - TARGET[:neurons]) / EXAMPLES,
        "∂C/∂Z": dC_dZ,
        "∂C/∂W": slopes.dC_dw[0],
        "∂C/∂b": slopes.dC_db[0],
        "∂C/∂A": net.layers[0].w.T @ dC_dZ,
    }
    if rows:
        turned = OF_EXAMPLES | {"b", "∂C/∂b"}
        found = {key: value.T if key in turned else value for key, value in found.items()}
    return MappingProxyType(found)


def factor(text: str, found: Mapping[str, Array]) -> Array:
    """The numbers of a factor."""
    matrix = text.removesuffix("ᵀ")
    return found[text] if matrix == text else found[matrix.strip("()")].T


def product(left: Array, right: Array) -> Array | None:
    """The product left · right, or None if the shapes do not fit."""
    return left @ right if left.shape[1] == right.shape[0] else None
