"""The proofs of the exercises in `handwritten_digits`."""

from math import log

import numpy as np
from proofs.proof import Proof
from proofs.ways import s

from lessons_lib.mistakes import backward
from lessons_lib.numeric import complex_step

# the weight and the three outputs
OUTPUTS = np.array([[0.6, 0.2, 0.4, 0.3], [0.3, 0.7, 0.15, 0.3], [0.1, 0.1, 0.45, 0.4]])
TARGETS = np.array([[1.0, 0, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]])  # the third is said wrong


def _classes(rng):
    """Outputs with good accuracy, and their targets."""
    k, n = rng.integers(2, 9), rng.integers(2, 40)
    target = np.eye(k)[:, rng.integers(k, size=n)]
    y = rng.random(size=(k, n)) + 0.6 * target
    return y / y.sum(axis=0), target


def pixel(x, w, dC_dz):
    rows = [list(row) for row in w]
    return complex_step(
        lambda x: sum(
            d * sum(one * ink for one, ink in zip(row, x, strict=True))
            for row, d in zip(rows, dC_dz, strict=True)
        ),
        x,
    )


def share_right(y, target):
    right = 0
    for said, wanted in zip(y.T.tolist(), target.T.tolist(), strict=True):
        right += said.index(max(said)) == wanted.index(max(wanted))
    return right / y.shape[1]


def left(a, w):
    share = 1
    for one in a:
        share *= w * (one - one**2)
    return share


PROOFS = {
    "accuracy": Proof(
        right=lambda wrong, n, learnt: 1 - wrong / n,
        by_hand={
            "the right answers are divided by the wrong ones": 342 / 17,
        },
        kept={"1", "438", "359"},
    ),
    "output": Proof(
        right=lambda y, digit: np.array(
            [one - 1 if i == digit else one for i, one in enumerate(y)]
        ),
        by_hand={
            "the logarithms of the outputs are given": [log(0.7), log(0.2), log(0.1)],
        },
        kept={"0", "1", "2"},
    ),
    "pixel": Proof(
        right=pixel,
        by_hand={
            "∂C/∂z is multiplied by the pixels": [0.5 * 0.2, 0.25 * -0.1],
        },
        kept={"1", "2"},
    ),
    "left": Proof(
        right=left,
        by_hand={
            # these two are in SHARED by their names, and made anew here
            backward.SIGMA_FOR_SLOPE.when: 0.8 * 1.8 * 0.4,
            backward.SLOPE_OF_A.when: 8 * np.prod([s(a) * s(-a) for a in (0.4, 0.9, 0.2)]),
        },
        kept={"1", "2"},
    ),
    "my_accuracy": Proof(
        right=share_right,
        drawn=_classes,
        given=(OUTPUTS, TARGETS),
        by_hand={
            "an answer counts only where its output is above ½": 2 / 4,
        },
    ),
}
