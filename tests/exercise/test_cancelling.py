"""With given numbers of one digit terms often cancel: then 0 is right, despite rounding."""

import numpy as np
import pytest
from others import ALL, CODE, another
from test_proof import COUNTED, flat

from lessons_lib.exercise.rounding import without_rounding
from lessons_lib.network import Network, Trace, forward

SEEDS, SHAPES = 300, 20
NUMBERS = (-1.5, -0.5, -0.3, -0.1, 0.1, 0.3, 0.5, 1.5)  # 0.1 · 1.5 is not quite 0.3 · 0.5


def few(value, made, rng):
    """The same with numbers of one digit, as in an exercise."""
    match value:
        case Network():
            return value.at(few(value.theta, made, rng))
        case Trace():
            return forward(made[0], few(value.a[0], made, rng))
        case list() | tuple():
            return type(value)(few(part, made, rng) for part in value)
        case dict():
            return {key: few(part, made, rng) for key, part in value.items()}
    if np.asarray(value).dtype != float or np.isin(value, (0, 1)).all():
        return value
    some = rng.choice(NUMBERS, size=np.shape(value))
    return some if some.ndim else abs(some)[()]  # a single one may be a learning rate


def cases(name):
    """Fitting given numbers, the answer a person would write, and the computed one."""
    for seed in range(SHAPES if name in CODE else SEEDS):
        given, rng = [], np.random.default_rng(seed)
        for one in another(name, seed % SHAPES):  # only its sizes and whole numbers stay
            given.append(few(one, given, rng))
        try:
            right = ALL[name].right(*given)
        except ValueError:  # such shares do not add up to 1
            continue
        yield tuple(given), without_dust(right), right


def without_dust(value):
    """With 0 for rounding errors, beside terms of 0.01 and more."""
    if isinstance(value, list | tuple):
        return [without_dust(part) for part in value]
    return np.where(np.abs(value) < 1e-16, 0, value)


@pytest.mark.parametrize("name", sorted(set(ALL) - COUNTED))
def test_0_is_right_where_the_terms_cancel(name):
    cancelled = []
    for given, written, right in cases(name):
        assert ALL[name].judge(written, given).mark == "✓", given
        assert ALL[name].judge(right, given).mark == "✓", given
        cancelled += [given] if (flat(written) != flat(right)).any() else []
    assert cancelled or name != "backward_pass.dC_dz"


@pytest.mark.parametrize("size", [1e-9, 1, 1e9])
def test_only_what_rounding_leaves_becomes_0(size):
    def cancel(a, b):
        return np.array([3 * a - b, a, (3 * a - b) + 1e-6 * a])

    nothing, some, little = without_rounding(cancel, (0.1 * size, 0.3 * size))
    assert cancel(0.1, 0.3)[0] != 0 == nothing
    assert some == 0.1 * size and little == cancel(0.1 * size, 0.3 * size)[2]
