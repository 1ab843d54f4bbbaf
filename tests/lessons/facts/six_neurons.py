"""The numbers with a decimal point in the prose of lesson 05, cell by cell."""

import numpy as np

from lessons_lib.functions import half_squared_error
from lessons_lib.lecture import TARGET, X, six_neurons
from lessons_lib.lessons.six_neurons import TRAINING
from lessons_lib.network import forward
from lessons_lib.notation import number
from lessons_lib.walks.lecture import NEURONS, PARAMETERS, SIX_NEURONS, START, activation


def facts():
    n = SIX_NEURONS.values(START)
    sent = [f"{n[activation(k)]:.2f}" for k in NEURONS]
    _, costs = TRAINING.trajectory(0.5)
    largest = max(
        (key for key in PARAMETERS if key.startswith("w")), key=lambda k: abs(n["dC_d" + k])
    )
    assert largest == "w_a3_z6"
    walk, _ = TRAINING.trajectory(0.5)
    moves = dict(zip(PARAMETERS, abs(walk[-1].theta - walk[0].theta), strict=True))
    by_size = sorted(PARAMETERS, key=moves.__getitem__)
    assert by_size[-2:] == ["w_a3_z6", "b6"]
    assert set(by_size[:6]) == set(PARAMETERS[:6])
    assert moves["w_a4_z5"] < 0.1
    assert (
        TRAINING.trajectory(10)[1][1] < costs[1]
        and TRAINING.trajectory(10)[1] == sorted(TRAINING.trajectory(10)[1])[::-1]
    )
    assert np.isclose(half_squared_error(forward(six_neurons(), X).y, TARGET), n["C"], rtol=1e-14)

    def three(*keys):
        return [number(n[key]) for key in keys]

    return {
        "forward-explain": [*three("a1", "y1", "y2", "C"), *sent],
        "backward-predict": three("y2", "y1"),
        "backward-explain": three("s6", "y2", "dC_dz6", "dC_dz3", "dC_dz6", "dC_dz1"),
        "parameters-help": three("a2", "a3"),
        "gradient-explain": three("a3", "dC_dz6", "dC_dw_a3_z6"),
        "train-predict": [*three("C"), "0.5"],
        "train-explain": [number(costs[t]) for t in (0, 1, 100)],
        "play-step": three("a1"),
    }
