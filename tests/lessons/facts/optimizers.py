"""The numbers with a decimal point in the prose of lesson 09, cell by cell."""

import numpy as np

from lessons_lib.functions import sigmoid
from lessons_lib.lessons.optimizers import exercises as check
from lessons_lib.lessons.optimizers.neuron_scene import ENTROPY, SQUARED, STARTS, training
from lessons_lib.lessons.optimizers.racing_rules import BETA1, BETA2, PLACES, STEPS, Race
from lessons_lib.lessons.shared.landscape import PLATEAU, RAVINE
from lessons_lib.notation import number


def since(race, name):
    return race.arrived(name, STEPS)


def end(race, name):
    return number(race.walk(name).losses[STEPS])


def facts():
    first, large = Race("ravine", 0.1), Race("ravine", 0.3)
    assert (since(first, "momentum"), since(first, "Nesterov")) == (43, 19)
    assert (since(large, "plain"), since(large, "momentum")) == (58, 42)
    assert since(Race("ravine", 0.3, lam=0.7), "momentum") == 16
    assert max(map(abs, large.walk("Nesterov").steps[STEPS].theta)) > 1e6
    steep = Race("ravine", 0.41)
    assert steep.walk("plain").outside(STEPS) and not steep.walk("momentum").outside(STEPS)
    assert since(steep, "momentum")

    start = RAVINE.gradient(np.array(PLACES["ravine"].start))
    assert start[1] == -10 * start[0]
    assert since(large, "Adagrad") is None
    flat = PLATEAU.gradient(np.array(PLACES["plateau"].start))
    crossing = {name: since(Race("plateau", 0.1), name) for name in ("RMSProp", "Adam")}
    assert crossing == {"RMSProp": 28, "Adam": 56}
    first_step = np.diff([step.theta for step in large.walk("RMSProp").steps[:2]], axis=0)
    times = number(abs(first_step[0, 1]) / large.eta)
    assert times == number(np.sqrt(10))
    assert not any(since(Race("plateau", 0.1), name) for name in ("plain", "Adagrad"))

    restless = Race("ravine", 0.5)
    assert since(restless, "RMSProp") is None
    shrinking = [since(Race("ravine", 0.5, 0.9, s), "RMSProp") for s in ("root", "steps", "cosine")]
    assert shrinking == [13, 21, 25]
    assert since(Race("plateau", 0.1, 0.9, "root"), "RMSProp") is None

    (w, b), very = STARTS["a little wrong"], STARTS["very wrong"]
    little, stuck = (training(SQUARED, *at, 0.15) for at in ((w, b), very))
    freed = training(ENTROPY, *very, 0.15)
    hopeless = training(SQUARED, *STARTS["hopelessly wrong"], 1.0)
    assert number(hopeless[300].y) == "1"
    assert training(ENTROPY, *STARTS["hopelessly wrong"], 1.0)[10].y < 0.1

    moved = np.diff([step.theta for step in large.walk("Adagrad").steps[:2]], axis=0)[0]
    assert abs(abs(moved[1] / moved[0]) - check.predict_adagrad.truth) < 1e-6
    assert check.predict_start.truth == 1 and little[150].y < 0.2 < 0.9 < stuck[150].y

    return {
        "momentum-predict": ["0.05", "2.5", "0.1"],
        "momentum-explain": [
            *(end(first, "plain"), "0.9", "0.99", end(Race("ravine", 0.1, 0.99), "momentum")),
            *("0.3", "0.7", "0.41"),
        ],
        "nesterov-predict": ["0.3"],
        "nesterov-explain": ["0.1", "0.3"],
        "own-predict": [number(start[0])],
        "own-explain": [
            *("0.3", end(large, "Adagrad"), "0.9"),
            *(number(beta) for beta in (BETA1, 1 - BETA1, BETA2)),
        ],
        "own-try": ["0.1", times, *map(number, flat)],
        "race-explain": ["0.01", "0.02", "0.9"],
        "schedule-explain": [end(restless, "RMSProp"), "0.1"],
        "cost-predict": ["0.15", *map(number, (w, b, little[0].y, stuck[0].y))],
        "cost-explain": [
            *map(number, (little[300].y, stuck[300].y)),
            *map(number, (sigmoid.d(4), stuck[0].y, stuck[0].dC_dz)),
            number(freed[50].y),
        ],
        "adam-help": [number(1 / 2)],
    }
