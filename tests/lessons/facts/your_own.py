"""The numbers with a decimal point in the prose of lesson 11, cell by cell."""

import numpy as np
from on_file import examples

from lessons_lib.lessons import your_own
from lessons_lib.lessons.shared.network_training import NetworkTraining
from lessons_lib.lessons.shared.own_network import own_network
from lessons_lib.lessons.six_neurons import TRAINING as SIX_NEURONS
from lessons_lib.lessons.your_own import exercises as check
from lessons_lib.notation import number
from lessons_lib.walks.typed_expression import typed


def values(own):
    return own.walk.values(own.start)


def training(*settings, **more):
    own = own_network(*settings, **more)
    return own, NetworkTraining(own.net, own.x, own.target, own.cost, own.biases)


def facts():
    sizes, softmax = [3, 4, 2], ["tanh", "softmax"]
    own, trained = training(sizes, softmax, seed=3)
    assert your_own.build().words.code == "your_own.network([3, 4, 2], ['tanh', 'softmax'], seed=3)"
    n, (_, costs) = values(own), trained.trajectory(0.5)
    assert own.net.theta.size == 26
    assert training([3, 5, 2], softmax, seed=3)[0].net.theta.size == 26 + 6
    assert n["dC_dz5"] == n["y1"] - 1
    assert list(own.walk.moments)[16] == "dC_dz3"

    relu = values(check.RELU)
    assert own_network([2, 3, 1], ["relu", "identity"], seed=1).net.theta.tolist() == (
        check.RELU.net.theta.tolist()
    )
    assert relu["z1"] < 0 < min(relu["z2"], relu["z3"]) and check.predict_zeros.truth == 4

    mazur = examples()["mazur"]
    printed, m = (
        mazur["published"],
        values(
            own_network(
                w=mazur["network"]["W"],
                b=mazur["network"]["b"],
                x=mazur["x"],
                target=mazur["target"],
            )
        ),
    )
    assert number(printed["E"]) == number(m["C"])

    _, straight = training(sizes, "identity", seed=3)
    assert straight.trajectory(0.5)[1][1] > straight.trajectory(0.5)[1][0]
    assert (np.diff(straight.trajectory(0.1)[1][:20]) < 0).all()
    still, zeros = training(sizes, softmax, start="zeros")
    moved = np.flatnonzero(zeros.trajectory(0.5)[0][-1].theta - still.net.theta)
    assert [zeros.wiring.parameters[i] for i in moved] == ["b5", "b6"]
    six = SIX_NEURONS.trajectory(0.5)[1]

    read = typed(check.FORMULA)
    f = read.walk.values({"x": 1, "y": 2})
    along = [f["dz_dv1"] * 2, f["dz_dv2"] * np.cos(1)]
    x, y = check.path_sum.given
    v = x * y + x
    assert (v * v, check.path_sum.right(x, y)) == (25, 55) and x == -2

    def three(*keys, of=n):
        return [number(of[key]) for key in keys]

    return {
        "walk-explain": three("y1", "dC_dz5", "s3"),
        "zeros-explain": [number(relu["z1"]), number(-relu["z1"])],
        "mazur-predict": [str(printed["E"]), str(printed["dE/dw5"])],
        "mazur-explain": three("C", "a1", "dC_dz3", "dC_dw_a1_z3", of=m),
        "train-predict": [*three("C"), "0.5"],
        "train-explain": [*map(number, (costs[0], costs[1], six[0], six[1])), "0.1"],
        "paths-explain": [*map(number, along), *three("dz_dx", "dz_dy", of=f)],
    }
