"""The exercises of all lessons with their proofs, and with random given numbers."""

from functools import cache
from importlib import import_module

import numpy as np

from lessons_lib.exercise import Code, Exercise
from lessons_lib.exercise.practice import drawn
from lessons_lib.functions import half_squared_error
from lessons_lib.network import Network, Trace, forward
from lessons_lib.teaching import answers

EXERCISES = {
    f"{answers.lesson_of(module).name}.{name}": one
    for module in answers.lessons()
    for name, one in vars(module).items()
    if isinstance(one, Exercise | Code)
}
CODE = {name: one for name, one in EXERCISES.items() if isinstance(one, Code)}
ALL = {name: one.exercise if name in CODE else one for name, one in EXERCISES.items()}
LESSONS = {name.partition(".")[0] for name in ALL}
PROOFS = {  # in `proofs/<lesson>.py`
    f"{lesson}.{name}": proof
    for lesson in sorted(LESSONS)
    for name, proof in import_module(f"proofs.{lesson}").PROOFS.items()
}


def _sizes(layers, rng):
    """Half of the cases have equal sizes, so that a forgotten transpose raises no error."""
    same = rng.integers(2, 5, size=1).repeat(layers)
    return same if rng.random() < 0.5 else rng.integers(1, 6, size=layers)


@cache
def another(name, seed):
    """Other given numbers: random weights, biases, inputs, targets, and for code also sizes."""
    if ALL[name].template:
        return drawn(ALL[name], seed + 1).given
    rng = np.random.default_rng(seed)
    if PROOFS[name].drawn:
        return tuple(PROOFS[name].drawn(rng))
    given = ALL[name].given
    if name in CODE:
        given = CODE[name].unseen[seed % len(CODE[name].unseen)]
    net, made = None, []
    for one in given:
        if isinstance(one, Network):
            net = one
            if name in CODE:
                net = Network.random(_sizes(len(one.sizes), rng))
            one = net = net.at(rng.normal(size=net.theta.shape))
        elif isinstance(one, Trace):
            one = forward(net, rng.normal(size=(net.sizes[0], one.a[0].shape[1])))
        elif isinstance(one, np.ndarray) and made and isinstance(made[-1], Trace):
            target = rng.integers(0, 2, size=made[-1].y.shape)
            one = half_squared_error.d(made[-1].y, target)
        elif isinstance(one, np.ndarray) and net and len(made) == 2:
            one = rng.integers(0, 2, size=(net.sizes[-1], one.shape[1])).astype(float)
        elif isinstance(one, np.ndarray) and net:
            one = rng.normal(size=(net.sizes[0], one.shape[1]))
        elif isinstance(one, np.ndarray):
            one = rng.normal(size=one.shape)
        elif isinstance(one, dict):
            one = {node: [(end, rng.normal()) for end, _ in ends] for node, ends in one.items()}
        elif isinstance(one, list) and isinstance(one[0][0], np.ndarray):
            counts = [x.shape[1] for x, _ in one]
            one = [
                (
                    rng.normal(size=(net.sizes[0], n)),
                    rng.integers(0, 2, size=(net.sizes[-1], n)).astype(float),
                )
                for n in counts
            ]
        elif isinstance(one, float):
            one = rng.uniform(0.02, 0.98)  # an a, or a z: any will do
        made.append(one)
    return tuple(made)
