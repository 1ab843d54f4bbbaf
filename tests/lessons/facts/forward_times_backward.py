"""The numbers with a decimal point in the prose of lesson 06, cell by cell."""

import math

import numpy as np

from lessons_lib.lecture import TARGET, X, six_neurons
from lessons_lib.lessons.forward_times_backward.broken_lines import BROKEN, RIGHT, backpropagate
from lessons_lib.lessons.forward_times_backward.price_scene import multiplications
from lessons_lib.lessons.six_neurons import TRAINING
from lessons_lib.network import loss
from lessons_lib.notation import number
from lessons_lib.numeric import central_difference, compare
from lessons_lib.walks.lecture import PARAMETERS, SIX_NEURONS, START


def facts():
    net, n = six_neurons(), SIX_NEURONS.values(START)
    gradient = [n[f"dC_d{key}"] for key in PARAMETERS]

    def cost(theta):
        return loss(net.at(theta), X, TARGET)

    def error(h):
        return compare(gradient, central_difference(cost, net.theta, h)).relative

    nudge = 1e-12 * np.eye(18)[PARAMETERS.index("w_a3_z6")]
    ahead, behind = (f"{cost(net.theta + step):.16f}" for step in (nudge, -nudge))
    shared = ahead[:11]
    assert behind.startswith(shared)
    assert f"{error(0.1):.4f}" == "0.0027" and round(error(0.1) / error(0.01)) == 100

    def trained(algorithm):
        theta = net.theta
        for _ in range(100):
            theta = theta - 0.5 * backpropagate(algorithm, net.at(theta), X, TARGET).theta
        return cost(theta)

    ends = {name: trained(broken.mistake.of) for name, broken in BROKEN.items()}
    assert ends.pop("wrong sign of ∂C/∂y") > n["C"]
    below = 0.01
    assert max(ends.values()) < below
    assert math.isclose(trained(RIGHT), TRAINING.trajectory(0.5)[1][100], rel_tol=1e-12)

    case_a = backpropagate(BROKEN["weights left out going back"].mistake.of, net, X, TARGET)
    dC_dz3 = case_a.dC_dz[1][0, 0]
    bracket = dC_dz3 / n["s3"]
    assert math.isclose(bracket, n["dC_dz5"] + n["dC_dz6"], rel_tol=1e-12)
    broken = backpropagate(BROKEN["no σ′ at the output"].mistake.of, net, X, TARGET)
    times = number(broken.dC_dz[2][0, 0] / n["dC_dz5"])
    assert times == number(1 / n["s5"])
    assert multiplications((2, 20, 20, 2)) == (480, 440, 480)
    return {
        "check-predict": ["0.1", "0.01"],
        "check-explain": ["0.1", "0.01", f"{error(0.1):.4f}", f"{error(0.01):.6f}", shared],
        "broken-explain": [
            *(times, number(n["s5"]), "0.5", number(n["C"]), str(below)),
            number(trained(RIGHT)),
        ],
        "mystery-explain": [
            *(f"{dC_dz3:.4f}", number(n["s3"]), f"{bracket:.3f}"),
            *(number(n[key]) for key in ("dC_dz5", "dC_dz6")),
        ],
    }
